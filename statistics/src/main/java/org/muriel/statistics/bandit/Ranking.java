package org.muriel.statistics.bandit;

import java.util.List;
import org.muriel.statistics.distribution.GaussLegendre;
import org.muriel.statistics.distribution.Normal;
import org.muriel.statistics.estimate.Direction;

/**
 * Chances that each of several independent normal quantities is the best, or the second best.
 *
 * <p>P(best)_i = ∫ φ_i(t) Π_{j≠i} Φ_j(t) dt, by Gauss–Legendre with 64 nodes on each of 60 pieces of m_i ± 10 sd_i
 * (statistics specification, 10.1). The usual way is to draw from the posteriors and count, which leaves two servers with two
 * answers and needs a million draws for three digits. Accepted cost: 3840 evaluations of every other distribution for each
 * arm, a millisecond for three arms, once an hour.
 *
 * <p>A quantity that is known exactly has a step for a distribution; two known to be equal share their chance.
 */
final class Ranking {
    private static final int PIECES = 60;
    private static final double REACH = 10;

    /** φ beyond this many deviations is below 10⁻²⁷ and adds nothing to a double. */
    private static final double NEGLIGIBLE = 11;

    private final double[] means;
    private final double[] deviations;

    Ranking(List<Posterior> arms, Direction direction) {
        means = arms.stream().mapToDouble(it -> it.mean() * direction.sign()).toArray();
        deviations = arms.stream().mapToDouble(Posterior::deviation).toArray();
    }

    /** Sums to 1. */
    double[] chanceToBeBest() {
        double[] chances = new double[means.length];
        for (int arm = 0; arm < means.length; arm++) {
            int i = arm;
            chances[arm] = expectation(i, t -> bestAt(i, t));
        }
        return normalised(chances);
    }

    /** Sums to 1; all 0 when there is no second. */
    double[] chanceToBeSecond() {
        double[] chances = new double[means.length];
        for (int arm = 0; arm < means.length; arm++) {
            int i = arm;
            chances[arm] = expectation(i, t -> secondAt(i, t));
        }
        return means.length < 2 ? chances : normalised(chances);
    }

    private double expectation(int i, java.util.function.DoubleUnaryOperator f) {
        double mean = means[i];
        double deviation = deviations[i];
        if (deviation == 0) {
            return f.applyAsDouble(mean);
        }
        return GaussLegendre.integrate(
                u -> Normal.density(u) * f.applyAsDouble(mean + u * deviation), -REACH, REACH, PIECES);
    }

    private double bestAt(int i, double t) {
        double product = 1;
        for (int j = 0; j < means.length && product > 0; j++) {
            product *= j == i ? 1 : below(j, t);
        }
        return product;
    }

    /** One is above t, all others below. */
    private double secondAt(int i, double t) {
        double sum = 0;
        for (int above = 0; above < means.length; above++) {
            if (above == i) {
                continue;
            }
            double product = 1 - below(above, t);
            for (int j = 0; j < means.length && product > 0; j++) {
                product *= j == i || j == above ? 1 : below(j, t);
            }
            sum += product;
        }
        return sum;
    }

    private double below(int j, double t) {
        double apart = t - means[j];
        if (deviations[j] == 0) {
            return apart == 0 ? 0.5 : apart > 0 ? 1 : 0;
        }
        double z = apart / deviations[j];
        return z > NEGLIGIBLE ? 1 : z < -REACH * NEGLIGIBLE ? 0 : Normal.cdf(z);
    }

    static double[] normalised(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double[] shares = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            shares[i] = sum > 0 ? weights[i] / sum : 1.0 / weights.length;
        }
        return shares;
    }
}
