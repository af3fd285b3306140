package org.muriel.statistics.multiplicity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.muriel.statistics.estimate.Level;

/**
 * Judges each tier as a family of its own, on the smallest p-values so far, so that a metric never slows one of a higher
 * tier (statistics specification, 6.1). The error rate holds within each tier; over all of them it is at most their sum,
 * which {@link PooledWeighted} avoids.
 *
 * @param procedure for each of them; {@link BenjaminiHochberg} unless somebody knows better
 */
public record EachTier(Procedure procedure) implements Policy {

    @Override
    public List<Verdict> judge(List<Hypothesis> hypotheses, Level level) {
        return judge(hypotheses, Hypothesis::p, procedure, level);
    }

    static List<Verdict> judge(
            List<Hypothesis> hypotheses, ToDoubleFunction<Hypothesis> p, Procedure procedure, Level level) {
        List<Optional<Verdict>> verdicts = new ArrayList<>(Collections.nCopies(hypotheses.size(), Optional.empty()));
        for (Tier tier : Tier.values()) {
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < hypotheses.size(); i++) {
                if (hypotheses.get(i).tier() == tier) {
                    places.add(i);
                }
            }
            List<Verdict> family = procedure.judge(
                    places.stream()
                            .mapToDouble(i -> p.applyAsDouble(hypotheses.get(i)))
                            .toArray(),
                    level);
            for (int i = 0; i < family.size(); i++) {
                verdicts.set(places.get(i), Optional.of(family.get(i)));
            }
        }
        return verdicts.stream().map(Optional::orElseThrow).toList();
    }
}
