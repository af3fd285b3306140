package org.muriel.statistics.bandit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shares of the traffic that sum to 1.
 *
 * @param values each 0 to 1
 */
public record Shares(List<Double> values) {
    /** Hundredths of a percent in the whole traffic. */
    public static final int ALL_BASIS_POINTS = 10_000;

    public Shares {
        values = List.copyOf(values);
        double sum = values.stream().mapToDouble(Double::doubleValue).sum();
        if (values.isEmpty() || Math.abs(sum - 1) > 1e-9 || values.stream().anyMatch(it -> !(it >= 0))) {
            throw new IllegalArgumentException("shares are " + values + ", expected to be 0 or more and to sum to 1");
        }
    }

    /**
     * The floor for everybody and the rest as the chances say: f + (1 − Kf) P. Added, not cut off, so that order and spacing
     * stay. Equal shares when the floors leave no rest.
     *
     * @param chances sum to 1
     */
    static Shares withFloor(double[] chances, double floor) {
        if (!(floor >= 0 && floor <= 1)) {
            throw new IllegalArgumentException("floor is " + floor + ", expected 0 to 1");
        }
        int arms = chances.length;
        double rest = 1 - arms * floor;
        return new Shares(IntStream.range(0, arms)
                .mapToObj(i -> rest <= 0 ? 1.0 / arms : floor + rest * chances[i])
                .toList());
    }

    /** In hundredths of a percent, by largest remainder; ties go to the lower index. Sums to 10 000. */
    public List<Integer> basisPoints() {
        List<Integer> points = new ArrayList<>(values.stream()
                .map(it -> (int) Math.floor(it * ALL_BASIS_POINTS))
                .toList());
        int missing =
                ALL_BASIS_POINTS - points.stream().mapToInt(Integer::intValue).sum();
        IntStream.range(0, values.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> points.get(i) - values.get(i) * ALL_BASIS_POINTS))
                .limit(missing)
                .forEach(i -> points.set(i, points.get(i) + 1));
        return List.copyOf(points);
    }
}
