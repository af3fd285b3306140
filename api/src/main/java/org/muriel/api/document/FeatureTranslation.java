package org.muriel.api.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.feature.RolloutRule;
import org.muriel.experiment.project.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Features: audiences of rules by name, and the order of experiments by key. */
final class FeatureTranslation implements Translation<Feature> {
    /** Applied after the experiments, which refer to the feature in their turn. */
    static final String ORDER = "experiment_order";

    private static final String ENVIRONMENTS = "environments";
    private static final String RULES = "rollout_rules";
    private static final String IMPORTED = "x_rollout";

    @Override
    public void toBody(Entry entry, Optional<Feature> current) {
        entry.node().remove(ORDER);
        if (entry.node().get(ENVIRONMENTS) instanceof ObjectNode environments) {
            environments.forEachEntry((key, environment) -> {
                String at = "/" + ENVIRONMENTS + "/" + Entry.escaped(key);
                rules(entry, environment.path(RULES), at + "/" + RULES);
                rules(entry, environment.path(IMPORTED).path("rules"), at + "/" + IMPORTED + "/rules");
            });
        }
    }

    private static void rules(Entry entry, JsonNode rules, String at) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i) instanceof ObjectNode rule) {
                TargetingTranslation.toBody(entry, rule, at + "/" + i);
            }
        }
    }

    @Override
    public Feature numbered(Feature made, Numbering numbering) {
        return numbering.number(made);
    }

    @Override
    public void putIds(ObjectNode entry, Feature feature, Snapshot snapshot, Names names) {
        for (int i = 0; i < feature.variables().size(); i++) {
            ((ObjectNode) entry.path("variables").get(i))
                    .put("id", feature.variables().get(i).id());
        }
        for (Environment environment : snapshot.list(Environment.class, feature.projectId())) {
            List<RolloutRule> rules = feature.rulesIn(environment.id());
            if (entry.path(ENVIRONMENTS).path(environment.key()).path(RULES).path(0) instanceof ObjectNode rule
                    && !rules.isEmpty()) {
                rule.put("id", rules.getFirst().id());
            }
        }
    }

    @Override
    public void toEntry(ObjectNode json, Feature feature, Snapshot snapshot, Names names) {
        json.remove(ORDER);
        for (Environment environment : snapshot.list(Environment.class, feature.projectId())) {
            ObjectNode out = (ObjectNode) json.path(ENVIRONMENTS).get(environment.key());
            List<RolloutRule> rules = feature.rulesIn(environment.id());
            boolean imported = out.has(IMPORTED);
            if (imported) {
                out.remove(RULES);
            }
            JsonNode shown = imported ? out.path(IMPORTED).path("rules") : out.path(RULES);
            if (rules.isEmpty() && !imported) {
                // an environment younger than the feature
                out.remove(RULES);
            }
            for (int i = 0; i < rules.size(); i++) {
                TargetingTranslation.toEntry(
                        (ObjectNode) shown.get(i), rules.get(i).targeting(), names);
            }
        }
        order(feature, snapshot, names).ifPresent(order -> {
            ArrayNode array = json.putArray(ORDER);
            order.forEach(array::add);
        });
    }

    /** The keys of the feature's experiments as they are asked, unless that is the order in which documents have them. */
    private static Optional<List<String>> order(Feature feature, Snapshot snapshot, Names names) {
        List<String> asked = snapshot.list(Experiment.class, feature.projectId()).stream()
                .filter(it -> it.design().featureId().equals(Optional.of(feature.id())))
                .map(Experiment::id)
                .sorted(feature.askedFirst())
                .map(names::of)
                .toList();
        List<String> sorted = new ArrayList<>(asked);
        sorted.sort(null);
        return asked.equals(sorted) ? Optional.empty() : Optional.of(asked);
    }
}
