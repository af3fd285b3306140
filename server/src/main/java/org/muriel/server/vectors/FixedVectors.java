package org.muriel.server.vectors;

import java.util.Map;
import org.muriel.statistics.bayesian.Belief;
import org.muriel.statistics.bayesian.EffectPrior;
import org.muriel.statistics.bayesian.NormalPosterior;
import org.muriel.statistics.bayesian.RateComparison;
import org.muriel.statistics.distribution.Beta;
import org.muriel.statistics.estimate.Direction;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Interval;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.fixed.FixedTest;
import org.muriel.statistics.fixed.ProportionTest;
import org.muriel.statistics.fixed.WelchTest;
import org.muriel.statistics.noninferiority.NonInferiority;
import org.muriel.statistics.summary.Arm;

/** Tests at one time, beliefs and margins (statistics specification, 7 and 9.4). */
final class FixedVectors {
    static final Map<String, Method> METHODS = Map.of(
            "fixed.welch", FixedVectors::welch,
            "fixed.z_proportions", FixedVectors::proportions,
            "bayes.beta_binomial", FixedVectors::rates,
            "bayes.normal", FixedVectors::normal,
            "noninferiority", FixedVectors::nonInferiority);

    private FixedVectors() {}

    private static Outputs welch(Inputs inputs) {
        Arm treatment = new Arm(inputs.count("n_t"), inputs.number("mean_t"), inputs.number("var_t"));
        Arm baseline = new Arm(inputs.count("n_c"), inputs.number("mean_c"), inputs.number("var_c"));
        Level level = inputs.level("alpha");
        return outputs(WelchTest.of(treatment, baseline)
                .map(test -> common(test, level)
                        .with("se", test.contrast().standardError())
                        .with("t", test.t())
                        .with("df", test.degreesOfFreedom())));
    }

    private static Outputs proportions(Inputs inputs) {
        Arm treatment = Arm.proportion(inputs.count("n_t"), inputs.count("x_t"));
        Arm baseline = Arm.proportion(inputs.count("n_c"), inputs.count("x_c"));
        Level level = inputs.level("alpha");
        return outputs(ProportionTest.of(treatment, baseline)
                .map(test -> common(test, level)
                        .with("z", test.z())
                        .with("se_unpooled", test.contrast().standardError())));
    }

    private static Outputs common(FixedTest test, Level level) {
        return new Outputs()
                .with("diff", test.contrast().difference())
                .with("p", test.p())
                .withInterval("ci", test.difference(level));
    }

    private static Outputs outputs(Estimate<Outputs> outputs) {
        return outputs.known().orElseGet(Outputs::new);
    }

    private static Outputs rates(Inputs inputs) {
        Level level = Level.ofThreshold(inputs.number("level"));
        Beta prior = new Beta(inputs.number("prior_a", 1), inputs.number("prior_b", 1));
        RateComparison comparison = RateComparison.of(
                inputs.count("x_t"), inputs.count("n_t"), inputs.count("x_c"), inputs.count("n_c"), prior);
        return belief(comparison.belief())
                .withInterval("rate_T", Estimate.of(RateComparison.rate(comparison.treatment(), level)))
                .withInterval("rate_C", Estimate.of(RateComparison.rate(comparison.baseline(), level)))
                .withInterval("lift_ci", Estimate.of(comparison.lift(level)));
    }

    private static Outputs normal(Inputs inputs) {
        EffectPrior prior = inputs.has("prior_variance")
                ? new EffectPrior.Normal(inputs.number("prior_mean", 0), inputs.number("prior_variance"))
                : new EffectPrior.Flat();
        NormalPosterior posterior = NormalPosterior.of(inputs.number("effect"), inputs.number("variance"), prior);
        Interval interval = posterior.interval(Level.ofThreshold(inputs.number("level")));
        return belief(posterior.belief())
                .with("mean", posterior.mean())
                .with("sd", posterior.deviation())
                .withInterval("ci", Estimate.of(interval));
    }

    private static Outputs belief(Belief belief) {
        return new Outputs()
                .with("chance_to_beat", belief.chanceToBeat())
                .with("expected_loss_treatment", belief.lossOfTreatment())
                .with("expected_loss_control", belief.lossOfBaseline());
    }

    private static Outputs nonInferiority(Inputs inputs) {
        Level level = inputs.level("alpha");
        double x = inputs.number("x");
        Direction better = inputs.direction("winning_direction");
        return outputs(NonInferiority.of(SummaryVectors.means(inputs), inputs.number("margin_relative"), better)
                .map(test -> new Outputs()
                        .with("fixed", shown(test, test.fixedP(), level))
                        .with("sequential", shown(test, test.anytimeP(x), level).with("log_e", test.logE(x)))));
    }

    private static Outputs shown(NonInferiority test, double p, Level level) {
        return new Outputs().with("z", test.z()).with("p", p).with("non_inferior", NonInferiority.isShown(p, level));
    }
}
