package org.muriel.api.explain;

import java.util.List;
import java.util.Map;
import org.muriel.datafile.TrialDatafile;
import org.muriel.decision.Decider;
import org.muriel.decision.Explanation;
import org.muriel.decision.Ruleset;
import org.muriel.decision.Step;
import org.muriel.decision.Visitor;
import org.muriel.decision.audience.Truth;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.catalog.Snapshot;
import tools.jackson.databind.node.ObjectNode;

/** Tries out for whom a condition holds, on the path that every decision takes: configuration → datafile → ruleset → decision. */
public final class AudienceTrial {
    private static final Decider DECIDER = new Decider();

    private final Ruleset ruleset;

    private AudienceTrial(Ruleset ruleset) {
        this.ruleset = ruleset;
    }

    /** @param tree what each condition says */
    public record Found(Truth truth, ObjectNode tree) {}

    /** Of audiences that are kept, which the condition names by their ids. */
    public static AudienceTrial of(Condition<Long> condition, Snapshot snapshot) {
        List<Audience> audiences = new java.util.ArrayList<>();
        condition.forEachLeaf(id -> snapshot.find(Audience.class, id).ifPresent(audiences::add));
        return of(audiences, condition, snapshot);
    }

    /** Of one audience, which need not be kept. */
    public static AudienceTrial of(Audience audience, Snapshot snapshot) {
        return of(List.of(audience), new Condition.Leaf<>(audience.id()), snapshot);
    }

    private static AudienceTrial of(List<Audience> audiences, Condition<Long> condition, Snapshot snapshot) {
        return new AudienceTrial(Ruleset.of(TrialDatafile.of(
                audiences.stream().distinct().toList(),
                condition,
                id -> snapshot.find(Attribute.class, id).map(Attribute::key).orElse(""))));
    }

    /** @param attributes of the visitor, by their keys */
    public Found of(Map<String, Object> attributes) {
        Explanation explanation = DECIDER.explain(ruleset, Visitor.of("visitor", attributes), TrialDatafile.FLAG);
        return explanation.path().stream()
                .flatMap(it -> it.steps().stream())
                .filter(Step.Audiences.class::isInstance)
                .map(Step.Audiences.class::cast)
                .findFirst()
                .map(it -> new Found(it.truth(), ExplanationJson.tree(it.tree().orElseThrow())))
                .orElseThrow(() -> new IllegalStateException("a trial that asks for no audience"));
    }
}
