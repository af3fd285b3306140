package org.muriel.experiment.webhook;

import java.time.Instant;
import java.util.List;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;

/**
 * An address that is told of a project's changes. Its secret is not here, so that it is in no journal.
 *
 * @param url of scheme {@code http} or {@code https}, without credentials
 * @param topics what it is told of, each once
 * @param origin scheme and host under which whoever wrote it called the server: what addresses in its messages begin
 *     with
 * @param archived whether it was removed: what it was is then in the journal only, and no answer shows it
 */
public record Webhook(
        long id,
        long projectId,
        String name,
        String description,
        String url,
        List<Topic> topics,
        String origin,
        boolean archived,
        Instant created,
        Instant lastModified)
        implements Entity {

    public Webhook {
        topics = topics.stream().distinct().toList();
    }

    /** What is left of it when it is removed. */
    public Webhook removed(Instant now) {
        return new Webhook(id, projectId, name, "", "", List.of(), "", true, created, now);
    }

    @Override
    public Kind kind() {
        return Kind.WEBHOOK;
    }

    @Override
    public List<UniqueName> uniqueNames() {
        return List.of();
    }
}
