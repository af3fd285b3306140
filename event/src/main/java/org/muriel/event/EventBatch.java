package org.muriel.event;

import java.util.List;
import java.util.Optional;

/**
 * What one client says of visitors of one project (SDK contract, 5.1).
 *
 * @param accountId as text, which is how clients have it from their datafile
 * @param projectId nothing when the client did not say
 * @param revision of the datafile that the client decided by
 * @param anonymizeIp whether an address, if one is kept, must lose its last part first
 * @param enrichDecisions whether conversions are to be credited to exposures here, rather than by the client
 * @param visitors a visitor may occur more than once
 */
public record EventBatch(
        String accountId,
        Optional<String> projectId,
        Optional<String> revision,
        Client client,
        boolean anonymizeIp,
        boolean enrichDecisions,
        List<VisitorEvents> visitors) {

    public EventBatch {
        visitors = List.copyOf(visitors);
    }

    /** This batch with other visitors. */
    public EventBatch with(List<VisitorEvents> others) {
        return new EventBatch(accountId, projectId, revision, client, anonymizeIp, enrichDecisions, others);
    }

    /** How many events there are. */
    public int size() {
        int size = 0;
        for (VisitorEvents visitor : visitors) {
            size += visitor.events().size();
        }
        return size;
    }

    /**
     * The program that sent a batch.
     *
     * @param name such as {@code java-sdk}; both are as the client says
     */
    public record Client(Optional<String> name, Optional<String> version) {
        public static Client of(String name, String version) {
            return new Client(Optional.of(name), Optional.of(version));
        }
    }
}
