package org.muriel.experiment.catalog;

/** Ascending ids below 2^53, so that JavaScript clients keep their digits. Not thread-safe: writes come one by one. */
public final class IdGenerator {
    /** Eleven digits from the start, as clients of the emulated API are used to. */
    public static final long FIRST = 10_000_000_001L;

    /** Highest id that may come from elsewhere: half of all, so that those behind it last for ever too. */
    public static final long LAST_FOREIGN = (1L << 52) - 1;

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

    /** Never gives an id that came from elsewhere, nor one below it. */
    void skip(long foreign) {
        if (foreign > LAST_FOREIGN) {
            throw new IllegalArgumentException("id " + foreign + " is above " + LAST_FOREIGN);
        }
        next = Math.max(next, foreign + 1);
    }

    /** The id the next call would give: what must be kept so that no id is given twice. */
    public long peek() {
        return next;
    }
}
