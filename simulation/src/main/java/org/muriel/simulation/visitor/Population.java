package org.muriel.simulation.visitor;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * All visitors of a simulation, in the order in which they come. Equal seeds give equal visitors, whoever draws them
 * and in whichever order; in another period they come at other times, and are the same otherwise.
 */
public final class Population {
    private final String prefix;
    private final Traits traits;
    private final double robots;
    private final long[] arrivals;

    /** A start for each visitor, drawn too: sources that start at neighbouring numbers repeat one another. */
    private final long[] seeds;

    /**
     * @param prefix with which their ids begin
     * @param size how many
     * @param from when the first may come
     * @param to before which the last one comes
     * @param robots share of them that are robots
     */
    public Population(String prefix, int size, long seed, Instant from, Instant to, Traits traits, double robots) {
        this.prefix = prefix;
        this.traits = traits;
        this.robots = robots;
        SplittableRandom random = new SplittableRandom(seed);
        // first: how much is drawn for the arrivals depends on the period, which is another with each run
        this.seeds = random.longs(size).toArray();
        this.arrivals = arrivals(size, random, from.toEpochMilli(), to.toEpochMilli());
    }

    public int size() {
        return arrivals.length;
    }

    /** @param index from 0 for the first who comes */
    public Visitor visitor(int index) {
        SplittableRandom random = new SplittableRandom(seeds[index]);
        Map<String, Object> attributes = traits.draw(random);
        boolean robot = random.nextDouble() < robots;
        if (robot) {
            Traits.makeRobot(attributes);
        }
        return new Visitor(prefix + index, attributes, Instant.ofEpochMilli(arrivals[index]), robot, random);
    }

    private static long[] arrivals(int size, SplittableRandom random, long from, long to) {
        long[] arrivals = new long[size];
        for (int i = 0; i < size; i++) {
            long time = random.nextLong(from, to);
            while (random.nextDouble() >= activity(time)) {
                time = random.nextLong(from, to);
            }
            arrivals[i] = time;
        }
        Arrays.sort(arrivals);
        return arrivals;
    }

    /** Share of the busiest time's visitors that come at a time: few at night, most in the early evening. */
    private static double activity(long time) {
        int second =
                Instant.ofEpochMilli(time).atZone(ZoneOffset.UTC).toLocalTime().toSecondOfDay();
        return 0.6 + 0.4 * Math.cos((second / 86_400.0 - 0.75) * 2 * Math.PI);
    }
}
