package org.muriel.result;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Variation;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.metric.Metric.Direction;
import org.muriel.experiment.metric.Metric.Scope;

/**
 * The numbers of one experiment, over one window and for one segment, at one or more looks.
 *
 * @param metrics in the experiment's order
 * @param visitors variation id → visitors exposed by the end of the window, in the order of the variations
 */
public record Results(
        Experiment experiment,
        Variation baseline,
        double confidence,
        Window window,
        List<MetricResults> metrics,
        Map<Long, Long> visitors) {

    /** @param arms in the order of the experiment's variations */
    public record MetricResults(Metric metric, List<ArmResults> arms) {

        /** What the latest look says of each variation. */
        public Outcome outcome() {
            boolean better = false;
            boolean worse = false;
            for (ArmResults arm : arms) {
                Optional<Lift> lift = arm.latest().lift().filter(Lift::significant);
                better |= lift.filter(it -> it.status() == Lift.Status.BETTER).isPresent();
                worse |= lift.filter(it -> it.status() == Lift.Status.WORSE).isPresent();
            }
            return better ? Outcome.WIN : worse ? Outcome.LOSS : Outcome.INCONCLUSIVE;
        }
    }

    /** @param points one per look, ascending in time, each cumulative from the start of the window */
    public record ArmResults(Variation variation, boolean isBaseline, List<Point> points) {
        public Point latest() {
            return points.getLast();
        }
    }

    /**
     * @param samples the denominator: visitors, sessions or events
     * @param value the numerator
     * @param rate value per sample; absent without samples
     * @param variance of one visitor's contribution; absent without samples
     * @param lift absent on the baseline, and while either arm has no visitors
     */
    public record Point(
            Instant time,
            long samples,
            double value,
            Optional<Double> rate,
            Optional<Double> variance,
            Optional<Lift> lift) {}

    /** What the primary metric says on the whole (REST specification, 13). */
    public enum Outcome {
        WIN,
        LOSS,
        INCONCLUSIVE
    }

    /** Results at the end of the window only, for the results page. */
    public static Results atEnd(
            EventStore events, Experiment experiment, Variation baseline, Window window, Segment segment) {
        return at(List.of(window.end()), events, experiment, baseline, window, segment);
    }

    /** Results at every point of the window's time series; while nobody was exposed, at its end only. */
    public static Results overTime(
            EventStore events, Experiment experiment, Variation baseline, Window window, Segment segment) {
        Results end = atEnd(events, experiment, baseline, window, segment);
        return end.totalVisitors() == 0
                ? end
                : at(window.seriesPoints(), events, experiment, baseline, window, segment);
    }

    public Outcome primaryOutcome() {
        return metrics.isEmpty() ? Outcome.INCONCLUSIVE : metrics.getFirst().outcome();
    }

    public long totalVisitors() {
        return visitors.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Results at(
            List<Instant> times,
            EventStore events,
            Experiment experiment,
            Variation baseline,
            Window window,
            Segment segment) {
        List<EventStore.Look> looks = events.looks(new EventStore.Query(experiment, window, times, segment));
        List<Metric> metrics = experiment.design().metrics();
        List<MetricResults> computed = new ArrayList<>();
        for (int index = 0; index < metrics.size(); index++) {
            computed.add(metricResults(metrics.get(index), index, experiment, baseline, looks));
        }
        Map<Long, Long> visitors = new LinkedHashMap<>();
        for (Variation variation : experiment.design().variations()) {
            visitors.put(variation.id(), arm(looks.getLast(), variation).visitors());
        }
        double confidence = experiment
                .confidence()
                .orElseThrow(() -> new IllegalStateException("experiment " + experiment.id() + " never started"));
        return new Results(experiment, baseline, confidence, window, computed, visitors);
    }

    private static MetricResults metricResults(
            Metric metric, int index, Experiment experiment, Variation baseline, List<EventStore.Look> looks) {
        List<ArmResults> arms = new ArrayList<>();
        for (Variation variation : experiment.design().variations()) {
            boolean isBaseline = variation.id() == baseline.id();
            List<Point> points = new ArrayList<>();
            for (EventStore.Look look : looks) {
                Cell cell = arm(look, variation).cells().get(index);
                Cell against = arm(look, baseline).cells().get(index);
                Optional<Lift> lift = isBaseline || !cell.hasSamples() || !against.hasSamples()
                        ? Optional.empty()
                        : Optional.of(lift(cell.rate(), against.rate(), metric.winningDirection()));
                points.add(point(look.time(), metric, cell, lift));
            }
            arms.add(new ArmResults(variation, isBaseline, points));
        }
        return new MetricResults(metric, arms);
    }

    private static EventStore.Arm arm(EventStore.Look look, Variation variation) {
        EventStore.Arm arm = look.epochs().getFirst().arms().get(variation.id());
        if (arm == null) {
            throw new IllegalStateException("the event store left variation " + variation.id() + " out");
        }
        return arm;
    }

    private static Point point(Instant time, Metric metric, Cell cell, Optional<Lift> lift) {
        long samples = metric.scope() == Scope.VISITOR && metric.ratio().isEmpty()
                ? cell.visitors()
                : cell.sumZ().longValue();
        return new Point(
                time,
                samples,
                cell.sumY().doubleValue(),
                cell.hasSamples() ? Optional.of(cell.rate()) : Optional.empty(),
                cell.hasSamples() ? Optional.of(cell.variance(metric)) : Optional.empty(),
                lift);
    }

    /** The observed difference. Whether it is more than chance is not judged yet: significance is 0 throughout. */
    private static Lift lift(double rate, double baselineRate, Direction winning) {
        double difference = rate - baselineRate;
        Lift.Status status = difference == 0
                ? Lift.Status.EQUAL
                : (difference > 0) == (winning == Direction.INCREASING) ? Lift.Status.BETTER : Lift.Status.WORSE;
        Optional<Double> relative =
                baselineRate == 0 ? Optional.empty() : Optional.of(difference / Math.abs(baselineRate));
        return new Lift(relative, status, 0, false);
    }
}
