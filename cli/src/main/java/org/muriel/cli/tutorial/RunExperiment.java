package org.muriel.cli.tutorial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.muriel.cli.tutorial.Api.Answer;

/** Creates an experiment, starts it, pauses it and changes it; with a feature, its variation sets variables. */
final class RunExperiment {
    private RunExperiment() {}

    static void run(Api api, Settings settings, String unique) {
        long projectId = settings.id(Setting.PROJECT_ID);
        long eventId = settings.id(Setting.EVENT_ID);
        OptionalLong featureId = settings.featureId();
        Map<?, ?> variables = featureId.isPresent() ? settings.variableValues() : Map.of();

        // How many visitors have the event at least once; more is better.
        Map<String, Object> metric = new LinkedHashMap<>();
        metric.put("event_id", eventId);
        metric.put("aggregator", "unique");
        metric.put("scope", "visitor");
        metric.put("winning_direction", "increasing");

        Map<String, Object> variation = new LinkedHashMap<>();
        variation.put("key", "fs_variation_" + unique);
        variation.put("description", "The short checkout");
        variation.put("weight", 10_000);
        variation.put("archived", false);
        if (!variables.isEmpty()) {
            variation.put("variable_values", variables);
        }

        Map<String, Object> experiment = new LinkedHashMap<>();
        experiment.put("project_id", projectId);
        experiment.put("type", "a/b");
        experiment.put("key", "fs_experiment_" + unique);
        experiment.put("description", "Does a shorter checkout fill more baskets?");
        // In hundredths of a percent: half of the visitors stay out.
        experiment.put("holdback", 5000);
        experiment.put("multivariate_traffic_policy", "full_factorial");
        experiment.put("metrics", List.of(metric));
        experiment.put("variations", List.of(variation));
        experiment.put("archived", false);
        featureId.ifPresent(feature -> experiment.put("feature_id", feature));
        Answer created = api.post("Create an experiment", "/experiments", experiment);
        long id = created.number("/id");

        variation.put("variation_id", created.number("/variations/0/variation_id"));
        variation.put("key", "fs_variation_" + unique + "_updated");
        if (!variables.isEmpty()) {
            variation.put("feature_enabled", true);
        }
        experiment.put("key", "fs_experiment_" + unique + "_updated");
        experiment.put("description", "Does the shortest checkout fill more baskets?");
        api.patch("Update and start the experiment", "/experiments/" + id + "?action=start", experiment);

        api.patch("Pause the experiment", "/experiments/" + id + "?action=pause", Map.of());

        variation.put("key", "fs_variation_" + unique + "_updated_2");
        experiment.put("key", "fs_experiment_" + unique + "_updated_2");
        experiment.put("description", "Did the shortest checkout fill more baskets?");
        api.patch("Update the paused experiment", "/experiments/" + id, experiment);
        settings.remember(Setting.EXPERIMENT_ID, id);
    }
}
