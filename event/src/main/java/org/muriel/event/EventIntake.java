package org.muriel.event;

import org.muriel.experiment.catalog.StorageException;

/** Where what visitors did is handed over. Thread-safe. */
public interface EventIntake {
    /**
     * Takes all of a batch or none of it. Returns when it is durable: from then on no crash loses it. An event whose
     * uuid was taken before for the same account is kept once.
     *
     * @throws StorageException when it is not durable; the caller may hand the same batch over again
     */
    void accept(EventBatch batch);
}
