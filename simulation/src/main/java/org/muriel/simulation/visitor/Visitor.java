package org.muriel.simulation.visitor;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * One visitor. What it does is drawn from a source of its own, so that it does not depend on what others do.
 *
 * @param random in its hands alone: what is drawn from it, in order, is the visitor's fate
 */
public record Visitor(
        String id, Map<String, Object> attributes, Instant arrival, boolean robot, SplittableRandom random) {
    /** Milliseconds until the conversion, on average, of those who know what they want and of those who do not. */
    private static final double QUICK = 1_200_000;

    private static final double SLOW = 36_000_000;

    /**
     * @param at when
     * @param revenue in minor currency units
     */
    public record Conversion(Instant at, OptionalLong revenue) {}

    /** @param place of the variation the visitor is in, 0 for the baseline */
    public Optional<Conversion> conversion(Effects effects, int place, Instant end) {
        double luck = random.nextDouble();
        // most buy within the hour, some think it over for a day
        double mean = random.nextInt(4) == 0 ? SLOW : QUICK;
        double delay = -Math.log1p(-random.nextDouble()) * mean;
        OptionalLong revenue = effects.revenue(place, random);
        if (robot || luck >= effects.rateOf(place)) {
            return Optional.empty();
        }
        // who converts does so before the end: otherwise those who came last would seem to convert less
        double left = end.toEpochMilli() - arrival.toEpochMilli();
        return Optional.of(new Conversion(arrival.plusMillis((long) (left * delay / (left + delay + 1))), revenue));
    }

    /** Whether something happens to it that happens to this share of visitors. */
    public boolean isAmong(double share) {
        return random.nextDouble() < share;
    }
}
