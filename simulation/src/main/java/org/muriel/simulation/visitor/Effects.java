package org.muriel.simulation.visitor;

import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * How visitors behave in each variation.
 *
 * @param rate share of the baseline's visitors who convert, from 0 to 1
 * @param lifts by how much more often those of the variations after the baseline do, 0.1 being ten percent; the last
 *     one holds for the rest
 * @param revenue mean of a conversion in minor currency units; absent: conversions have none
 * @param revenueLift by how much more a conversion is worth outside the baseline
 */
public record Effects(double rate, List<Double> lifts, OptionalLong revenue, double revenueLift) {
    /** Spread of the logarithm of revenue: the dearest of a hundred baskets is some six times the average one. */
    private static final double REVENUE_SPREAD = 0.8;

    public Effects {
        lifts = List.copyOf(lifts);
    }

    /** @param place of the variation, 0 for the baseline */
    public double liftOf(int place) {
        return place == 0 || lifts.isEmpty() ? 0 : lifts.get(Math.min(place, lifts.size()) - 1);
    }

    public double rateOf(int place) {
        return rate * (1 + liftOf(place));
    }

    /** The lift in the mean revenue of all visitors. */
    public double totalRevenueLiftOf(int place) {
        return (1 + liftOf(place)) * (1 + revenueLiftOf(place)) - 1;
    }

    public double revenueLiftOf(int place) {
        return place == 0 ? 0 : revenueLift;
    }

    /** What a conversion is worth, in minor currency units. */
    OptionalLong revenue(int place, SplittableRandom random) {
        if (revenue.isEmpty()) {
            return revenue;
        }
        double mean = revenue.getAsLong() * (1 + revenueLiftOf(place));
        double normal = random.nextGaussian();
        return OptionalLong.of(
                Math.round(mean * Math.exp(REVENUE_SPREAD * normal - REVENUE_SPREAD * REVENUE_SPREAD / 2)));
    }
}
