package org.muriel.event.loader;

import org.muriel.event.VisitorHash;
import org.muriel.event.log.EventLog;

/**
 * Forgets visitors. What was received of one until now is removed, as the loader comes to the entry: their rows and the
 * text of their id from the store, their events from the log, their rejections from the list. The store's file is free
 * of their bytes once it is compacted. What comes later is kept; the ledger's counts stay. Thread-safe.
 */
public final class Erasure {
    private final EventLog log;

    public Erasure(EventLog log) {
        this.log = log;
    }

    /**
     * Returns when the wish is durable; it is then carried out whatever happens.
     *
     * @param visitorId as clients send it
     * @return the position after the entry: when the loader has loaded up to there, no result counts the visitor
     * @throws org.muriel.event.IntakeUnavailable when the disk does not take it
     */
    public long erase(long projectId, String visitorId) {
        return log.appendErasure(projectId, VisitorHash.of(visitorId)) + 1;
    }
}
