package org.muriel.statistics.srm;

import java.util.List;
import org.muriel.statistics.distribution.LogGamma;

/**
 * Sequential check for a sample ratio mismatch: valid at every look at once.
 *
 * <p>The chi-square test that is usual here promises its error rate for one look. Dashboards look all day, so either it
 * cries wolf or its alarm is set so high that damage is found late. This is the Bayes factor of a multinomial whose
 * probabilities have a Dirichlet prior around the intended shares θ with concentration c, against exactly θ (Lindon and
 * Malek 2022, "Anytime-valid inference for multinomial count data", NeurIPS; statistics specification, 9.1):
 *
 * <pre>ln BF = lnB(cθ + n) − lnB(cθ) − Σ n_j ln θ_j,   lnB(a) = Σ lnΓ(a_j) − lnΓ(Σ a_j)</pre>
 *
 * <p>Under θ it is a martingale that starts at 1, hence P(ever BF ≥ 1/α) ≤ α, and the running minimum of 1/BF is a p-value
 * at all times. When the shares were changed on purpose, each period is checked against its own and the factors are
 * multiplied: a product of martingales that run one after another is one.
 *
 * <p>Accepted cost: the concentration says where the check is best. At 10 000 it expects deviations of a percent or so and
 * hardly moves before some thousand units; a split that is wrong by much more is found all the same, only later than with
 * a flatter prior.
 *
 * <p>Immutable: {@link #look} gives the state after a look.
 *
 * @param concentration weight of the intended shares, in units; above 0
 * @param logBayesFactor of the latest look; 0 before the first
 * @param p smallest p-value so far, 0 to 1
 */
public record SequentialMismatch(double concentration, double logBayesFactor, double p) {
    /** Finds a percent's deviation soonest after some ten thousand units, which is the size of usual experiments. */
    public static final double DEFAULT_CONCENTRATION = 10_000;

    /** What to make of the p-value. */
    public enum Health {
        OK,
        WARN,
        UNHEALTHY
    }

    private static final double WARNING = 0.01;
    private static final double UNHEALTHY = 0.001;

    public SequentialMismatch {
        if (!(concentration > 0 && Double.isFinite(concentration))) {
            throw new IllegalArgumentException("concentration is " + concentration + ", expected above 0");
        }
    }

    /** Before the first look. */
    public static SequentialMismatch start() {
        return start(DEFAULT_CONCENTRATION);
    }

    public static SequentialMismatch start(double concentration) {
        return new SequentialMismatch(concentration, 0, 1);
    }

    /**
     * The state after another look.
     *
     * @param periods all periods so far with their own shares, each with everybody given to an arm in it up to now
     */
    public SequentialMismatch look(List<Split> periods) {
        double logFactor = 0;
        for (Split period : periods) {
            logFactor += logBayesFactor(period);
        }
        return new SequentialMismatch(concentration, logFactor, Math.min(p, StrictMath.exp(-logFactor)));
    }

    public Health health() {
        return p < UNHEALTHY ? Health.UNHEALTHY : p < WARNING ? Health.WARN : Health.OK;
    }

    /** lnΓ(a+n) − lnΓ(a) is taken as one step, because two numbers near 10⁷ would cost nine digits. */
    private double logBayesFactor(Split split) {
        double sum = -LogGamma.increase(concentration, (double) split.total());
        for (int arm = 0; arm < split.arms(); arm++) {
            double share = split.shares().get(arm);
            double count = split.counts().get(arm);
            sum += LogGamma.increase(concentration * share, count) - count * StrictMath.log(share);
        }
        return sum;
    }
}
