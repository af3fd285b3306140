package org.muriel.result;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.muriel.experiment.Variation;
import org.muriel.experiment.metric.Metric;
import org.muriel.result.Results.MetricResults;
import org.muriel.statistics.analysis.Analysis;
import org.muriel.statistics.analysis.Comparison;
import org.muriel.statistics.analysis.Finding;
import org.muriel.statistics.analysis.Row;
import org.muriel.statistics.fixed.FixedHorizon.Outcome;
import org.muriel.statistics.multiplicity.Tier;

/**
 * From looks to points: every variation against the baseline on every metric, look after look, in one analysis
 * (statistics specification, 11.1). Used once.
 */
final class Judgement {
    private final Question question;
    private final AnalysisSettings settings;
    private final List<Variation> treatments;
    private final List<MetricSeries> series = new ArrayList<>();
    private final Analysis analysis;

    /** @param confidence the experiment's threshold */
    Judgement(Question question, AnalysisSettings settings, double confidence) {
        this.question = question;
        this.settings = settings;
        this.treatments = question.experiment().design().variations().stream()
                .filter(it -> it.id() != question.baseline().id())
                .toList();
        List<Comparison> comparisons = new ArrayList<>();
        List<Metric> metrics = question.experiment().design().metrics();
        for (int metric = 0; metric < metrics.size(); metric++) {
            series.add(new MetricSeries(metric, question, settings.difference()));
            Outcome outcome = Cell.isProportion(metrics.get(metric)) ? Outcome.PROPORTION : Outcome.MEAN;
            for (int i = 0; i < treatments.size(); i++) {
                comparisons.add(new Comparison(Tier.at(metric), outcome));
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
            LookAt at = new LookAt(look, question.experiment());
            analysis.add(look.time(), rows(at));
            if (points.contains(look.time())) {
                addPoint(at, analysis.findings());
            }
        }
        return series.stream().map(MetricSeries::results).toList();
    }

    private void addPoint(LookAt at, List<Finding> findings) {
        for (int metric = 0; metric < series.size(); metric++) {
            int first = metric * treatments.size();
            series.get(metric).add(at, findings.subList(first, first + treatments.size()));
        }
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
