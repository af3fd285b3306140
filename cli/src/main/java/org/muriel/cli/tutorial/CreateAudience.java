package org.muriel.cli.tutorial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muriel.cli.tutorial.Api.Answer;

/** Creates an audience, the visitors whose attributes meet a condition, and renames it. */
final class CreateAudience {
    private CreateAudience() {}

    static void run(Api api, Settings settings, String unique) {
        long projectId = settings.id(Setting.PROJECT_ID);
        String attribute = settings.text(Setting.CUSTOM_AUDIENCE_ATTRIBUTE);

        Map<String, Object> audience = new LinkedHashMap<>();
        audience.put("project_id", projectId);
        audience.put("name", "Good customers " + unique);
        audience.put("description", "Visitors of the upper two tiers");
        audience.put("conditions", conditions(attribute));
        audience.put("is_classic", false);
        audience.put("segmentation", false);
        audience.put("archived", false);
        Answer created = api.post("Create an audience", "/audiences", audience);
        long id = created.number("/id");

        audience.put("name", "Good customers " + unique + " updated");
        api.patch("Update the audience", "/audiences/" + id, audience);
        settings.remember(Setting.AUDIENCE_ID, id);
    }

    /** Conditions travel as JSON inside a string. */
    private static String conditions(String attribute) {
        List<Object> gold = List.of("or", has(attribute, "gold tier"));
        List<Object> silver = List.of("or", has(attribute, "silver tier"));
        return Api.json(List.of("and", List.of("or", gold, silver)));
    }

    private static Map<String, Object> has(String attribute, String value) {
        return Map.of("type", "custom_attribute", "name", attribute, "value", value);
    }
}
