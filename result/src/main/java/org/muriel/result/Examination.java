package org.muriel.result;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muriel.experiment.metric.Metric;
import org.muriel.statistics.analysis.Finding;
import org.muriel.statistics.analysis.Row;
import org.muriel.statistics.analysis.RunningConversions;
import org.muriel.statistics.contrast.AverageEffect;
import org.muriel.statistics.contrast.Region;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.diagnostics.Effect;
import org.muriel.statistics.diagnostics.Heterogeneity;
import org.muriel.statistics.distribution.Normal;
import org.muriel.statistics.estimate.Bounds;
import org.muriel.statistics.estimate.Interval;
import org.muriel.statistics.estimate.Level;

/** What is found out about one comparison beyond its finding, look after look. Mutable, for one thread. */
final class Examination {
    /** So many visitors per squared skewness make means of each arm nearly normal (statistics specification, 3.7). */
    private static final double VISITORS_PER_SQUARED_SKEWNESS = 355;

    private static final double SURELY = 0.01;

    private final Metric metric;
    private final Level level;
    private final Set<Warning> warnings;
    private final RunningConversions conversions = new RunningConversions();

    /** @param warnings that everything of these results has */
    Examination(Metric metric, Level level, Set<Warning> warnings) {
        this.metric = metric;
        this.level = level;
        this.warnings = warnings;
    }

    void add(Row row) {
        conversions.add(row.conversions());
    }

    /**
     * @param visitors in all arms together
     * @param treatment all epochs together
     * @param baseline all epochs together
     * @param theta share of the covariate that is taken out, where one is
     * @param badSplit whether the arms differed before anything happened to them
     */
    Detail detail(
            Finding finding,
            Row row,
            long visitors,
            Cell treatment,
            Cell baseline,
            Optional<Double> theta,
            boolean badSplit) {
        Set<Warning> found = EnumSet.noneOf(Warning.class);
        found.addAll(warnings);
        if (isSkewed(treatment, baseline)) {
            found.add(Warning.SKEWED);
        }
        if (finding.gated() && !conversions.isEmpty() && level.alpha() > 0 && conversions.p() <= level.alpha()) {
            found.add(Warning.EXACT_ALARM);
        }
        if (badSplit) {
            found.add(Warning.COVARIATE_IMBALANCE);
        }
        if (variesByEpoch(row.strata())) {
            found.add(Warning.EFFECT_VARIES_BY_EPOCH);
        }
        return new Detail(
                finding, exact(), average(row.strata()), remaining(finding, visitors, treatment), theta, found);
    }

    private Optional<Detail.Exact> exact() {
        if (conversions.isEmpty()) {
            return Optional.empty();
        }
        Region lifts = conversions.lifts(level);
        Optional<Bounds> interval =
                lifts.isBounded() ? Optional.of(new Interval(lifts.low(), lifts.high())) : Optional.empty();
        return Optional.of(new Detail.Exact(conversions.p(), interval));
    }

    private Optional<Detail.Average> average(List<Stratum> strata) {
        return strata.size() < 2
                ? Optional.empty()
                : AverageEffect.over(strata)
                        .known()
                        .map(it -> new Detail.Average(
                                it.difference(), interval(it.difference(), Math.sqrt(it.variance()))));
    }

    private Optional<Bounds> interval(double difference, double error) {
        if (level.alpha() == 0 || !(error > 0)) {
            return Optional.empty();
        }
        double reach = Normal.upperQuantile(level.alpha() / 2) * error;
        return Optional.of(new Interval(difference - reach, difference + reach));
    }

    private static Optional<Long> remaining(Finding finding, long visitors, Cell treatment) {
        return finding.unitsRemaining()
                .known()
                .map(it -> treatment.visitors() == 0
                        ? 0L
                        : (long) Math.ceil((double) it * visitors / treatment.visitors()));
    }

    private boolean isSkewed(Cell treatment, Cell baseline) {
        Cell both = treatment.merge(baseline);
        if (!Cell.isMean(metric) || treatment.visitors() == 0 || baseline.visitors() == 0) {
            return false;
        }
        double skewness = both.skewness();
        return Math.min(treatment.visitors(), baseline.visitors())
                < VISITORS_PER_SQUARED_SKEWNESS * skewness * skewness;
    }

    private static boolean variesByEpoch(List<Stratum> strata) {
        List<Effect> effects = new ArrayList<>();
        for (Stratum it : strata) {
            double variance = it.treatment().varianceOfMean() + it.baseline().varianceOfMean();
            if (variance > 0 && Double.isFinite(variance)) {
                effects.add(new Effect(it.treatment().mean() - it.baseline().mean(), variance));
            }
        }
        return Heterogeneity.of(effects).known().filter(it -> it.p() < SURELY).isPresent();
    }
}
