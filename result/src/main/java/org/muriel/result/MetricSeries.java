package org.muriel.result;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.muriel.experiment.Variation;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.metric.Metric.Direction;
import org.muriel.result.Judgement.Judged;
import org.muriel.result.Results.ArmResults;
import org.muriel.result.Results.MetricResults;
import org.muriel.result.Results.Point;
import org.muriel.statistics.analysis.Finding;
import org.muriel.statistics.analysis.Scale;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.summary.Arm;

/** The points of one metric, look after look. Mutable, for one thread. */
final class MetricSeries {
    private final int index;
    private final Metric metric;
    private final Question question;
    private final Scale scale;
    private final List<List<Point>> points = new ArrayList<>();
    private Conclusion conclusion = Conclusion.NONE;

    MetricSeries(int index, Question question, Scale scale) {
        this.index = index;
        this.metric = question.experiment().design().metrics().get(index);
        this.question = question;
        this.scale = scale;
        question.experiment().design().variations().forEach(_ -> points.add(new ArrayList<>()));
    }

    /** @param judged one for each variation but the baseline, in their order */
    void add(LookAt look, List<Judged> judged) {
        List<Variation> variations = question.experiment().design().variations();
        List<Cell> cells = variations.stream().map(it -> look.pooled(it, index)).toList();
        List<Optional<Judged>> found = inPlace(judged);
        conclusion = conclude(cells, found);
        Cell baseline = cells.get(variations.indexOf(question.baseline()));
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            Optional<Lift> lift = cell.visitors() == 0 || baseline.visitors() == 0
                    ? Optional.empty()
                    : found.get(i).map(Judged::finding).map(lift(variations.get(i)));
            points.get(i).add(point(look.look().time(), cell, lift, found.get(i).flatMap(Judged::detail)));
        }
    }

    MetricResults results() {
        List<Variation> variations = question.experiment().design().variations();
        List<ArmResults> arms = new ArrayList<>();
        for (int i = 0; i < variations.size(); i++) {
            arms.add(new ArmResults(variations.get(i), isBaseline(variations.get(i)), points.get(i)));
        }
        return new MetricResults(metric, arms, conclusion);
    }

    private List<Optional<Judged>> inPlace(List<Judged> judged) {
        List<Optional<Judged>> inPlace = new ArrayList<>();
        int next = 0;
        for (Variation variation : question.experiment().design().variations()) {
            inPlace.add(isBaseline(variation) ? Optional.empty() : Optional.of(judged.get(next++)));
        }
        return inPlace;
    }

    private Conclusion conclude(List<Cell> cells, List<Optional<Judged>> found) {
        List<Conclusion.Standing> standings = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            Arm arm = cells.get(i).arm(metric);
            Optional<Lift.Status> significant = found.get(i)
                    .map(Judged::finding)
                    .filter(Finding::significant)
                    .map(this::status);
            if (arm.count() > 0) {
                standings.add(new Conclusion.Standing(
                        question.experiment().design().variations().get(i),
                        arm.mean(),
                        significant.filter(it -> it == Lift.Status.BETTER).isPresent(),
                        significant.filter(it -> it == Lift.Status.WORSE).isPresent()));
            }
        }
        return Conclusion.of(standings, metric.winningDirection());
    }

    private Point point(Instant time, Cell cell, Optional<Lift> lift, Optional<Detail> detail) {
        Arm arm = cell.arm(metric);
        Optional<Arm> counted = arm.count() > 0 ? Optional.of(arm) : Optional.empty();
        return new Point(
                time,
                cell.samples(metric),
                cell.sumY().doubleValue(),
                counted.map(Arm::mean),
                counted.map(Arm::unitVariance),
                lift,
                lift.isPresent() ? detail : Optional.empty());
    }

    private Function<Finding, Lift> lift(Variation variation) {
        return finding -> new Lift(
                value(finding).known(),
                status(finding),
                finding.significance(),
                finding.significant(),
                finding.interval(scale).known(),
                finding.unitsRemaining().known(),
                conclusion.winner().filter(variation::equals).isPresent());
    }

    private Estimate<Double> value(Finding finding) {
        return finding.contrast().then(it -> switch (scale) {
            case RELATIVE -> it.lift();
            case ABSOLUTE -> Estimate.of(it.difference());
        });
    }

    private Lift.Status status(Finding finding) {
        double difference = finding.contrast().known().map(Contrast::difference).orElse(0.0);
        if (difference == 0) {
            return Lift.Status.EQUAL;
        }
        return (difference > 0) == (metric.winningDirection() == Direction.INCREASING)
                ? Lift.Status.BETTER
                : Lift.Status.WORSE;
    }

    private boolean isBaseline(Variation variation) {
        return variation.id() == question.baseline().id();
    }
}
