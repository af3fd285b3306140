package org.muriel.result;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muriel.experiment.Variation;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.settings.MetricSettings;
import org.muriel.result.Results.MetricResults;
import org.muriel.statistics.adjustment.Cuped;
import org.muriel.statistics.analysis.Analysis;
import org.muriel.statistics.analysis.Comparison;
import org.muriel.statistics.analysis.Finding;
import org.muriel.statistics.analysis.Row;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.fixed.FixedHorizon.Outcome;
import org.muriel.statistics.multiplicity.Tier;

/**
 * From looks to points: every variation against the baseline on every metric, look after look, in one analysis
 * (statistics specification, 11.1). Used once.
 */
final class Judgement {
    private final Question question;
    private final AnalysisSettings settings;
    private final Optional<Set<Warning>> examined;
    private final List<Variation> treatments;
    private final List<MetricSeries> series = new ArrayList<>();
    private final List<Examination> examinations = new ArrayList<>();
    private final List<Workings.Step> steps = new ArrayList<>();
    private final Analysis analysis;

    /**
     * @param confidence the experiment's threshold
     * @param examined if details are wanted, the warnings that all of them have
     */
    Judgement(Question question, AnalysisSettings settings, double confidence, Optional<Set<Warning>> examined) {
        this.question = question;
        this.settings = settings;
        this.examined = examined;
        this.treatments = question.experiment().design().variations().stream()
                .filter(it -> it.id() != question.baseline().id())
                .toList();
        List<Comparison> comparisons = new ArrayList<>();
        List<Metric> metrics = question.experiment().design().metrics();
        for (int index = 0; index < metrics.size(); index++) {
            Metric metric = metrics.get(index);
            series.add(new MetricSeries(index, question, settings.scale()));
            boolean adjusted =
                    metric.settings().flatMap(MetricSettings::cupedDays).isPresent();
            Outcome outcome = Cell.isProportion(metric) && !adjusted ? Outcome.PROPORTION : Outcome.MEAN;
            for (int i = 0; i < treatments.size(); i++) {
                comparisons.add(new Comparison(Tier.at(index), outcome));
                examined.ifPresent(it -> examinations.add(new Examination(metric, Level.ofThreshold(confidence), it)));
            }
        }
        this.analysis = new Analysis(settings.plan(confidence), comparisons);
    }

    /**
     * @param looks ascending in time; all are evidence
     * @param points times of the looks that are shown
     */
    List<MetricResults> of(List<EventStore.Look> looks, Set<Instant> points) {
        for (EventStore.Look look : looks) {
            LookAt at = new LookAt(look, question.experiment(), question.course());
            List<Row> rows = rows(at);
            analysis.add(look.time(), rows, isPlanned(look.time()));
            if (examined.isPresent()) {
                steps.add(new Workings.Step(look.time(), rows));
                for (int i = 0; i < rows.size(); i++) {
                    examinations.get(i).add(rows.get(i));
                }
            }
            if (points.contains(look.time())) {
                addPoint(at, analysis.findings(), rows);
            }
        }
        return series.stream().map(MetricSeries::results).toList();
    }

    /**
     * The end of the window is no planned look while the experiment runs, unless it happens to be one: it is whenever
     * somebody asks. Of an experiment that does not run it is the last look there will be.
     */
    private boolean isPlanned(Instant look) {
        Window window = question.window();
        return !look.equals(window.end())
                || window.isScheduled(look)
                || settings.plannedTime().filter(look::equals).isPresent()
                || question.course().primaryEnvironment().stream().noneMatch(question.experiment()::runsIn);
    }

    /** What was made of the looks, if details were wanted. */
    List<Workings.Step> steps() {
        return steps;
    }

    private void addPoint(LookAt at, List<Finding> findings, List<Row> rows) {
        for (int metric = 0; metric < series.size(); metric++) {
            int first = metric * treatments.size();
            List<Judged> judged = new ArrayList<>();
            for (int i = 0; i < treatments.size(); i++) {
                Finding finding = findings.get(first + i);
                judged.add(new Judged(finding, detail(at, metric, treatments.get(i), first + i, finding, rows)));
            }
            series.get(metric).add(at, judged);
        }
    }

    /** One comparison at one look. */
    record Judged(Finding finding, Optional<Detail> detail) {}

    private Optional<Detail> detail(
            LookAt at, int metric, Variation treatment, int comparison, Finding finding, List<Row> rows) {
        if (examined.isEmpty()) {
            return Optional.empty();
        }
        long visitors = question.experiment().design().variations().stream()
                .mapToLong(at::visitors)
                .sum();
        return Optional.of(examinations
                .get(comparison)
                .detail(
                        finding,
                        rows.get(comparison),
                        visitors,
                        at.pooled(treatment, metric),
                        at.pooled(question.baseline(), metric),
                        at.adjusted(metric).map(Cuped::theta),
                        at.isBadSplit(treatment, question.baseline(), metric)));
    }

    private List<Row> rows(LookAt at) {
        List<Row> rows = new ArrayList<>();
        for (int metric = 0; metric < series.size(); metric++) {
            for (Variation treatment : treatments) {
                rows.add(at.row(treatment, question.baseline(), metric, settings.guard()));
            }
        }
        return rows;
    }
}
