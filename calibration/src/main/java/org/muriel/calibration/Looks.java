package org.muriel.calibration;

import java.util.stream.IntStream;

/** When somebody looks, in units seen by then. */
final class Looks {
    private Looks() {}

    /** Many early ones and few late ones, as people look; ascending, without repetition. */
    static int[] logSpaced(int first, int last, int count) {
        double ratio = Math.log((double) last / first) / (count - 1);
        return IntStream.range(0, count)
                .map(i -> (int) Math.round(first * Math.exp(ratio * i)))
                .distinct()
                .toArray();
    }

    /** Each after as many as the one before. */
    static int[] every(int step, int count) {
        return IntStream.rangeClosed(1, count).map(i -> i * step).toArray();
    }
}
