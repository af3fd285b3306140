package org.muriel.server.vectors;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.statistics.contrast.AverageEffect;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.contrast.RelativeInterval;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.sequential.AnytimeTest;
import org.muriel.statistics.sequential.Mixture;
import org.muriel.statistics.sequential.Tuning;
import org.muriel.statistics.summary.Arm;

/** The default test at one look, also over epochs (statistics specification, 3 and 4). */
final class MixtureVectors {
    static final Map<String, Method> METHODS = Map.of(
            "sequential.tuning", MixtureVectors::tuning,
            "sequential.e_value", MixtureVectors::evidence,
            "sequential.mixture", MixtureVectors::look,
            "epochs.stratified", MixtureVectors::epochs);

    private MixtureVectors() {}

    /** The design that a case asks for: planned size and, where nothing else is said, the level itself. */
    static Tuning design(Inputs inputs) {
        Level level = inputs.level(inputs.has("design_alpha") ? "design_alpha" : "alpha");
        return Tuning.of(level, inputs.number("n_star", Tuning.DEFAULT_UNITS));
    }

    private static Outputs tuning(Inputs inputs) {
        Tuning tuning = design(inputs);
        return new Outputs()
                .with("x_star", tuning.optimum())
                .with("kappa2", tuning.kappaSquared())
                .with("crit_at_optimum", Mixture.criticalValue(tuning.optimum(), inputs.level("alpha")));
    }

    private static Outputs evidence(Inputs inputs) {
        double x = inputs.number("x");
        double logE = Mixture.logE(inputs.number("z"), x);
        return new Outputs()
                .with("log_e", logE)
                .with("p", AnytimeTest.p(logE))
                .withFinite("crit", Mixture.criticalValue(x, inputs.level("alpha")));
    }

    private static Outputs look(Inputs inputs) {
        return judged(inputs, List.of(stratum(inputs)));
    }

    private static Outputs epochs(Inputs inputs) {
        List<Stratum> strata =
                inputs.objects("epochs").stream().map(MixtureVectors::stratum).toList();
        Outputs outputs = judged(inputs, strata);
        AverageEffect.over(strata)
                .known()
                .ifPresent(it -> outputs.with("ate_diff", it.difference()).with("ate_variance", it.variance()));
        return outputs;
    }

    private static Stratum stratum(Inputs inputs) {
        return new Stratum(
                new Arm(inputs.count("n_t"), inputs.number("mean_t"), inputs.number("unit_var_t")),
                new Arm(inputs.count("n_c"), inputs.number("mean_c"), inputs.number("unit_var_c")));
    }

    private static Outputs judged(Inputs inputs, List<Stratum> strata) {
        Guard guard = inputs.flag("guard", true) ? Guard.ON : Guard.OFF;
        Optional<Contrast> compared = Contrast.stratified(strata, guard).known();
        return compared.map(it -> judged(inputs, it).withFinite("V_pool", pooledVariance(strata, it)))
                .orElseGet(Outputs::new);
    }

    /** What the guard compares the variance with; a contrast keeps only what came of it. */
    private static double pooledVariance(List<Stratum> strata, Contrast contrast) {
        double squares = 0;
        double freedom = 0;
        for (Stratum stratum : strata) {
            if (stratum.isComparable()) {
                for (Arm arm : List.of(stratum.treatment(), stratum.baseline())) {
                    squares += (arm.count() - 1) * arm.unitVariance();
                    freedom += arm.count() - 1;
                }
            }
        }
        return squares / freedom / contrast.effectiveCount();
    }

    private static Outputs judged(Inputs inputs, Contrast contrast) {
        Tuning tuning = design(inputs);
        Mixture test = new Mixture(tuning);
        Level level = inputs.level("alpha");
        double logE = test.logE(contrast);
        double critical = test.criticalValue(contrast, level);
        double unguarded = contrast.varianceOfMean() + contrast.baselineVarianceOfMean();
        return new Outputs()
                .with("n_e", contrast.effectiveCount())
                .with("kappa2", tuning.kappaSquared())
                .with("mean_t", contrast.mean())
                .with("mean_c", contrast.baselineMean())
                .with("x", test.information(contrast))
                .with("V", unguarded)
                .with("guard", contrast.guard())
                .with("diff", contrast.difference())
                .with("z", contrast.z())
                .with("log_e", logE)
                .with("p", AnytimeTest.p(logE))
                .withFinite("crit", critical)
                .withRegion("ci_abs", contrast.differences(critical))
                .with("lift", contrast.lift())
                .withRegion("ci_rel", contrast.lifts(critical, RelativeInterval.INVERSION));
    }
}
