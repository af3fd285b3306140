package org.muriel.result;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.project.Project;
import org.muriel.experiment.settings.ExperimentSettings;
import org.muriel.experiment.settings.MetricSettings;
import org.muriel.experiment.settings.ProjectSettings;
import org.muriel.statistics.analysis.Engine;
import org.muriel.statistics.analysis.Gate;
import org.muriel.statistics.analysis.Plan;
import org.muriel.statistics.analysis.Scale;
import org.muriel.statistics.bayesian.EffectPrior;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.contrast.RelativeInterval;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.fixed.PlannedEnd;
import org.muriel.statistics.multiplicity.BenjaminiHochberg;
import org.muriel.statistics.multiplicity.BenjaminiYekutieli;
import org.muriel.statistics.multiplicity.Bonferroni;
import org.muriel.statistics.multiplicity.EBenjaminiHochberg;
import org.muriel.statistics.multiplicity.EachTier;
import org.muriel.statistics.multiplicity.Holm;
import org.muriel.statistics.multiplicity.Policy;
import org.muriel.statistics.multiplicity.PooledWeighted;
import org.muriel.statistics.multiplicity.Unadjusted;
import org.muriel.statistics.sequential.AnytimeTest;
import org.muriel.statistics.sequential.FixedTau;
import org.muriel.statistics.sequential.Mixture;
import org.muriel.statistics.sequential.Multiscale;
import org.muriel.statistics.sequential.TMixture;
import org.muriel.statistics.sequential.Tuning;

/** How an experiment is judged: what was chosen, in the terms of statistics (statistics specification, 16). */
public record AnalysisSettings(ExperimentSettings experiment, ProjectSettings project) {
    public static final AnalysisSettings DEFAULT =
            new AnalysisSettings(ExperimentSettings.DEFAULT, ProjectSettings.DEFAULT);

    /** With a threshold of 1 nothing is ever found, so that any design is as good as another. */
    private static final Level ANY_DESIGN = new Level(0.1);

    public static AnalysisSettings of(Experiment experiment, Project project) {
        return new AnalysisSettings(
                experiment.design().settings().orElse(ExperimentSettings.DEFAULT),
                project.settings().orElse(ProjectSettings.DEFAULT));
    }

    /** N★. */
    public double plannedVisitors() {
        return experiment.plannedVisitors().orElse(Tuning.DEFAULT_UNITS);
    }

    /** When the one test at a planned end is made, if at a time. */
    Optional<Instant> plannedTime() {
        return experiment.plannedEnd().filter(_ -> experiment.hasPlannedEnd());
    }

    /** Where a mixture is at its best. */
    public Tuning tuning(double threshold) {
        return Tuning.of(design(threshold), plannedVisitors());
    }

    /** Unit of lifts. */
    public Scale scale() {
        return switch (experiment.difference()) {
            case RELATIVE -> Scale.RELATIVE;
            case ABSOLUTE -> Scale.ABSOLUTE;
        };
    }

    Guard guard() {
        return experiment.varianceGuard() ? Guard.ON : Guard.OFF;
    }

    /** @param threshold confidence asked for when the experiment started */
    Plan plan(double threshold) {
        return new Plan(Level.ofThreshold(threshold), engine(threshold), policy(), Gate.DEFAULT, scale(), relative());
    }

    Counting counting(List<Metric> metrics) {
        Map<Integer, Duration> observation = new HashMap<>();
        Map<Integer, Duration> history = new HashMap<>();
        Map<Integer, Double> caps = new HashMap<>();
        for (int index = 0; index < metrics.size(); index++) {
            int at = index;
            Optional<MetricSettings> chosen = metrics.get(index).settings();
            chosen.flatMap(MetricSettings::observationWindow).ifPresent(it -> observation.put(at, it));
            chosen.flatMap(MetricSettings::winsorize).ifPresent(it -> caps.put(at, it));
            chosen.flatMap(MetricSettings::cupedDays).ifPresent(it -> history.put(at, Duration.ofDays(it)));
        }
        return new Counting(project.segmentMode(), project.crossover(), observation, history, caps);
    }

    private static Level design(double threshold) {
        Level level = Level.ofThreshold(threshold);
        return level.alpha() > 0 ? level : ANY_DESIGN;
    }

    private Engine engine(double threshold) {
        return switch (experiment.engine()) {
            case SEQUENTIAL ->
                experiment.variant() == ExperimentSettings.Variant.EXACT_CONVERSIONS
                        ? new Engine.ExactConversions(test(threshold))
                        : new Engine.Sequential(test(threshold));
            case FIXED_HORIZON -> new Engine.FixedHorizon(plannedEnd());
            case HYBRID -> new Engine.Hybrid(test(threshold), plannedEnd());
            case BAYESIAN -> new Engine.Bayesian(new EffectPrior.Flat());
        };
    }

    /** The test of conversions knows only conversions, so other metrics are judged by the usual one beside it. */
    private AnytimeTest test(double threshold) {
        return switch (experiment.variant()) {
            case MIXTURE, EXACT_CONVERSIONS -> new Mixture(tuning(threshold));
            case MULTISCALE -> Multiscale.of(design(threshold));
            case FIXED_TAU ->
                new FixedTau(experiment
                        .tauSquared()
                        .orElseThrow(() -> new IllegalStateException("a test with a fixed tau that has none")));
            case T -> new TMixture(tuning(threshold));
        };
    }

    private PlannedEnd plannedEnd() {
        return experiment
                .plannedEnd()
                .<PlannedEnd>map(PlannedEnd.AtTime::new)
                .orElseGet(() -> new PlannedEnd.AfterUnits((long) Math.ceil(plannedVisitors())));
    }

    private RelativeInterval relative() {
        return switch (experiment.relativeInterval()) {
            case INVERSION -> RelativeInterval.INVERSION;
            case DELTA -> RelativeInterval.DELTA;
        };
    }

    private Policy policy() {
        return switch (project.policy()) {
            case TIERED_BH -> new EachTier(new BenjaminiHochberg());
            case POOLED_WEIGHTED -> new PooledWeighted();
            case BY -> new EachTier(new BenjaminiYekutieli());
            case E_BH -> new EBenjaminiHochberg();
            case HOLM -> new EachTier(new Holm());
            case BONFERRONI -> new EachTier(new Bonferroni());
            case NONE -> new EachTier(new Unadjusted());
        };
    }
}
