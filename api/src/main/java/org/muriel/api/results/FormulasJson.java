package org.muriel.api.results;

import org.muriel.api.json.JsonObject;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.settings.ExperimentSettings;
import org.muriel.experiment.settings.ExperimentSettings.Engine;
import org.muriel.experiment.settings.ExperimentSettings.RelativeInterval;
import org.muriel.experiment.settings.ExperimentSettings.Variant;
import org.muriel.experiment.settings.MetricSettings;
import org.muriel.experiment.settings.ProjectSettings;
import org.muriel.result.AnalysisSettings;
import org.muriel.statistics.analysis.Scale;

/** By which section and formula of the statistics specification each figure of one metric is made of what goes in. */
final class FormulasJson {
    private final AnalysisSettings settings;
    private final Metric metric;
    private final boolean ratio;
    private final boolean proportion;
    private final boolean adjusted;
    private final JsonObject out = new JsonObject();

    private FormulasJson(AnalysisSettings settings, Metric metric) {
        this.settings = settings;
        this.metric = metric;
        this.ratio = metric.ratio().isPresent() || metric.scope() != Metric.Scope.VISITOR;
        this.proportion = metric.aggregator() == Metric.Aggregator.UNIQUE && !ratio;
        this.adjusted = metric.settings().flatMap(MetricSettings::cupedDays).isPresent();
    }

    /** @param compared whether it is about a variation beside the baseline */
    static JsonObject of(AnalysisSettings settings, Metric metric, boolean compared) {
        FormulasJson formulas = new FormulasJson(settings, metric);
        formulas.counted();
        if (compared) {
            formulas.compared();
        }
        return formulas.out;
    }

    private void counted() {
        put("samples", "11.2", ratio ? "sum of sum_z over the cells" : "sum of n over the cells");
        put("value", "11.2", "sum of sum_y over the cells");
        put("rate", "2", "value / samples");
        put(
                "variance",
                "2",
                proportion
                        ? "r (1 - r) with r = rate"
                        : ratio
                                ? "(s2_y - 2 r s_yz + r^2 s2_z) / zbar^2, (co)variances over n - 1"
                                : "(sum_yy - sum_y^2 / n) / (n - 1)");
        metric.settings()
                .flatMap(MetricSettings::winsorize)
                .ifPresent(it -> put(
                        "cells and looks",
                        "8.4",
                        "of totals capped at the quantile " + it
                                + " of those other than 0 of all variations together, found anew at each look"));
    }

    private void compared() {
        if (adjusted) {
            put(
                    "m_t, v_t, m_c, v_c of looks",
                    "8.1",
                    "mean of y less theta times (mean of x less mean of x over all arms of the epoch), variance of"
                            + " y - theta x; theta from sum_xy, sum_xx over all cells");
        }
        put(
                "lift.value",
                "3.3 and 4",
                isRelative() ? "(m_t - m_c) / |m_c| of the last look" : "m_t - m_c of the last look");
        ExperimentSettings chosen = settings.experiment();
        switch (chosen.engine()) {
            case SEQUENTIAL -> atAnyTime("x_stats.p_value", "lift.confidence_interval", "ci_alpha");
            case HYBRID -> {
                atAnyTime("p-value of looks", "interval of looks", "half of ci_alpha");
                atPlannedEnd("p-value of the planned end", "interval of the planned end", "half of ci_alpha");
                put(
                        "x_stats.p_value",
                        "7.2",
                        "min(1, 2 p of looks) before the planned end, from then on twice the smaller of both p-values");
                put("lift.confidence_interval", "7.2", "common to the interval of looks and that of the planned end");
            }
            case FIXED_HORIZON -> atPlannedEnd("x_stats.p_value", "lift.confidence_interval", "ci_alpha");
            case BAYESIAN -> believed();
        }
        if (chosen.engine() != Engine.BAYESIAN) {
            put("x_stats.p_adjusted", "6", "fdr_policy over the p_value of all comparisons with data");
            put("lift.significance", "11.3", "1 - p_adjusted");
            put("x_stats.ci_alpha", "6.4", "alpha, the rejections and the size of the family");
        }
    }

    /** By a test that may be looked at any time. */
    private void atAnyTime(String p, String interval, String level) {
        Variant variant = settings.experiment().variant();
        boolean exact = variant == Variant.EXACT_CONVERSIONS
                && proportion
                && settings.experiment().engine() == Engine.SEQUENTIAL;
        boolean current = settings.project().policy() == ProjectSettings.FdrPolicy.E_BH
                && settings.experiment().engine() == Engine.SEQUENTIAL;
        String looks = exact ? "of all looks" : "of the looks with an open gate";
        if (exact) {
            put(
                    "x_stats.log_e",
                    "5.3",
                    "of the last look, with nonzero_t and nonzero_c epoch by epoch and rho from the epochs' buckets");
        } else {
            switch (variant) {
                case MIXTURE, EXACT_CONVERSIONS ->
                    put("x_stats.log_e", "3.2", "of the last look, with z = d / sqrt(g V) and x = kappa_squared n_e");
                case MULTISCALE ->
                    put(
                            "x_stats.log_e",
                            "5.4",
                            "of the last look: that of 3.2 for each scale, their mean taken of the e-values");
                case FIXED_TAU ->
                    put("x_stats.log_e", "5.2", "of the last look, with tau_squared and g V for the variance");
                case T -> put("x_stats.log_e", "5.5", "of the last look, with t = d / sqrt(g V)");
            }
        }
        put(p, "3.4", current ? "min(1, exp(-ln E)) of the last look" : "smallest min(1, exp(-ln E)) " + looks);
        String section = exact ? "5.3" : isRelative() ? "3.3 and 3.4" : "3.2 and 3.4";
        String by = !exact && isRelative() && settings.experiment().relativeInterval() == RelativeInterval.DELTA
                ? ", by the delta method"
                : "";
        put(
                interval,
                section,
                (current ? "of the last look" : "common to the intervals " + looks) + ", at " + level + by);
        if (!exact) {
            put("lift.visitors_remaining", "9.3", "of the last look, at the level of the interval");
        }
    }

    /** By one test at the first look that was planned and has reached {@code planned_end}, or else {@code n_star}. */
    private void atPlannedEnd(String p, String interval, String level) {
        String at = settings.experiment()
                .plannedEnd()
                .map(_ -> "of the first look from planned_end on")
                .orElse("of the first look of the schedule with n_t + n_c from n_star on");
        put(p, "7.1", at + (proportion && !adjusted ? ", by the pooled z of two proportions" : ", by Welch's t"));
        put(interval, "7.1 and 3.3", at + ", with g = 1, at " + level);
        if (settings.experiment().engine() == Engine.FIXED_HORIZON) {
            put("lift.visitors_remaining", "7.1", "n_star - n_t - n_c before the planned end");
        }
    }

    private void believed() {
        put(
                "x_stats.chance_to_beat",
                "7.3",
                proportion && !adjusted
                        ? "of the two beta posteriors with n_nonzero and n"
                        : "of the normal posterior with a flat prior");
        put("lift.significance", "7.3", "chance to beat in the winning direction, or 1 less it if that is more");
        put("x_stats.p_value", "7.3", "1 - significance; p_adjusted is the same, because nothing is adjusted");
        put("lift.confidence_interval", "7.3", "quantiles of the posterior at ci_alpha / 2 on each side");
    }

    private boolean isRelative() {
        return settings.scale() == Scale.RELATIVE;
    }

    private void put(String figure, String section, String formula) {
        out.put(figure, new JsonObject().put("section", section).put("formula", formula));
    }
}
