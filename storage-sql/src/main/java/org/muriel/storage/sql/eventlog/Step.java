package org.muriel.storage.sql.eventlog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.muriel.event.log.Arrival;

/** Something to be written, for whose durability somebody waits. */
sealed interface Step {
    /** What a step costs beside its bytes, so that many small ones are bounded too. */
    int OVERHEAD = 256;

    /** The memory it takes while it waits. */
    int bytes();

    /** Completed with the step's position when it is durable, or with why it was not done. */
    CompletableFuture<Long> done();

    /** @param body the arrival's batch as bytes, made by the thread that waits; empty when there are no events */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Append(Arrival arrival, int events, byte[] body, CompletableFuture<Long> done) implements Step {
        @Override
        public int bytes() {
            return OVERHEAD * (1 + arrival.refused().size()) + body.length;
        }
    }

    record Erase(long projectId, long visitorHash, CompletableFuture<Long> done) implements Step {
        @Override
        public int bytes() {
            return OVERHEAD;
        }
    }

    /** Work in the background, in pieces small enough that nobody notices having waited for one. */
    record Upkeep(Work work, CompletableFuture<Long> done) implements Step {
        @Override
        public int bytes() {
            return OVERHEAD;
        }
    }

    /** Changes something within the transaction it is called in. */
    @FunctionalInterface
    interface Work {
        void run(Connection connection) throws SQLException;
    }
}
