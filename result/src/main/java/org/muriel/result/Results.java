package org.muriel.result;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Variation;
import org.muriel.experiment.metric.Metric;
import org.muriel.statistics.analysis.Scale;

/**
 * The numbers of one experiment, over one window and for one segment, at one or more looks.
 *
 * @param difference unit of the lifts
 * @param epochs how many epochs the latest look has
 * @param metrics in the experiment's order
 * @param visitors variation id → visitors exposed by the end of the window, in the order of the variations
 */
public record Results(
        Question question,
        double confidence,
        Scale difference,
        int epochs,
        List<MetricResults> metrics,
        Map<Long, Long> visitors) {

    /**
     * @param arms in the order of the experiment's variations
     * @param conclusion at the latest look
     */
    public record MetricResults(Metric metric, List<ArmResults> arms, Conclusion conclusion) {

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

    /** Results at the end of the window only, for the results page; the evidence is that of all looks up to it. */
    public static Results atEnd(EventStore events, Question question, AnalysisSettings settings) {
        return of(looks(events, question), Set.of(question.window().end()), question, settings);
    }

    /** Results at every point of the window's time series; while nobody was exposed, at its end only. */
    public static Results overTime(EventStore events, Question question, AnalysisSettings settings) {
        List<EventStore.Look> looks = looks(events, question);
        boolean anybody = visitors(looks, question).values().stream().anyMatch(it -> it > 0);
        Set<Instant> points = anybody
                ? Set.copyOf(question.window().seriesPoints())
                : Set.of(question.window().end());
        return of(looks, points, question, settings);
    }

    public Outcome primaryOutcome() {
        return metrics.isEmpty() ? Outcome.INCONCLUSIVE : metrics.getFirst().outcome();
    }

    public long totalVisitors() {
        return visitors.values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<EventStore.Look> looks(EventStore events, Question question) {
        Window window = question.window();
        return events.looks(new EventStore.Query(
                question.experiment(),
                window,
                window.looks(),
                question.segment(),
                question.course(),
                Counting.DEFAULT));
    }

    private static Map<Long, Long> visitors(List<EventStore.Look> looks, Question question) {
        Experiment experiment = question.experiment();
        Map<Long, Long> visitors = new LinkedHashMap<>();
        for (Variation variation : experiment.design().variations()) {
            visitors.put(variation.id(), new LookAt(looks.getLast(), experiment).visitors(variation));
        }
        return visitors;
    }

    private static Results of(
            List<EventStore.Look> looks, Set<Instant> points, Question question, AnalysisSettings settings) {
        Experiment experiment = question.experiment();
        double confidence = experiment
                .confidence()
                .orElseThrow(() -> new IllegalStateException("experiment " + experiment.id() + " never started"));
        return new Results(
                question,
                confidence,
                settings.difference(),
                looks.getLast().epochs().size(),
                new Judgement(question, settings, confidence).of(looks, points),
                visitors(looks, question));
    }
}
