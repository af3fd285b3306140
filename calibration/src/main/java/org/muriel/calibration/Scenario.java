package org.muriel.calibration;

import java.util.List;
import java.util.function.Function;

/**
 * One promise of the validation table (statistics specification, 13).
 *
 * @param id such as V1
 * @param simulation what is seen at a depth
 */
record Scenario(String id, Function<Depth, List<Observation>> simulation) {
    /** How thorough. */
    enum Depth {
        /** For every build: at most a thousand runs, and of the variants those that tell most. */
        FAST,
        /** As the table says. */
        FULL;

        private static final int FAST_RUNS = 1000;

        Trials trials(long seed, int runs) {
            return new Trials(seed, this == FULL ? runs : Math.min(FAST_RUNS, runs));
        }

        /** All variants; in every build the telling ones. */
        <T> List<T> of(List<T> all, List<T> telling) {
            return this == FULL ? all : telling;
        }
    }

    /**
     * A line of the table.
     *
     * @param scenario what was simulated
     * @param promised what has to hold
     * @param observed what came out
     * @param held whether it did
     * @param trials how many, from which seed
     */
    record Observation(String scenario, String promised, String observed, boolean held, Trials trials) {

        /** A rate that is bounded, give or take what luck may add. */
        static Observation atMost(String scenario, double promised, Rate found, Trials trials) {
            return new Observation(
                    scenario, "at most %s".formatted(promised), found.toString(), found.isAtMost(promised), trials);
        }

        /** A rate that is known, give or take what luck may add or take away. */
        static Observation near(String scenario, double promised, Rate found, Trials trials) {
            return new Observation(
                    scenario, "%s".formatted(promised), found.toString(), found.isNear(promised), trials);
        }

        /** A rate that shows that something does not work. */
        static Observation above(String scenario, double least, Rate found, Trials trials) {
            return new Observation(
                    scenario, "fails: above %s".formatted(least), found.toString(), found.share() > least, trials);
        }
    }

    List<Observation> observe(Depth depth) {
        return simulation.apply(depth);
    }

    @Override
    public String toString() {
        return id;
    }
}
