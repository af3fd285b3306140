package org.muriel.statistics.fixed;

import org.muriel.statistics.estimate.AnytimeInterval;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Interval;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;

/**
 * Half of the error for looking at any time, half for one test at the planned end (statistics specification, 7.2).
 *
 * <p>By the union bound the two together err with at most α. Large effects are still found early, and at the end there is nearly
 * the power of the test at one time: the price of halving the level is an interval 10 to 15 % wider. Rejected: spending
 * functions, which do a little better when the final size is exactly as planned and break when it is overrun.
 */
public final class Hybrid {
    private static final double SHARE = 0.5;

    private Hybrid() {}

    /** The level at which either half is shown when both together are to be at this one. */
    public static Level half(Level level) {
        return level.times(SHARE);
    }

    /**
     * @param runningP smallest p-value of the looks so far
     * @param fixed the test at the planned end, once that is reached
     */
    public static double p(double runningP, Estimate<? extends FixedTest> fixed) {
        double smallest = switch (fixed) {
            case Estimate.Known<? extends FixedTest>(FixedTest test) -> Math.min(runningP, test.p());
            case Estimate.Unknown<? extends FixedTest> _ -> runningP;
        };
        return Math.min(1, smallest / SHARE);
    }

    /**
     * Where both halves say the effect is. It holds at all times, because the second half is computed once. Should they
     * contradict each other, which takes an effect that changes, the running one is believed.
     *
     * @param running at {@link #half} of the level
     * @param fixed at {@link #half} of the level; none before the end
     */
    public static Estimate<AnytimeInterval> interval(Estimate<AnytimeInterval> running, Estimate<Interval> fixed) {
        return switch (fixed) {
            case Estimate.Unknown<Interval> _ -> running;
            case Estimate.Known<Interval>(Interval(double low, double high)) -> {
                AnytimeInterval atTheEnd = new AnytimeInterval(low, high);
                yield switch (running) {
                    case Estimate.Unknown<AnytimeInterval>(Reason _) -> Estimate.of(atTheEnd);
                    case Estimate.Known<AnytimeInterval>(AnytimeInterval now) ->
                        Estimate.of(now.intersection(atTheEnd).orElse(now));
                };
            }
        };
    }
}
