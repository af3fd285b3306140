package org.muriel.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Variation;
import org.muriel.experiment.metric.Metric;
import org.muriel.statistics.analysis.Row;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.contrast.Stratum;

/** One look, read by variation and metric. */
record LookAt(EventStore.Look look, Experiment experiment) {

    LookAt {
        for (Variation variation : experiment.design().variations()) {
            if (look.epochs().stream().noneMatch(it -> it.arms().containsKey(variation.id()))) {
                throw new IllegalStateException("the event store left variation " + variation.id() + " out");
            }
        }
    }

    long visitors(Variation variation) {
        return look.epochs().stream()
                .mapToLong(epoch ->
                        arm(epoch, variation).map(EventStore.Arm::visitors).orElse(0L))
                .sum();
    }

    /** Over all epochs together: for what was counted, not for comparing. */
    Cell pooled(Variation variation, int metric) {
        Cell pooled = Cell.EMPTY;
        for (EventStore.Epoch epoch : look.epochs()) {
            pooled = pooled.merge(cell(epoch, variation, metric));
        }
        return pooled;
    }

    /** For comparing: epoch by epoch, over those in which both had traffic (statistics specification, 4). */
    Row row(Variation treatment, Variation baseline, int index, Guard guard) {
        Metric metric = experiment.design().metrics().get(index);
        List<Stratum> strata = new ArrayList<>();
        long nonzero = 0;
        long baselineNonzero = 0;
        for (EventStore.Epoch epoch : look.epochs()) {
            Cell t = cell(epoch, treatment, index);
            Cell c = cell(epoch, baseline, index);
            if (t.visitors() > 0 && c.visitors() > 0) {
                strata.add(new Stratum(t.arm(metric), c.arm(metric)));
                nonzero += t.nonzero();
                baselineNonzero += c.nonzero();
            }
        }
        return Row.of(strata, nonzero, baselineNonzero, guard);
    }

    private static Cell cell(EventStore.Epoch epoch, Variation variation, int metric) {
        return arm(epoch, variation).map(it -> it.cells().get(metric)).orElse(Cell.EMPTY);
    }

    private static Optional<EventStore.Arm> arm(EventStore.Epoch epoch, Variation variation) {
        return Optional.ofNullable(epoch.arms().get(variation.id()));
    }
}
