package org.muriel.server.vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.muriel.statistics.bandit.Posterior;
import org.muriel.statistics.bandit.ThompsonShares;
import org.muriel.statistics.diagnostics.Effect;
import org.muriel.statistics.diagnostics.Heterogeneity;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.power.Comparison;
import org.muriel.statistics.power.DetectableEffect;
import org.muriel.statistics.power.SampleSize;
import org.muriel.statistics.srm.ChiSquareMismatch;
import org.muriel.statistics.srm.SequentialMismatch;
import org.muriel.statistics.srm.Split;
import org.muriel.statistics.summary.Arm;

/** Health checks, plans and adaptive shares (statistics specification, 9 and 10). */
final class HealthVectors {
    static final Map<String, Method> METHODS = Map.of(
            "srm.sequential", HealthVectors::mismatch,
            "srm.chi_square", HealthVectors::chiSquare,
            "power.two_proportions", HealthVectors::proportions,
            "power.two_means", HealthVectors::means,
            "power.mde", HealthVectors::detectable,
            "diagnostics.effect_heterogeneity", HealthVectors::heterogeneity,
            "bandit.thompson_weights", HealthVectors::thompson);

    private HealthVectors() {}

    private static Outputs mismatch(Inputs inputs) {
        double[] shares = inputs.numbers("probabilities");
        SequentialMismatch state =
                SequentialMismatch.start(inputs.number("concentration", SequentialMismatch.DEFAULT_CONCENTRATION));
        long[] counts = new long[shares.length];
        List<Double> p = new ArrayList<>();
        for (long[] increment : inputs.countRows("increments")) {
            if (increment.length != counts.length) {
                throw new BadInput(
                        "inputs.increments: expected " + counts.length + " counts in each, found " + increment.length);
            }
            Arrays.setAll(counts, i -> Math.addExact(counts[i], increment[i]));
            state = state.look(List.of(Split.of(counts, shares)));
            p.add(state.p());
        }
        return new Outputs()
                .with("p_running", p.stream().mapToDouble(it -> it).toArray())
                .with("log_bayes_factor", state.logBayesFactor());
    }

    private static Outputs chiSquare(Inputs inputs) {
        Outputs outputs = new Outputs();
        ChiSquareMismatch.test(Split.of(inputs.counts("counts"), inputs.numbers("probabilities")))
                .known()
                .ifPresent(it -> outputs.with("chi2", it.chiSquare()).with("p", it.p()));
        return outputs;
    }

    private static Outputs proportions(Inputs inputs) {
        Outputs outputs = new Outputs();
        Level level = inputs.level("alpha");
        double power = inputs.number("power");
        Comparison.ofProportions(inputs.number("baseline_rate"), inputs.number("relative_lift"))
                .known()
                .ifPresent(it -> {
                    perArm(outputs, "fixed", SampleSize.fixedHorizon(it, level, power));
                    perArm(
                            outputs,
                            "sequential",
                            SampleSize.sequential(it, MixtureVectors.design(inputs), level, power));
                });
        return outputs;
    }

    private static void perArm(Outputs outputs, String name, SampleSize size) {
        outputs.with(name + "_per_arm", size.control()).with(name + "_per_arm_ceil", (long) Math.ceil(size.control()));
    }

    private static Outputs means(Inputs inputs) {
        Comparison comparison = new Comparison(
                inputs.number("delta"),
                inputs.number("var_t"),
                inputs.number("var_c"),
                inputs.number("ratio_t_to_c", 1));
        return new Outputs()
                .with(
                        "control_visitors",
                        SampleSize.fixedHorizon(comparison, inputs.level("alpha"), inputs.number("power"))
                                .control());
    }

    private static Outputs detectable(Inputs inputs) {
        Arm treatment = new Arm(inputs.count("n_t"), 0, inputs.number("var_t"));
        Arm control = new Arm(inputs.count("n_c"), 0, inputs.number("var_c"));
        Level level = inputs.level("alpha");
        double power = inputs.number("power");
        Estimate<Double> sequential =
                DetectableEffect.sequential(treatment, control, MixtureVectors.design(inputs), level, power);
        return new Outputs()
                .with("fixed", DetectableEffect.fixedHorizon(treatment, control, level, power))
                .with("sequential", sequential);
    }

    private static Outputs heterogeneity(Inputs inputs) {
        double[] values = inputs.numbers("effects");
        double[] variances = inputs.numbers("variances");
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < same(values, variances, "variances"); i++) {
            effects.add(new Effect(values[i], variances[i]));
        }
        Outputs outputs = new Outputs();
        Heterogeneity.of(effects)
                .known()
                .ifPresent(it -> outputs.with("pooled", it.pooled())
                        .with("q", it.q())
                        .with("p", it.p())
                        .with("i2", it.iSquared()));
        return outputs;
    }

    private static Outputs thompson(Inputs inputs) {
        double[] means = inputs.numbers("means");
        double[] deviations = inputs.numbers("sds");
        List<Posterior> arms = new ArrayList<>();
        for (int i = 0; i < same(means, deviations, "sds"); i++) {
            arms.add(new Posterior(means[i], deviations[i]));
        }
        ThompsonShares shares = ThompsonShares.of(
                arms, inputs.direction("winning_direction"), inputs.number("floor", ThompsonShares.DEFAULT_FLOOR));
        return new Outputs()
                .with("prob_best", array(shares.chanceToBeBest()))
                .with("weights", array(shares.shares().values()))
                .with(
                        "basis_points",
                        shares.shares().basisPoints().stream()
                                .mapToLong(it -> it)
                                .toArray());
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(it -> it).toArray();
    }

    private static int same(double[] values, double[] others, String name) {
        if (values.length != others.length) {
            throw new BadInput("inputs." + name + ": expected " + values.length + " numbers, found " + others.length);
        }
        return values.length;
    }
}
