package org.muriel.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Variation;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.settings.MetricSettings;
import org.muriel.statistics.adjustment.Cuped;
import org.muriel.statistics.analysis.Row;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.sequential.Conversions;
import org.muriel.statistics.summary.Arm;

/** One look, read by variation and metric. */
record LookAt(EventStore.Look look, Experiment experiment, Course course) {
    LookAt {
        for (Variation variation : experiment.design().variations()) {
            if (look.epochs().stream().noneMatch(it -> it.arms().containsKey(variation.id()))) {
                throw new IllegalStateException("the event store left variation " + variation.id() + " out");
            }
        }
    }

    long visitors(Variation variation) {
        return look.epochs().stream()
                .mapToLong(epoch -> visitors(epoch, variation))
                .sum();
    }

    /** How many epochs have somebody of the baseline and of another variation, so that they are compared. */
    int comparedEpochs(Variation baseline) {
        int compared = 0;
        for (int epoch = 0; epoch < look.epochs().size(); epoch++) {
            EventStore.Epoch in = look.epochs().get(epoch);
            boolean others = experiment.design().variations().stream()
                    .anyMatch(it -> it.id() != baseline.id() && visitors(in, it) > 0);
            compared += others && visitors(in, baseline) > 0 ? 1 : 0;
        }
        return compared;
    }

    /** Over all epochs together: for what was counted, not for comparing. */
    Cell pooled(Variation variation, int metric) {
        Cell pooled = Cell.EMPTY;
        for (EventStore.Epoch epoch : look.epochs()) {
            pooled = pooled.merge(cell(epoch, variation, metric));
        }
        return pooled;
    }

    /** Epoch by epoch. */
    List<Cell> cells(Variation variation, int metric) {
        return look.epochs().stream().map(it -> cell(it, variation, metric)).toList();
    }

    /** For comparing: epoch by epoch, over those in which both had traffic (statistics specification, 4). */
    Row row(Variation treatment, Variation baseline, int index, Guard guard) {
        Metric metric = experiment.design().metrics().get(index);
        List<Stratum> strata = new ArrayList<>();
        long nonzero = 0;
        long baselineNonzero = 0;
        Optional<Cuped> adjusted = adjusted(index);
        for (int epoch = 0; epoch < look.epochs().size(); epoch++) {
            if (!course.hadTraffic(epoch, treatment.id()) || !course.hadTraffic(epoch, baseline.id())) {
                continue;
            }
            Cell t = cell(look.epochs().get(epoch), treatment, index);
            Cell c = cell(look.epochs().get(epoch), baseline, index);
            if (t.visitors() > 0 && c.visitors() > 0) {
                int in = epoch;
                strata.add(new Stratum(
                        adjusted.map(it -> arm(it, in, treatment)).orElseGet(() -> t.arm(metric)),
                        adjusted.map(it -> arm(it, in, baseline)).orElseGet(() -> c.arm(metric))));
                nonzero += t.nonzero();
                baselineNonzero += c.nonzero();
            }
        }
        Row row = Row.of(strata, nonzero, baselineNonzero, guard);
        return Cell.isProportion(metric) ? row.with(conversions(treatment, baseline, index)) : row;
    }

    /** Every epoch's arms without what was to be expected of their visitors, where that is taken out of the metric. */
    Optional<Cuped> adjusted(int metric) {
        boolean adjusts = experiment
                .design()
                .metrics()
                .get(metric)
                .settings()
                .flatMap(MetricSettings::cupedDays)
                .isPresent();
        return adjusts
                ? Optional.of(Cuped.adjust(look.epochs().stream()
                        .map(epoch -> experiment.design().variations().stream()
                                .map(it -> cell(epoch, it, metric).joint())
                                .toList())
                        .toList()))
                : Optional.empty();
    }

    /** Whether two variations differed in what was known before, in any epoch: then something is wrong with the split. */
    boolean isBadSplit(Variation treatment, Variation baseline, int metric) {
        return look.epochs().stream()
                .anyMatch(it -> Cuped.isBadSplit(
                        cell(it, treatment, metric).joint(),
                        cell(it, baseline, metric).joint()));
    }

    private Arm arm(Cuped adjusted, int epoch, Variation variation) {
        return adjusted.adjusted()
                .get(epoch)
                .get(experiment.design().variations().indexOf(variation));
    }

    /** Of every epoch in which both had traffic, also of those to come: which test is right depends on how many there are. */
    private List<Conversions> conversions(Variation treatment, Variation baseline, int metric) {
        List<Conversions> conversions = new ArrayList<>();
        for (int epoch = 0; epoch < course.buckets().size(); epoch++) {
            Map<Long, Integer> buckets = course.buckets().get(epoch);
            double forTreatment = buckets.getOrDefault(treatment.id(), 0);
            double forBaseline = buckets.getOrDefault(baseline.id(), 0);
            if (forTreatment > 0 && forBaseline > 0) {
                conversions.add(new Conversions(
                        cell(look.epochs().get(epoch), treatment, metric).nonzero(),
                        cell(look.epochs().get(epoch), baseline, metric).nonzero(),
                        forTreatment / (forTreatment + forBaseline)));
            }
        }
        return conversions;
    }

    private static long visitors(EventStore.Epoch epoch, Variation variation) {
        return arm(epoch, variation).map(EventStore.Arm::visitors).orElse(0L);
    }

    private static Cell cell(EventStore.Epoch epoch, Variation variation, int metric) {
        return arm(epoch, variation).map(it -> it.cells().get(metric)).orElse(Cell.EMPTY);
    }

    private static Optional<EventStore.Arm> arm(EventStore.Epoch epoch, Variation variation) {
        return Optional.ofNullable(epoch.arms().get(variation.id()));
    }
}
