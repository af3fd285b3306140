package org.muriel.event.log;

import java.time.Instant;
import java.util.OptionalLong;
import org.muriel.event.EventBatch;

/** One entry of the log. Positions ascend without gaps: {@link #next()} is the position of the entry that follows. */
public sealed interface LogRecord {

    /** Of the entry's first event. The first position of a log is 1. */
    long position();

    /** The position after the entry. */
    long next();

    /** In which project. */
    long projectId();

    /**
     * Events that were accepted together. Their positions are consecutive, in the order of the batch. When a visitor
     * was erased since, there are fewer events than positions.
     *
     * @param next the position after the last event
     * @param received when it arrived, by the server's clock, to the millisecond; its hour is the one it is counted in
     * @param environmentId as in {@link Arrival#environmentId()}
     */
    record Events(
            long position, long next, Instant received, long projectId, OptionalLong environmentId, EventBatch batch)
            implements LogRecord {}

    /**
     * From here on nothing is known of a visitor: every event of theirs at an earlier position is to be removed, and
     * so is the text of their id. Later ones, should they return, stay. It takes one position.
     *
     * @param visitorHash as in {@link org.muriel.event.VisitorHash}
     */
    record Erasure(long position, long projectId, long visitorHash) implements LogRecord {
        @Override
        public long next() {
            return position + 1;
        }
    }
}
