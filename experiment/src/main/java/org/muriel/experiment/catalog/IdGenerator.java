package org.muriel.experiment.catalog;

/** Ascending ids below 2^53, so that JavaScript clients keep their digits. Not thread-safe: writes come one by one. */
public final class IdGenerator {
    /** Eleven digits from the start, as clients of the emulated API are used to. */
    public static final long FIRST = 10_000_000_001L;

    private static final long LIMIT = 1L << 53;

    private long next;

    /** @param next the first id to give, above every id ever given */
    public IdGenerator(long next) {
        this.next = next;
    }

    public long nextId() {
        if (next >= LIMIT) {
            throw new IllegalStateException("ids are used up");
        }
        return next++;
    }

    /** The id the next call would give: what must be kept so that no id is given twice. */
    public long peek() {
        return next;
    }
}
