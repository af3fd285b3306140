package org.muriel.privacy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.muriel.experiment.catalog.Receipt;

/** Requests, kept. Thread-safe; what a write leaves is durable when it returns. */
public interface SubjectRequests {
    default SubjectRequest add(SubjectRequest.New wished, Instant now) {
        return add(wished, now, it -> Optional.empty());
    }

    /** @param receipt what to keep along, in the same transaction */
    SubjectRequest add(SubjectRequest.New wished, Instant now, Function<SubjectRequest, Optional<Receipt>> receipt);

    Optional<SubjectRequest> find(long id);

    /** All of an account, by ascending id. */
    List<SubjectRequest> list(long accountId);

    /** Those that are not carried out yet, by ascending id. */
    List<SubjectRequest> open();

    /** Those by which a person was erased whose identifier is still kept. */
    List<SubjectRequest> erased();

    /** Keeps what became of a request. */
    void keep(SubjectRequest request);

    /**
     * Leaves no byte in the files of the configuration of what was removed or replaced in it before.
     *
     * @throws org.muriel.experiment.catalog.StorageException when that cannot be done now
     */
    void leaveNoTraces();
}
