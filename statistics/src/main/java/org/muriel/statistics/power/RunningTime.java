package org.muriel.statistics.power;

/**
 * How long it takes to see so many units (statistics specification, 9.2). Whole weeks, because weekdays differ: a plan
 * that ends on a Wednesday counts some days more often than others.
 *
 * @param days at least 7, a multiple of 7
 */
public record RunningTime(long days) {
    private static final int WEEK = 7;

    /** Two weeks, so that every weekday is seen twice and the first days' curiosity has worn off. */
    private static final long RECOMMENDED = 14;

    /** Longer plans are all the same; keeps the arithmetic in range. */
    private static final double MOST_DAYS = 1e15;

    /**
     * @param units in all arms together
     * @param perDay units that come each day, above 0
     * @param share of them that takes part, above 0 and at most 1
     */
    public static RunningTime of(double units, double perDay, double share) {
        if (!(units >= 0) || !(perDay > 0) || !(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(units + " units at " + perDay + " a day with share " + share
                    + ", expected 0 or more, above 0, and above 0 to 1");
        }
        double days = Math.min(MOST_DAYS, units / (perDay * share));
        return new RunningTime(Math.max(1, (long) Math.ceil(days / WEEK)) * WEEK);
    }

    /** What to plan for. */
    public long recommendedDays() {
        return Math.max(RECOMMENDED, days);
    }
}
