package org.muriel.calibration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.muriel.calibration.Scenario.Depth;
import org.muriel.calibration.Scenario.Observation;
import org.muriel.statistics.srm.SequentialMismatch;
import org.muriel.statistics.srm.Split;

/** V12: is a split what it should be? Asked at many looks. */
final class MismatchScenarios {
    private static final int[] LOOKS = Looks.logSpaced(500, 200_000, 400);
    private static final double[] PLANNED = {0.5, 0.3, 0.2};
    private static final double[] WRONG = {0.51, 0.295, 0.195};

    private MismatchScenarios() {}

    static List<Observation> splits(Depth depth) {
        Trials right = depth.trials(1201, 2_000);
        Trials wrong = depth.trials(1202, 2_000);
        List<Integer> found = new ArrayList<>(wrong.results(random -> alarmedAfter(random, WRONG, 0.001)));
        Collections.sort(found);
        int median = found.get(found.size() / 2);
        return List.of(
                Observation.atMost(
                        "three arms split as planned, alarm at p < 0.01, 400 looks to 200 000",
                        0.01,
                        right.rate(random -> alarmedAfter(random, PLANNED, 0.01) < Integer.MAX_VALUE),
                        right),
                new Observation(
                        "51/29.5/19.5 instead of 50/30/20, alarm at p < 0.001",
                        "half of all found by 60 000 visitors",
                        "by %,d".formatted(median),
                        median <= 60_000,
                        wrong));
    }

    /** Visitors at the first alarm. */
    private static int alarmedAfter(RandomGenerator random, double[] shares, double level) {
        long[] counts = new long[shares.length];
        SequentialMismatch mismatch = SequentialMismatch.start();
        long sofar = 0;
        for (int total : LOOKS) {
            long more = total - sofar;
            sofar = total;
            double left = 1;
            for (int i = 0; i < shares.length; i++) {
                long got = i == shares.length - 1 ? more : Luck.binomial(random, more, Math.min(1, shares[i] / left));
                counts[i] += got;
                more -= got;
                left -= shares[i];
            }
            mismatch = mismatch.look(List.of(Split.of(counts, PLANNED)));
            if (mismatch.p() < level) {
                return total;
            }
        }
        return Integer.MAX_VALUE;
    }
}
