package org.muriel.result;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.muriel.experiment.Variation;
import org.muriel.experiment.metric.Metric.Direction;

/**
 * Which variation a metric speaks for, and which against (statistics specification, 11.2).
 *
 * @param winner the variation that is significantly better and has the best rate of all
 * @param loser the variation that is significantly worse and has the worst rate of all
 */
public record Conclusion(Optional<Variation> winner, Optional<Variation> loser) {

    static final Conclusion NONE = new Conclusion(Optional.empty(), Optional.empty());

    /** One variation at one look. */
    record Standing(Variation variation, double rate, boolean significantlyBetter, boolean significantlyWorse) {}

    public boolean isEmpty() {
        return winner.isEmpty() && loser.isEmpty();
    }

    /** @param standings of all variations that have a rate, the baseline among them */
    static Conclusion of(List<Standing> standings, Direction winning) {
        double sign = winning == Direction.INCREASING ? 1 : -1;
        double best = Double.NEGATIVE_INFINITY;
        double worst = Double.POSITIVE_INFINITY;
        for (Standing standing : standings) {
            best = Math.max(best, sign * standing.rate());
            worst = Math.min(worst, sign * standing.rate());
        }
        return new Conclusion(
                first(standings, Standing::significantlyBetter, sign * best),
                first(standings, Standing::significantlyWorse, sign * worst));
    }

    private static Optional<Variation> first(List<Standing> standings, Predicate<Standing> significant, double rate) {
        return standings.stream()
                .filter(significant)
                .filter(it -> it.rate() == rate)
                .map(Standing::variation)
                .findFirst();
    }
}
