package org.muriel.event.log;

import java.util.List;
import java.util.OptionalLong;
import org.muriel.event.IntakeUnavailable;
import org.muriel.event.ledger.Period;
import org.muriel.event.ledger.Receipts;

/**
 * What was accepted, in the order in which it was, until it is loaded and a while longer. Thread-safe. Appends of
 * several threads are made durable together; reads never keep an append waiting.
 */
public interface EventLog {

    /**
     * Appends the accepted events, lists the refused ones and counts both, all in one. Returns when that is durable.
     *
     * @return the position of its first event; when it has none, the one that the next event gets
     * @throws IntakeUnavailable when too much waits to be appended, or the disk does not take it; then nothing of it
     *     was appended
     */
    long append(Arrival arrival);

    /**
     * Appends an {@link LogRecord.Erasure}. Returns its position when it is durable.
     *
     * @throws IntakeUnavailable as {@link #append}
     */
    long appendErasure(long projectId, long visitorHash);

    /** From this position on every entry is still there; before it some or all may have been forgotten. */
    long begin();

    /** The position that the next event gets. Cheap: it may be asked many times a second. */
    long end();

    /**
     * The entries from a position on, in order.
     *
     * @param from a position at which an entry begins, between {@link #begin()} and {@link #end()}
     * @param mostEvents after an entry with which there are that many, or with which they take much memory, no more are
     *     returned
     * @return nothing only at the end
     */
    List<LogRecord> read(long from, int mostEvents);

    /**
     * Tells the log that everything before a position is loaded, and what of it need not be kept any longer. The log
     * carries out erasures at earlier positions in its own entries and list of refusals, and forgets entries. Returns
     * when that is durable; idempotent. What a crash interrupts is done at the next call. Called by one at a time.
     *
     * @param loaded everything before it is loaded
     * @param keepFrom entries before it are forgotten; at most {@code loaded}
     * @throws IntakeUnavailable as {@link #append}; some of it may have been done
     */
    void release(long loaded, long keepFrom);

    /**
     * What was received in a period, and how much of it waits to be loaded, all at one moment.
     *
     * @param loaded events from this position on are pending
     */
    Receipts receipts(long loaded, Period period);

    /**
     * The newest refusals, the newest first; how many are kept is limited.
     *
     * @param projectId nothing for those of projects that are not known here
     */
    List<Refusal> refusals(OptionalLong projectId, int most);
}
