package org.muriel.console.page;

import java.util.ArrayList;
import java.util.List;
import org.muriel.api.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Who qualifies: everyone, any or all of some audiences, or a combination that is written as JSON.
 *
 * @param mode {@code everyone}, {@code any}, {@code all} or {@code json}
 * @param audiences ids, for any and all
 * @param json for a combination; otherwise the same as what is chosen
 */
public record Targeting(String mode, List<Long> audiences, String json) {
    public static final Targeting EVERYONE = new Targeting("everyone", List.of(), "everyone");

    /** @param conditions as the API gives them: {@code everyone} or JSON in a text */
    public static Targeting of(String conditions) {
        if (conditions.equals("everyone") || conditions.isEmpty()) {
            return EVERYONE;
        }
        try {
            return of(Json.parse(conditions), conditions);
        } catch (Json.NotJson e) {
            return new Targeting("json", List.of(), conditions);
        }
    }

    private static Targeting of(JsonNode json, String conditions) {
        List<Long> ids = new ArrayList<>();
        String operator = json.path(0).asString("");
        boolean plain = json.isArray() && (operator.equals("or") || operator.equals("and"));
        for (int i = 1; plain && i < json.size(); i++) {
            plain = json.get(i).path("audience_id").isNumber();
            ids.add(json.get(i).path("audience_id").asLong(0));
        }
        if (json.path("audience_id").isNumber()) {
            return new Targeting("any", List.of(json.path("audience_id").asLong()), conditions);
        }
        return plain
                ? new Targeting(operator.equals("or") ? "any" : "all", ids, conditions)
                : new Targeting("json", List.of(), conditions);
    }

    /** What was chosen in a form. */
    public static Targeting of(Form form) {
        return new Targeting(
                form.given("targeting").orElse("everyone"),
                form.texts("audience").stream()
                        .filter(it -> it.matches("[0-9]{1,16}"))
                        .map(Long::valueOf)
                        .toList(),
                form.text("targeting_json"));
    }

    /** As the API takes it. */
    public String conditions() {
        if (mode.equals("json")) {
            return json;
        }
        if (mode.equals("everyone")) {
            return "everyone";
        }
        // with none chosen the API refuses it: it must not turn into everyone
        ArrayNode node = Json.array();
        node.add(mode.equals("all") ? "and" : "or");
        audiences.forEach(it -> node.add(Json.object().put("audience_id", it)));
        return node.toString();
    }
}
