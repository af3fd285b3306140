package org.muriel.server.vectors;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.muriel.statistics.analysis.Analysis;
import org.muriel.statistics.analysis.Comparison;
import org.muriel.statistics.analysis.Engine;
import org.muriel.statistics.analysis.Finding;
import org.muriel.statistics.analysis.Gate;
import org.muriel.statistics.analysis.Plan;
import org.muriel.statistics.analysis.Row;
import org.muriel.statistics.analysis.Scale;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.contrast.RelativeInterval;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.fixed.FixedHorizon;
import org.muriel.statistics.multiplicity.BenjaminiHochberg;
import org.muriel.statistics.multiplicity.EachTier;
import org.muriel.statistics.multiplicity.Tier;
import org.muriel.statistics.sequential.Mixture;
import org.muriel.statistics.sequential.Tuning;
import org.muriel.statistics.sequential.UnitsRemaining;
import org.muriel.statistics.summary.Arm;

/** One comparison of conversions, look after look, and how long it will take (statistics specification, 3.4, 9.3 and 14). */
final class AnalysisVectors {
    static final Map<String, Method> METHODS = Map.of(
            "sequential.path", AnalysisVectors::path,
            "edge.zero_variance", AnalysisVectors::finding,
            "edge.zero_baseline", AnalysisVectors::finding,
            "results.visitors_remaining", AnalysisVectors::remaining);

    private AnalysisVectors() {}

    private static Outputs path(Inputs inputs) {
        Level level = inputs.level("alpha");
        Analysis evidence = analysis(level, MixtureVectors.design(inputs));
        Analysis shown =
                analysis(inputs.has("ci_alpha") ? inputs.level("ci_alpha") : level, MixtureVectors.design(inputs));
        List<Inputs> looks = inputs.objects("looks");
        if (looks.isEmpty()) {
            throw new BadInput("inputs.looks: expected one look or more, found none");
        }
        double[] p = new double[looks.size()];
        double[] significance = new double[looks.size()];
        for (int i = 0; i < p.length; i++) {
            evidence.add(time(i), List.of(row(looks.get(i))));
            shown.add(time(i), List.of(row(looks.get(i))));
            Finding finding = evidence.findings().getFirst();
            p[i] = finding.p();
            significance[i] = finding.significance();
        }
        Finding last = shown.findings().getFirst();
        return new Outputs()
                .with("p_running", p)
                .with("significance", significance)
                .withInterval("ci_abs_running", last.difference())
                .withInterval("ci_rel_running", last.lift())
                .with("drift", last.drifted());
    }

    private static Outputs finding(Inputs inputs) {
        Analysis analysis = analysis(inputs.level("alpha"), MixtureVectors.design(inputs));
        analysis.add(time(0), List.of(row(inputs)));
        Finding finding = analysis.findings().getFirst();
        Outputs outputs = new Outputs()
                .with("p", finding.p())
                .with("log_e", finding.logE())
                .with("significance", finding.significance())
                .withInterval("ci_abs", finding.difference())
                .withInterval("ci_rel", finding.lift())
                .with("visitors_remaining", finding.unitsRemaining().known().orElse(Long.MAX_VALUE));
        finding.contrast()
                .known()
                .ifPresent(it -> outputs.with("lift", it.lift())
                        .with("abs_value", it.difference())
                        .with("lift_status", status(it.difference())));
        return outputs;
    }

    /** Of a metric of which more is better. */
    private static String status(double difference) {
        return difference == 0 ? "equal" : difference > 0 ? "better" : "worse";
    }

    /** A difference of z standard errors with that information, and nothing else known of it. */
    private static Outputs remaining(Inputs inputs) {
        Mixture test = new Mixture(new Tuning(1, 1));
        double count = inputs.number("n_variation");
        Contrast contrast = new Contrast(inputs.number("x"), inputs.number("z"), 0, 1, 0, 1, count, count);
        long remaining =
                UnitsRemaining.of(test, contrast, inputs.level("alpha")).known().orElse(Long.MAX_VALUE);
        return new Outputs().with("visitors_remaining", remaining);
    }

    private static Analysis analysis(Level level, Tuning tuning) {
        Plan plan = new Plan(
                level,
                new Engine.Sequential(new Mixture(tuning)),
                new EachTier(new BenjaminiHochberg()),
                Gate.DEFAULT,
                Scale.RELATIVE,
                RelativeInterval.INVERSION);
        return new Analysis(plan, List.of(new Comparison(Tier.PRIMARY, FixedHorizon.Outcome.PROPORTION)));
    }

    private static Row row(Inputs look) {
        long treatment = look.count("x_t");
        long baseline = look.count("x_c");
        Stratum stratum =
                new Stratum(Arm.proportion(look.count("n_t"), treatment), Arm.proportion(look.count("n_c"), baseline));
        return Row.of(List.of(stratum), treatment, baseline, Guard.ON);
    }

    /** Looks have an order; when they were does not matter to this test. */
    private static Instant time(int look) {
        return Instant.EPOCH.plusSeconds(look);
    }
}
