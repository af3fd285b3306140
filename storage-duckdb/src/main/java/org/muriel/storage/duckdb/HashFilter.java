package org.muriel.storage.duckdb;

/**
 * Which hashes may have been stored: never wrong when it says no, and seldom when it says yes. A Bloom filter
 * whose bits for one hash are all in one line of the cache (Putze, Sanders and Singler 2009, "Cache-, hash- and
 * space-efficient Bloom filters", section 3). Not thread-safe.
 *
 * <p>It has 32 to 64 bits for each hash, but 4 MB at least, and 128 MB at most, which is 32 bits for each of 33 million.
 */
final class HashFilter {
    private static final int BITS_EACH = 32;

    /** Seven numbers of nine bits are what one hash of 64 bits is good for. */
    private static final int BITS_SET = 7;

    private static final int BITS_OF_PLACE = 9;

    /** Words of 64 bits in a line of the cache. */
    private static final int LINE = 8;

    private static final int LEAST_WORDS = 1 << 19;
    private static final int MOST_WORDS = 1 << 24;

    private final long[] words;
    private long room;

    /** @param hashes how many are to be added now; there is room for at least as many again, up to 33 million */
    HashFilter(long hashes) {
        long wanted = Math.clamp(2 * hashes * BITS_EACH / Long.SIZE, LEAST_WORDS, MOST_WORDS);
        words = new long[Math.toIntExact(Long.highestOneBit(wanted))];
        room = words.length == MOST_WORDS ? Long.MAX_VALUE : (long) words.length * Long.SIZE / BITS_EACH;
    }

    /** Whether so many more are better put into a larger one. */
    boolean isTooSmallFor(int more) {
        return room < more;
    }

    boolean mayContain(long hash) {
        int line = line(hash);
        long places = places(hash);
        for (int count = 0; count < BITS_SET; count++) {
            if ((words[line + word(places)] & 1L << places) == 0) {
                return false;
            }
            places >>>= BITS_OF_PLACE;
        }
        return true;
    }

    /** Whether it may have been there before. */
    boolean add(long hash) {
        boolean contained = mayContain(hash);
        int line = line(hash);
        long places = places(hash);
        for (int count = 0; count < BITS_SET; count++) {
            words[line + word(places)] |= 1L << places;
            places >>>= BITS_OF_PLACE;
        }
        room--;
        return contained;
    }

    private int line(long hash) {
        return (int) (hash >>> 32) & (words.length - LINE);
    }

    /** Multiplied, so that they do not depend on the bits that make the line alone. */
    private static long places(long hash) {
        long product = hash * 0x9E3779B97F4A7C15L;
        return product ^ product >>> 32;
    }

    /** The lowest six bits are the place within the word, as shifts understand them; the next three the word. */
    private static int word(long places) {
        return (int) (places >>> 6) & (LINE - 1);
    }
}
