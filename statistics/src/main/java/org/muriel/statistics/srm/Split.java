package org.muriel.statistics.srm;

import java.util.Arrays;
import java.util.List;

/**
 * How many units each arm was given while the shares stayed as they were.
 *
 * @param counts units per arm, each 0 or more
 * @param shares chance of each arm that a unit is given to it, each above 0; made to sum to 1, so weights will do. An arm
 *     that is given nobody is left out
 */
public record Split(List<Long> counts, List<Double> shares) {
    public Split {
        if (counts.size() != shares.size() || counts.size() < 2) {
            throw new IllegalArgumentException(
                    counts.size() + " counts and " + shares.size() + " shares, expected as many, 2 or more");
        }
        double total = 0;
        for (int arm = 0; arm < counts.size(); arm++) {
            if (counts.get(arm) < 0 || !(shares.get(arm) > 0 && Double.isFinite(shares.get(arm)))) {
                throw new IllegalArgumentException("arm " + arm + " has count " + counts.get(arm) + " and share "
                        + shares.get(arm) + ", expected 0 or more and above 0");
            }
            total += shares.get(arm);
        }
        double sum = total;
        counts = List.copyOf(counts);
        shares = shares.stream().map(share -> share / sum).toList();
    }

    /** The same for programs that keep arrays. */
    public static Split of(long[] counts, double[] shares) {
        return new Split(
                Arrays.stream(counts).boxed().toList(),
                Arrays.stream(shares).boxed().toList());
    }

    public int arms() {
        return counts.size();
    }

    public long total() {
        return counts.stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
    }
}
