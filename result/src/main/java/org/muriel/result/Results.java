package org.muriel.result;

import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Variation;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.settings.ExperimentSettings;
import org.muriel.experiment.settings.ProjectSettings;

/**
 * The numbers of one experiment, over one window and for one segment, at the points of the window's time series. The last
 * of these is the end of the window, and all evidence is that of every look up to a point.
 *
 * @param confidence what is asked for, fixed when the experiment started
 * @param epochs how many epochs are compared at the end
 * @param metrics in the experiment's order
 * @param visitors variation id → visitors exposed by the end of the window, in the order of the variations
 * @param looks how many there were
 * @param health of the experiment as a whole, if details were asked for
 * @param workings what all this was made of, if details were asked for
 */
public record Results(
        Question question,
        AnalysisSettings settings,
        double confidence,
        int epochs,
        List<MetricResults> metrics,
        Map<Long, Long> visitors,
        int looks,
        Optional<Health> health,
        Optional<Workings> workings) {

    /**
     * @param arms in the order of the experiment's variations
     * @param conclusion at the end of the window
     */
    public record MetricResults(Metric metric, List<ArmResults> arms, Conclusion conclusion) {
        /** What the end says of each variation. */
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

    /** @param points ascending in time, each cumulative from the start of the window; one while nobody was exposed */
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
     * @param detail of the lift, if details were asked for
     */
    public record Point(
            Instant time,
            long samples,
            double value,
            Optional<Double> rate,
            Optional<Double> variance,
            Optional<Lift> lift,
            Optional<Detail> detail) {}

    /** What the primary metric says on the whole (REST specification, 13). */
    public enum Outcome {
        WIN,
        LOSS,
        INCONCLUSIVE
    }

    public static Results of(EventStore events, Question question, AnalysisSettings settings) {
        return of(events.looks(query(question, settings)), question, settings, Optional.empty());
    }

    /** With details, warnings, and what all was made of. */
    public static Results examined(
            EventStore events, Irregularities.Counter counter, Question question, AnalysisSettings settings) {
        EventStore.Query query = query(question, settings);
        return of(events.looks(query), question, settings, Optional.of(counter.irregularities(query)));
    }

    public Outcome primaryOutcome() {
        return metrics.isEmpty() ? Outcome.INCONCLUSIVE : metrics.getFirst().outcome();
    }

    public long totalVisitors() {
        return visitors.values().stream().mapToLong(Long::longValue).sum();
    }

    private static EventStore.Query query(Question question, AnalysisSettings settings) {
        Window window = question.window();
        return new EventStore.Query(
                question.experiment(),
                window,
                looks(window, settings),
                question.segment(),
                question.course(),
                settings.counting(question.experiment().design().metrics()));
    }

    /** The schedule's, and the planned end if it is within the window: its test is about what came before it. */
    private static List<Instant> looks(Window window, AnalysisSettings settings) {
        return Stream.concat(
                        window.looks().stream(),
                        settings
                                .plannedTime()
                                .filter(it -> it.isAfter(window.start()) && it.isBefore(window.end()))
                                .stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static Results of(
            List<EventStore.Look> looks,
            Question question,
            AnalysisSettings settings,
            Optional<Irregularities> irregularities) {
        Experiment experiment = question.experiment();
        double confidence = experiment
                .confidence()
                .orElseThrow(() -> new IllegalStateException("experiment " + experiment.id() + " never started"));
        LookAt end = new LookAt(looks.getLast(), experiment, question.course());
        Map<Long, Long> visitors = new LinkedHashMap<>();
        experiment.design().variations().forEach(it -> visitors.put(it.id(), end.visitors(it)));
        boolean anybody = visitors.values().stream().anyMatch(it -> it > 0);
        Set<Instant> points = anybody
                ? Set.copyOf(question.window().seriesPoints())
                : Set.of(question.window().end());
        Set<Warning> warnings = warnings(question, settings);
        Judgement judgement = new Judgement(question, settings, confidence, irregularities.map(_ -> warnings));
        List<MetricResults> metrics = judgement.of(looks, points);
        return new Results(
                question,
                settings,
                confidence,
                end.comparedEpochs(question.baseline()),
                metrics,
                visitors,
                looks.size(),
                irregularities.map(it -> Health.of(looks, question.course(), it, warnings)),
                irregularities.map(_ -> new Workings(looks.getLast(), judgement.steps())));
    }

    /** What everything has that is asked in this way. */
    private static Set<Warning> warnings(Question question, AnalysisSettings settings) {
        Set<Warning> warnings = EnumSet.noneOf(Warning.class);
        if (!(question.segment() instanceof Segment.Everyone)
                && settings.project().segmentMode() == ProjectSettings.SegmentMode.EVENT) {
            warnings.add(Warning.SEGMENT_NOT_FIXED_AT_EXPOSURE);
        }
        if (settings.experiment().engine() == ExperimentSettings.Engine.BAYESIAN) {
            warnings.add(Warning.NOT_ADJUSTED_FOR_PEEKING);
        }
        return warnings;
    }
}
