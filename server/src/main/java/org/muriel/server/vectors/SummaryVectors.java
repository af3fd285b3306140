package org.muriel.server.vectors;

import java.util.Map;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.contrast.RelativeInterval;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.summary.Arm;
import org.muriel.statistics.summary.Moments;

/** Arms and the ratio of their means (statistics specification, 1.4, 2 and 3.3). */
final class SummaryVectors {
    static final Map<String, Method> METHODS = Map.of(
            "moments.merge", SummaryVectors::merge,
            "ratio.delta", SummaryVectors::ratio,
            "relative.fieller", SummaryVectors::inversion,
            "relative.delta", SummaryVectors::delta);

    private SummaryVectors() {}

    private static Outputs merge(Inputs inputs) {
        Moments merged = Moments.NONE;
        for (Inputs part : inputs.objects("parts")) {
            merged = merged.merge(new Moments(part.count("n"), part.number("mean"), part.number("m2")));
        }
        return new Outputs()
                .with("n", merged.count())
                .with("mean", merged.mean())
                .with("m2", merged.squares())
                .with("variance", merged.variance());
    }

    private static Outputs ratio(Inputs inputs) {
        Arm arm = Arm.ratio(
                inputs.count("n"),
                inputs.decimal("sum_num"),
                inputs.decimal("sum_sq_num"),
                inputs.decimal("sum_den"),
                inputs.decimal("sum_sq_den"),
                inputs.decimal("sum_num_den"));
        return arm.count() == 0
                ? new Outputs()
                : new Outputs().with("rate", arm.mean()).with("unit_var", arm.unitVariance());
    }

    private static Outputs inversion(Inputs inputs) {
        Contrast contrast = means(inputs);
        double critical = inputs.number("crit");
        double relativeError = critical / contrast.baselineMean();
        return lift(contrast, critical, RelativeInterval.INVERSION)
                .withFinite("g", relativeError * relativeError * contrast.baselineVarianceOfMean());
    }

    private static Outputs delta(Inputs inputs) {
        Contrast contrast = means(inputs);
        Estimate<Double> variance = contrast.lift()
                .map(_ -> RelativeInterval.deltaVariance(
                        contrast.mean(),
                        contrast.varianceOfMean(),
                        contrast.baselineMean(),
                        contrast.baselineVarianceOfMean()));
        return lift(contrast, inputs.number("crit"), RelativeInterval.DELTA).with("var", variance);
    }

    private static Outputs lift(Contrast contrast, double critical, RelativeInterval method) {
        return new Outputs().with("lift", contrast.lift()).withRegion("ci", contrast.lifts(critical, method));
    }

    /** Two means of which nobody says how many units they are of. */
    static Contrast means(Inputs inputs) {
        return new Contrast(
                1,
                inputs.number("mean_t"),
                inputs.number("mean_c"),
                inputs.number("var_of_mean_t"),
                inputs.number("var_of_mean_c"),
                1,
                1,
                1);
    }
}
