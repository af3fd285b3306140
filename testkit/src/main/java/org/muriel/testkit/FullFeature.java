package org.muriel.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.feature.Delivery;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.feature.RolloutRule;
import org.muriel.experiment.feature.Variable;
import org.muriel.experiment.traffic.Range;
import org.muriel.experiment.traffic.Share;

/** The feature of {@link Entities#everythingOf}, with everything that a feature may have. */
final class FullFeature {
    private FullFeature() {}

    static Feature of(long id, long projectId, long environmentId, long audienceId) {
        List<Variable> variables = List.of(
                new Variable(id + 1_000, "express", Variable.Type.BOOLEAN, "true", "With one click", false),
                new Variable(id + 1_001, "title", Variable.Type.STRING, "Pay", "Over the button", false),
                new Variable(id + 1_002, "discount", Variable.Type.DOUBLE, "0.5", "Of the price", false),
                new Variable(id + 1_003, "steps", Variable.Type.INTEGER, "3", "Until it is paid", false),
                new Variable(id + 1_004, "colours", Variable.Type.JSON, "{\"button\": \"green\"}", "By part", true));
        RolloutRule forPayers = new RolloutRule(
                id + 2_000,
                new Targeting.Audiences(new Condition.Not<>(new Condition.Leaf<>(audienceId))),
                true,
                new Share(12_34),
                Map.of(id + 1_001L, "one", id + 1_000L, "two"));
        RolloutRule forEveryone =
                new RolloutRule(id + 2_001, Targeting.everyone(), false, Share.NOBODY, Map.of(id + 1_000L, ""));
        RolloutRule imported = new RolloutRule(
                id + 2_002,
                Targeting.everyone(),
                true,
                new Share(25_00),
                Map.of(),
                Optional.of(new Delivery(
                        "default-rollout-7",
                        "targeted_delivery",
                        "rollout-7",
                        "5",
                        "on",
                        true,
                        List.of(new Range(Optional.empty(), 10_00), new Range(Optional.of(id + 2_002), 35_00)))));
        return new Feature(
                id,
                projectId,
                "checkout",
                Optional.of("Checkout"),
                "How they pay",
                true,
                variables,
                Map.of(environmentId, List.of(forPayers, forEveryone), environmentId + 500, List.of(imported)),
                Map.of(environmentId + 500, "rollout-7"),
                List.of(id + 1),
                Entities.CREATED,
                Entities.MODIFIED);
    }
}
