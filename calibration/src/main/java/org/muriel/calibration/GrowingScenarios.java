package org.muriel.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.muriel.calibration.Scenario.Depth;
import org.muriel.calibration.Scenario.Observation;
import org.muriel.statistics.analysis.Analysis;
import org.muriel.statistics.analysis.Row;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.fixed.FixedHorizon.Outcome;
import org.muriel.statistics.summary.Arm;
import org.muriel.statistics.summary.Moments;

/** V13: outcomes of visitors who came long ago go on growing. */
final class GrowingScenarios {
    private static final int DAYS = 90;
    private static final int VISITORS = 1_000;
    private static final double EVENTS_PER_DAY = 0.02;

    private GrowingScenarios() {}

    /**
     * @param enrolment days over which visitors come
     * @param counts whether every event counts, or the first only
     * @param equal whether all visitors have the same rate, or rates that are gamma of shape 1/2
     */
    private record Case(int enrolment, boolean counts, boolean equal) {}

    static List<Observation> openEnded(Depth depth) {
        List<Observation> observations = new ArrayList<>();
        long seed = 1301;
        for (int enrolment : depth.of(List.of(1, 7, 30, 90), List.of(1, 90))) {
            for (boolean counts : List.of(true, false)) {
                for (boolean equal : List.of(true, false)) {
                    Case it = new Case(enrolment, counts, equal);
                    Trials trials = depth.trials(seed++, 400);
                    observations.add(Observation.atMost(
                            "A/A, %s, %s rates, visitors come on %d days, 90 daily looks"
                                    .formatted(
                                            counts ? "events per visitor" : "visitors with an event",
                                            equal ? "equal" : "unequal",
                                            enrolment),
                            Engines.LEVEL.alpha(),
                            trials.rate(random -> everSignificant(random, it)),
                            trials));
                }
            }
        }
        return observations;
    }

    private static boolean everSignificant(RandomGenerator random, Case it) {
        Growing[] arms = {new Growing(random, it), new Growing(random, it)};
        Analysis analysis = Engines.sequential(it.counts() ? Outcome.MEAN : Outcome.PROPORTION);
        for (int day = 0; day < DAYS; day++) {
            arms[0].day(day);
            arms[1].day(day);
            Row row = Row.of(
                    List.of(new Stratum(arms[0].arm(), arms[1].arm())), arms[0].nonzero, arms[1].nonzero, Guard.ON);
            if (Engines.look(analysis, row).significant()) {
                return true;
            }
        }
        return false;
    }

    /** One arm. */
    private static final class Growing {
        private final boolean counting;
        private final int[] arrivals = new int[DAYS];
        private final List<List<Integer>> events = new ArrayList<>();
        private final int[] totals = new int[VISITORS];
        private long count;
        private long nonzero;
        private long sum;
        private long squares;

        Growing(RandomGenerator random, Case it) {
            counting = it.counts();
            for (int day = 0; day < DAYS; day++) {
                events.add(new ArrayList<>());
            }
            for (int visitor = 0; visitor < VISITORS; visitor++) {
                int first = random.nextInt(it.enrolment());
                arrivals[first]++;
                double rate = EVENTS_PER_DAY * (it.equal() ? 1 : 2 * Luck.gamma(random, 0.5));
                int happening = Luck.poisson(random, rate * (DAYS - first));
                for (int i = 0; i < happening; i++) {
                    events.get(first + random.nextInt(DAYS - first)).add(visitor);
                }
            }
        }

        void day(int day) {
            count += arrivals[day];
            for (int visitor : events.get(day)) {
                int before = totals[visitor]++;
                nonzero += before == 0 ? 1 : 0;
                sum++;
                squares += 2L * before + 1;
            }
        }

        Arm arm() {
            return counting
                    ? new Moments(
                                    count,
                                    count == 0 ? 0 : (double) sum / count,
                                    count == 0 ? 0 : squares - (double) sum * sum / count)
                            .arm()
                    : Arm.proportion(count, nonzero);
        }
    }
}
