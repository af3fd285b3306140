package org.muriel.server.vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.statistics.multiplicity.BenjaminiHochberg;
import org.muriel.statistics.multiplicity.BenjaminiYekutieli;
import org.muriel.statistics.multiplicity.Bonferroni;
import org.muriel.statistics.multiplicity.EBenjaminiHochberg;
import org.muriel.statistics.multiplicity.EachTier;
import org.muriel.statistics.multiplicity.Holm;
import org.muriel.statistics.multiplicity.Hypothesis;
import org.muriel.statistics.multiplicity.RunningMaximum;
import org.muriel.statistics.multiplicity.Tier;
import org.muriel.statistics.multiplicity.Verdict;
import tools.jackson.databind.node.ArrayNode;

/** Many metrics and variations (statistics specification, 6). */
final class MultiplicityVectors {
    static final Map<String, Method> METHODS = Map.of(
            "multiplicity.adjust", MultiplicityVectors::adjust,
            "multiplicity.tiers", MultiplicityVectors::tiers,
            "multiplicity.weighted_bh", MultiplicityVectors::weighted,
            "multiplicity.e_bh", MultiplicityVectors::onEvidence,
            "multiplicity.running_max_adjuster", MultiplicityVectors::runningMaximum);

    private MultiplicityVectors() {}

    private static Outputs adjust(Inputs inputs) {
        double[] p = inputs.numbers("p");
        List<Verdict> verdicts = new BenjaminiHochberg().judge(p, inputs.level("alpha"));
        return new Outputs()
                .with("bh", new BenjaminiHochberg().adjust(p))
                .with("by", new BenjaminiYekutieli().adjust(p))
                .with("holm", new Holm().adjust(p))
                .with("bonferroni", new Bonferroni().adjust(p))
                .with("rejected", verdicts.stream().map(Verdict::rejected).toList())
                .with("rejections", verdicts.stream().filter(Verdict::rejected).count())
                .with(
                        "ci_alpha",
                        verdicts.stream()
                                .mapToDouble(it -> it.intervalLevel().alpha())
                                .toArray());
    }

    private static Outputs tiers(Inputs inputs) {
        List<List<Optional<Double>>> metrics = inputs.optionalRows("p_by_metric_then_variation");
        List<Hypothesis> hypotheses = new ArrayList<>();
        for (int metric = 0; metric < metrics.size(); metric++) {
            Tier tier = Tier.at(metric);
            metrics.get(metric).forEach(p -> p.ifPresent(it -> hypotheses.add(new Hypothesis(tier, it, 0))));
        }
        List<Verdict> verdicts = new EachTier(new BenjaminiHochberg()).judge(hypotheses, inputs.level("alpha"));
        Outputs outputs = new Outputs();
        ArrayNode adjusted = outputs.json().putArray("adjusted");
        ArrayNode significant = outputs.json().putArray("significant");
        ArrayNode levels = outputs.json().putArray("ci_alpha");
        int next = 0;
        for (List<Optional<Double>> metric : metrics) {
            ArrayNode adjustedRow = adjusted.addArray();
            ArrayNode significantRow = significant.addArray();
            ArrayNode levelRow = levels.addArray();
            for (Optional<Double> p : metric) {
                if (p.isPresent()) {
                    Verdict verdict = verdicts.get(next++);
                    adjustedRow.add(verdict.adjustedP());
                    significantRow.add(verdict.rejected());
                    levelRow.add(verdict.intervalLevel().alpha());
                } else {
                    adjustedRow.addNull();
                    significantRow.addNull();
                    levelRow.addNull();
                }
            }
        }
        return outputs;
    }

    private static Outputs weighted(Inputs inputs) {
        return new Outputs()
                .with("adjusted", BenjaminiHochberg.adjustWeighted(inputs.numbers("p"), inputs.numbers("weights")));
    }

    private static Outputs onEvidence(Inputs inputs) {
        List<Hypothesis> family = Arrays.stream(inputs.numbers("log_e"))
                .mapToObj(logE -> new Hypothesis(Tier.PRIMARY, 1, logE))
                .toList();
        List<Verdict> verdicts = new EBenjaminiHochberg().judge(family, inputs.level("alpha"));
        return new Outputs()
                .with("rejected", verdicts.stream().map(Verdict::rejected).toList())
                .with("R", verdicts.stream().filter(Verdict::rejected).count());
    }

    private static Outputs runningMaximum(Inputs inputs) {
        return new Outputs().with("log_adjusted", RunningMaximum.logAdjusted(inputs.number("log_e_running_max")));
    }
}
