package org.muriel.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.muriel.decision.audience.Condition;
import org.muriel.decision.audience.Truth;
import org.muriel.decision.bucketing.Bucketer;
import org.muriel.decision.bucketing.Range;
import org.muriel.decision.bucketing.Traffic;
import org.muriel.decision.datafile.Datafile.Experiment;

/** Watches one decision. There is none unless somebody asks for reasons or an explanation. */
final class Trace {
    private final List<Step> steps = new ArrayList<>();
    private final boolean withTrees;

    /** @param withTrees whether to tell what each condition says, for which those after the settling one are tested, too */
    Trace(boolean withTrees) {
        this.withTrees = withTrees;
    }

    void add(Step step) {
        steps.add(step);
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    void audiences(Rule rule, Truth truth, Visitor visitor) {
        Optional<Step.Assessed> tree = withTrees
                ? Optional.of(assessed(rule.entrance().audience(), visitor.attributes(), visitor.segments()))
                : Optional.empty();
        add(new Step.Audiences(rule.name(), truth, tree));
    }

    /** Conditions are pure, so asking one again gives what it gave the decision. */
    private static Step.Assessed assessed(Condition condition, Map<String, Object> attributes, Set<String> segments) {
        List<Condition> operands = switch (condition) {
            case Condition.And(List<Condition> all) -> all;
            case Condition.Or(List<Condition> all) -> all;
            case Condition.Not(Condition one) -> List.of(one);
            case Condition.Of(var audience) -> List.of(audience.condition());
            case Condition.Test ignored -> List.of();
            case Condition.Named ignored -> List.of();
            case Condition.Nothing ignored -> List.of();
        };
        Optional<Object> found = condition instanceof Condition.Test(var leaf)
                ? Optional.ofNullable(attributes.get(leaf.attribute()))
                : Optional.empty();
        return new Step.Assessed(
                condition,
                condition.test(attributes, segments),
                found,
                operands.stream().map(it -> assessed(it, attributes, segments)).toList());
    }

    void placed(Rule rule, String bucketingId, int bucket, int place) {
        Experiment experiment = rule.entrance().experiment();
        List<Range> ranges = experiment
                .bandit()
                .map(it -> List.of(new Range(Compilation.BANDIT, it.traffic())))
                .orElse(experiment.traffic());
        Optional<String> variation =
                place == Traffic.NOTHING || experiment.bandit().isPresent()
                        ? Optional.empty()
                        : Optional.of(experiment.variations().get(place).key());
        add(new Step.Placed(
                rule.name(),
                placement(bucketingId, experiment.id(), rule.entrance().bucketer(), bucket, ranges),
                variation));
    }

    static Step.Placement placement(
            String bucketingId, String entityId, Bucketer bucketer, int bucket, List<Range> ranges) {
        OptionalInt hit = IntStream.range(0, ranges.size())
                .filter(i -> bucket < ranges.get(i).end())
                .findFirst();
        return new Step.Placement(
                bucketingId, entityId, Integer.toUnsignedLong(bucketer.hash(bucketingId)), bucket, ranges, hit);
    }
}
