package org.muriel.server.vectors;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.muriel.statistics.adjustment.Cuped;
import org.muriel.statistics.adjustment.LegacySmoothing;
import org.muriel.statistics.adjustment.Winsorizing;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Interval;
import org.muriel.statistics.quantile.AnytimeRanks;
import org.muriel.statistics.quantile.OrderRanks;
import org.muriel.statistics.quantile.QuantileDifference;
import org.muriel.statistics.sequential.Tuning;
import org.muriel.statistics.summary.Arm;
import org.muriel.statistics.summary.JointMoments;

/** Less noise, tamed outliers, quantiles (statistics specification, 8). */
final class AdjustmentVectors {
    static final Map<String, Method> METHODS = Map.of(
            "cuped.adjust", AdjustmentVectors::cuped,
            "outliers.winsorize", AdjustmentVectors::winsorize,
            "outliers.legacy_smoothing", AdjustmentVectors::smooth,
            "quantile.order_ranks", AdjustmentVectors::ranks,
            "quantile.anytime_ranks", AdjustmentVectors::anytimeRanks,
            "quantile.difference", AdjustmentVectors::difference);

    private static final int TREATMENT_AND_CONTROL = 2;

    private AdjustmentVectors() {}

    private static Outputs cuped(Inputs inputs) {
        List<JointMoments> arms =
                inputs.objects("arms").stream().map(AdjustmentVectors::joint).toList();
        if (arms.size() != TREATMENT_AND_CONTROL) {
            throw new BadInput("inputs.arms: expected the treatment and the control, found " + arms.size() + " arms");
        }
        Cuped cuped = Cuped.adjust(List.of(arms));
        Arm treatment = cuped.adjusted().getFirst().getFirst();
        Arm control = cuped.adjusted().getFirst().getLast();
        return new Outputs()
                .with("theta", cuped.theta())
                .with("x_bar", cuped.meanCovariate().getFirst().doubleValue())
                .with("diff", treatment.mean() - control.mean())
                .with("mean_t", treatment.mean())
                .with("mean_c", control.mean())
                .with("unit_var_t", treatment.unitVariance())
                .with("unit_var_c", control.unitVariance());
    }

    private static JointMoments joint(Inputs arm) {
        return JointMoments.of(
                arm.count("n"),
                arm.decimal("sum_y"),
                arm.decimal("sum_yy"),
                arm.decimal("sum_x"),
                arm.decimal("sum_xx"),
                arm.decimal("sum_xy"));
    }

    private static Outputs winsorize(Inputs inputs) {
        double[] values = inputs.numbers("values");
        Winsorizing.Of of = inputs.flag("nonzero_only", true) ? Winsorizing.Of.NONZERO : Winsorizing.Of.ALL;
        Optional<Winsorizing> cap = Winsorizing.at(values, inputs.number("quantile", Winsorizing.DEFAULT_QUANTILE), of);
        return cap.map(it -> new Outputs().with("cap", it.cap()).with("values", it.apply(values)))
                .orElseGet(() -> new Outputs().with("values", values));
    }

    private static Outputs smooth(Inputs inputs) {
        LegacySmoothing smoothing = LegacySmoothing.after(inputs.number("trailing_mean"), inputs.number("trailing_sd"));
        return new Outputs()
                .with("threshold", smoothing.threshold())
                .with("values", smoothing.apply(inputs.numbers("values")));
    }

    private static Outputs ranks(Inputs inputs) {
        Outputs outputs = new Outputs();
        OrderRanks.of(inputs.count("n"), inputs.number("quantile"), inputs.level("alpha"))
                .known()
                .ifPresent(it -> outputs.with("lower_rank", it.lower())
                        .with("upper_rank", it.upper())
                        .with("clipped", it.clipped()));
        return outputs;
    }

    private static Outputs anytimeRanks(Inputs inputs) {
        Outputs outputs = new Outputs();
        AnytimeRanks.of(
                        inputs.count("n"),
                        inputs.number("quantile"),
                        inputs.number("n_star", Tuning.DEFAULT_UNITS),
                        inputs.level("alpha"))
                .known()
                .ifPresent(it -> {
                    outputs.with("half_width_ranks", it.halfWidth());
                    rank(outputs, "lower_rank", it.lower());
                    rank(outputs, "upper_rank", it.upper());
                });
        return outputs;
    }

    private static void rank(Outputs outputs, String name, OptionalLong rank) {
        rank.ifPresent(it -> outputs.with(name, it));
    }

    private static Outputs difference(Inputs inputs) {
        Outputs outputs = new Outputs();
        QuantileDifference.of(side(inputs, "t"), side(inputs, "c"), inputs.level("rank_alpha"), inputs.level("alpha"))
                .known()
                .ifPresent(it -> outputs.with("diff", it.difference())
                        .with("se", it.standardError())
                        .with("p", it.p())
                        .withInterval("ci", Estimate.of(it.interval())));
        return outputs;
    }

    private static QuantileDifference.Side side(Inputs inputs, String arm) {
        return new QuantileDifference.Side(
                inputs.number("q_" + arm), new Interval(inputs.number("lower_" + arm), inputs.number("upper_" + arm)));
    }
}
