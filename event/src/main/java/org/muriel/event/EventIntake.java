package org.muriel.event;

import java.util.List;

/** Where what visitors did is handed over. Thread-safe. */
public interface EventIntake {
    /**
     * Takes a batch. Returns when everything of it that can be kept is durable: from then on no crash loses it. Events
     * that cannot be kept are counted by reason and listed. An event whose uuid was taken before for the same account
     * counts once.
     *
     * @param refused events that the dialect could not read; they are counted and listed with the others
     * @throws IntakeUnavailable when nothing of it was taken; the caller may hand the same batch over again
     */
    void accept(EventBatch batch, List<RefusedEvent> refused);

    /** As {@link #accept(EventBatch, List)} for a batch that was read as a whole. */
    default void accept(EventBatch batch) {
        accept(batch, List.of());
    }
}
