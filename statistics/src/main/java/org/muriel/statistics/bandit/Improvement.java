package org.muriel.statistics.bandit;

import java.util.List;
import org.muriel.statistics.summary.Arm;

/**
 * What adaptive shares brought over equal ones (statistics specification, 10.1): in each epoch the total that was
 * reached, less what the same units would have come to at the plain mean of the arms' means:
 * Σ_epochs [Σ_a n_a m_a − n · mean_a m_a]. In units of the metric; negative when shares followed bad luck, and for a metric
 * that is to fall a negative number is the gain.
 *
 * <p>Accepted cost: arms without units in an epoch have no mean there and are left out of it.
 */
public final class Improvement {
    private Improvement() {}

    /** @param epochs the arms of each epoch */
    public static double overEqualShares(List<List<Arm>> epochs) {
        double gained = 0;
        for (List<Arm> epoch : epochs) {
            List<Arm> seen = epoch.stream().filter(it -> it.count() > 0).toList();
            double plain = seen.stream().mapToDouble(Arm::mean).average().orElse(0);
            for (Arm arm : seen) {
                gained += arm.count() * (arm.mean() - plain);
            }
        }
        return gained;
    }
}
