package org.muriel.event.log;

import java.util.List;
import org.muriel.event.ledger.Loads;
import org.muriel.event.ledger.Period;

/**
 * Where the loader moves what the log holds. Only one loader calls {@link #position()} and {@link #load}, one call
 * after the other; the rest is thread-safe.
 */
public interface LoadTarget {

    /** From which position on the target has nothing: 1 at first, then {@code next()} of the last loaded record. */
    long position();

    /**
     * Takes records in the order of the log, and the position after them, in one transaction: after a crash both are
     * there or neither. An event with a uuid that an earlier position brought is counted as a duplicate and not kept;
     * decisions have no uuid of their own, so those of other campaigns or experiments, and conversions, may share one.
     * An {@link LogRecord.Erasure} removes every earlier row of the visitor, also of those
     * that came in the same call; later events of theirs are kept. Afterwards a uuid of an erased event may come
     * again and is then kept.
     *
     * @param records consecutive, the first at {@link #position()}; not empty
     * @throws org.muriel.experiment.catalog.StorageException when nothing of it was taken; it may be tried again
     */
    void load(List<LogRecord> records);

    /** What became of the events received in a period, and up to which position, all at one moment. */
    Loads loads(Period period);
}
