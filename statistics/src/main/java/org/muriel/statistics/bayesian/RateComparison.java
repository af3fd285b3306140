package org.muriel.statistics.bayesian;

import java.util.function.DoubleUnaryOperator;
import org.muriel.statistics.distribution.Beta;
import org.muriel.statistics.distribution.GaussLegendre;
import org.muriel.statistics.distribution.Normal;
import org.muriel.statistics.distribution.Roots;
import org.muriel.statistics.estimate.Interval;
import org.muriel.statistics.estimate.Level;

/**
 * What is believed of two rates: independent beta posteriors, compared by quadrature (statistics specification, 7.3).
 *
 * <p>With a Beta(a, b) prior a rate of which x of n succeeded has the posterior Beta(a + x, b + n − x). Then
 *
 * <pre>
 *   chance to beat      ∫ f_T(t) F_C(t) dt
 *   loss of treatment   E[(C−T)₊] = ∫ F_T(t)(1−F_C(t)) dt, of the baseline the mirror image
 *   lift                P(T/C − 1 ≤ l) = ∫ f_C(c) F_T(c(1+l)) dc, solved for l
 * </pre>
 *
 * <p>The usual way is to draw from both posteriors and count; two servers then show two answers. The closed sum for whole
 * parameters (Evan Miller 2015) has as many terms as there were successes. Here the integrals run in the logit of the rate, in
 * which every beta density is smooth and log-concave, also with a prior below 1, whose density has no bound at 0; with 64
 * nodes on each of a few pieces between the ends of both posteriors they are good to ten digits. The specification's pieces
 * in the rate itself give the same digits where they can be used, and take ten times as long.
 *
 * <p>Accepted cost: some hundred incomplete beta functions for each figure, a millisecond, ten for a lift's interval.
 *
 * @param treatment posterior of its rate
 * @param baseline posterior of its rate
 */
public record RateComparison(Beta treatment, Beta baseline) {
    /** Flat: every rate is as likely as any other. */
    public static final Beta FLAT = new Beta(1, 1);

    private static final int PIECES = 3;

    /** In logits; a density that falls like a power of the rate, as after no success, bends within one. */
    private static final double LONGEST_PIECE = 4;

    /** Probabilities closer than this are equal: what is left of sixteen digits after a sum of hundreds. */
    private static final double PRECISION = 1e-13;

    /** @param prior of both rates, before anything was seen */
    public static RateComparison of(long successesT, long countT, long successesC, long countC, Beta prior) {
        return new RateComparison(posterior(prior, successesT, countT), posterior(prior, successesC, countC));
    }

    private static Beta posterior(Beta prior, long successes, long count) {
        if (successes < 0 || successes > count) {
            throw new IllegalArgumentException(successes + " successes, expected 0 to " + count);
        }
        return new Beta(prior.a() + successes, prior.b() + (count - successes));
    }

    public Belief belief() {
        return new Belief(chanceToBeat(), loss(treatment, baseline), loss(baseline, treatment));
    }

    /** Equal tails of one posterior: the rate lies below and above with α/2 each. */
    public static Interval rate(Beta posterior, Level level) {
        double tail = level.alpha() / 2;
        return new Interval(posterior.quantile(tail), 1 - new Beta(posterior.b(), posterior.a()).quantile(tail));
    }

    /** Equal tails of T/C − 1. */
    public Interval lift(Level level) {
        double tail = level.alpha() / 2;
        return new Interval(liftQuantile(tail), liftQuantile(1 - tail));
    }

    private double chanceToBeat() {
        Logits t = Logits.of(treatment);
        double chance = t.integral(rate -> baseline.cdf(rate) * treatment.density(rate), Logits.of(baseline));
        return Math.clamp(chance, 0, 1);
    }

    /** E[(other − chosen)₊]; F_chosen is 0 below the chosen one's rates, 1 − F_other is 0 above the other's. */
    private static double loss(Beta chosen, Beta other) {
        Logits c = Logits.of(chosen);
        Logits o = Logits.of(other);
        return new Logits(c.low(), Math.max(c.low(), o.high()))
                .integral(rate -> chosen.cdf(rate) * other.survival(rate), c, o);
    }

    /** In λ = ln(1 + l), in which the distribution is nearly symmetric. */
    private double liftQuantile(double p) {
        Logits t = Logits.of(treatment);
        Logits c = Logits.of(baseline);
        double middle = StrictMath.log(treatment.mean() / baseline.mean());
        double spread = Math.hypot(
                treatment.standardDeviation() / treatment.mean(), baseline.standardDeviation() / baseline.mean());
        double low = StrictMath.log(Logits.rate(t.low()) / Logits.rate(c.high()));
        double high = StrictMath.log(Logits.rate(t.high()) / Logits.rate(c.low()));
        DoubleUnaryOperator excess = lambda -> {
            double ratio = StrictMath.exp(lambda);
            double found = c.integral(
                    rate -> baseline.density(rate) * treatment.cdf(Math.min(1, rate * ratio)), t.dividedBy(ratio));
            return Math.abs(found - p) < PRECISION ? 0 : found - p;
        };
        DoubleUnaryOperator slope = lambda -> {
            double ratio = StrictMath.exp(lambda);
            return c.integral(
                    rate -> baseline.density(rate) * treatment.density(rate * ratio) * rate * ratio,
                    t.dividedBy(ratio));
        };
        double start = Math.clamp(middle + spread * Normal.quantile(p), low, high);
        return StrictMath.expm1(Roots.newton(excess, slope, start, low, high));
    }

    /** A range of rates, by their logits. */
    private record Logits(double low, double high) {
        /** The density falls by this power of e towards either end: what lies beyond is nothing to a double. */
        private static final double FALL = 40;

        /** Where a bell has fallen so far. */
        private static final double DEVIATIONS = Math.sqrt(2 * FALL);

        static Logits of(Beta beta) {
            double mode = StrictMath.log(beta.a() / beta.b());
            double deviation = Math.sqrt(1 / beta.a() + 1 / beta.b());
            return new Logits(
                    mode - reach(beta, mode, -DEVIATIONS * deviation),
                    mode + reach(beta, mode, DEVIATIONS * deviation));
        }

        /** Log-concave, so it falls ever faster and doubling ends soon. */
        private static double reach(Beta beta, double mode, double first) {
            double step = first;
            while (height(beta, mode) - height(beta, mode + step) < FALL) {
                step *= 2;
            }
            return Math.abs(step);
        }

        private static double height(Beta beta, double logit) {
            // ln(1 + e^s), which is s for large s
            double total = logit > 0
                    ? logit + StrictMath.log1p(StrictMath.exp(-logit))
                    : StrictMath.log1p(StrictMath.exp(logit));
            return beta.a() * logit - (beta.a() + beta.b()) * total;
        }

        static double rate(double logit) {
            return 1 / (1 + StrictMath.exp(-logit));
        }

        /** Of all rates divided by a number; what would be 1 or more is dropped to the end of the doubles. */
        Logits dividedBy(double ratio) {
            return new Logits(divided(low, ratio), divided(high, ratio));
        }

        private static double divided(double logit, double ratio) {
            double rate = rate(logit) / ratio;
            return rate < 1 ? StrictMath.log(rate) - StrictMath.log1p(-rate) : Double.MAX_VALUE;
        }

        /** ∫ f(rate) d rate over this range, in pieces that also end where the others do: there f may bend sharply. */
        double integral(DoubleUnaryOperator f, Logits... others) {
            java.util.stream.DoubleStream ends = java.util.stream.DoubleStream.of(low, high);
            for (Logits other : others) {
                ends = java.util.stream.DoubleStream.concat(
                        ends, java.util.stream.DoubleStream.of(other.low, other.high));
            }
            double[] places = ends.filter(it -> it >= low && it <= high)
                    .sorted()
                    .distinct()
                    .toArray();
            double sum = 0;
            for (int i = 1; i < places.length; i++) {
                sum += GaussLegendre.integrate(
                        logit -> {
                            double rate = rate(logit);
                            return f.applyAsDouble(rate) * rate * (1 - rate);
                        },
                        places[i - 1],
                        places[i],
                        Math.max(PIECES, (int) Math.ceil((places[i] - places[i - 1]) / LONGEST_PIECE)));
            }
            return sum;
        }
    }
}
