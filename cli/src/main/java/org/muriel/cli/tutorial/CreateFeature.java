package org.muriel.cli.tutorial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muriel.cli.tutorial.Api.Answer;

/** Creates a feature with one variable, rolled out to a share of an audience, and changes all of it. */
final class CreateFeature {
    private CreateFeature() {}

    static void run(Api api, Settings settings, String unique) {
        long projectId = settings.id(Setting.PROJECT_ID);
        long audienceId = settings.id(Setting.AUDIENCE_ID);

        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("audience_ids", List.of(audienceId));
        rule.put("enabled", false);
        // In hundredths of a percent: this is one percent.
        rule.put("percentage_included", 100);

        Map<String, Object> variable = new LinkedHashMap<>();
        variable.put("key", "fs_feature_variable_" + unique);
        variable.put("description", "Whether to leave out the summary page");
        variable.put("type", "string");
        variable.put("default_value", "false");
        variable.put("archived", false);

        Map<String, Object> feature = new LinkedHashMap<>();
        feature.put("project_id", projectId);
        feature.put("key", "fs_feature_" + unique);
        feature.put("description", "A shorter way through the checkout");
        feature.put("environments", Map.of("Production", Map.of("rollout_rules", List.of(rule))));
        feature.put("variables", List.of(variable));
        feature.put("archived", false);
        Answer created = api.post("Create a feature", "/features", feature);
        long id = created.number("/id");

        rule.put("enabled", true);
        rule.put("percentage_included", 1000);
        // A variable with an id is changed, its key included; without one it would be a second variable.
        variable.put("id", created.number("/variables/0/id"));
        variable.put("key", "fs_feature_variable_" + unique + "_updated");
        variable.put("description", "Whether to leave out the summary page for good");
        variable.put("default_value", "true");
        variable.put("archived", true);
        feature.put("key", "fs_feature_" + unique + "_updated");
        feature.put("description", "The shortest way through the checkout");
        Answer updated = api.patch("Update the feature", "/features/" + id, feature);

        settings.remember(Setting.FEATURE_ID, id);
        String variableKey = updated.text("/variables/0/key");
        String variableValue = updated.text("/variables/0/default_value");
        settings.remember(Setting.VARIABLE_VALUES, Map.of(variableKey, variableValue));
    }
}
