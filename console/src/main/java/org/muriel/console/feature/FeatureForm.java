package org.muriel.console.feature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Form;
import org.muriel.console.page.Ids;
import org.muriel.console.page.Shares;
import org.muriel.console.page.Targeting;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is entered of a feature, as text, whether or not it makes sense: the API judges it.
 *
 * @param rollouts by the key of the environment
 * @param targeting who qualifies for the rollout; the same in all environments
 */
public record FeatureForm(
        String key,
        String name,
        String description,
        List<Variable> variables,
        Map<String, Rollout> rollouts,
        Targeting targeting) {

    /** @param id empty: a new one */
    public record Variable(String id, String key, String type, String value, boolean archived) {
        static final Variable NEW = new Variable("", "", "string", "", false);
    }

    /**
     * @param share in percent
     * @param imported whether it has more rules than one, which only the API can change
     */
    public record Rollout(boolean on, String share, boolean primary, boolean imported) {
        /** In a word. */
        public String words() {
            return imported ? "several rules" : on ? share + " %" : "off";
        }
    }

    static FeatureForm fresh() {
        return new FeatureForm("", "", "", List.of(), Map.of(), Targeting.EVERYONE);
    }

    static FeatureForm of(JsonNode json) {
        Map<String, Rollout> rollouts = new LinkedHashMap<>();
        Targeting targeting = Targeting.EVERYONE;
        for (Map.Entry<String, JsonNode> it : json.path("environments").properties()) {
            JsonNode rules = it.getValue().path("rollout_rules");
            JsonNode first = rules.path(0);
            boolean imported = rules.size() > 1 || it.getValue().has("x_rollout");
            rollouts.put(
                    it.getKey(),
                    new Rollout(
                            first.path("enabled").asBoolean(false),
                            Shares.percent(first.path("percentage_included").asInt()),
                            it.getValue().path("is_primary").asBoolean(false),
                            imported));
            if (!imported) {
                targeting = Targeting.of(first.path("audience_conditions").asString("everyone"));
            }
        }
        return new FeatureForm(
                json.path("key").asString(""),
                json.path("name").asString(""),
                json.path("description").asString(""),
                Answer.elements(json.path("variables"), FeatureForm::variable),
                rollouts,
                targeting);
    }

    private static Variable variable(JsonNode json) {
        return new Variable(
                json.path("id").asString(""),
                json.path("key").asString(""),
                json.path("type").asString("string"),
                json.path("default_value").asString(""),
                json.path("archived").asBoolean(false));
    }

    /** What was entered about the feature itself. */
    static FeatureForm of(Form form) {
        return new FeatureForm(
                form.text("key"),
                form.text("name"),
                form.text("description"),
                form
                        .rows("variable_key", "variable_id", "variable_type", "variable_value", "variable_archived")
                        .stream()
                        .map(FeatureForm::variable)
                        .filter(it -> !it.equals(Variable.NEW))
                        .toList(),
                Map.of(),
                Targeting.EVERYONE);
    }

    private static Variable variable(Form.Row row) {
        return new Variable(
                row.text("variable_id"),
                row.text("variable_key"),
                row.text("variable_type"),
                row.raw("variable_value"),
                row.text("variable_archived").equals("yes"));
    }

    /** The form with another empty row for a variable. */
    FeatureForm withVariable() {
        List<Variable> more = new ArrayList<>(variables);
        more.add(Variable.NEW);
        return new FeatureForm(key, name, description, more, rollouts, targeting);
    }

    FeatureForm withTargeting(Targeting other) {
        return new FeatureForm(key, name, description, variables, rollouts, other);
    }

    /**
     * What the API is sent about the feature itself.
     *
     * @param present variables as they are; browsers send line ends of their own, which are no change
     */
    ObjectNode body(JsonNode present) {
        ObjectNode body =
                Visit.object().put("key", key).put("description", description).put("name", name.isEmpty() ? key : name);
        ArrayNode all = body.putArray("variables");
        variables.forEach(it -> {
            ObjectNode variable = all.addObject().put("key", it.key()).put("type", it.type());
            if (it.id().isEmpty()) {
                variable.put("default_value", it.value());
                return;
            }
            Ids.put(variable, "id", it.id());
            variable.put("archived", it.archived());
            String before = Answer.elements(present).stream()
                    .filter(of -> of.path("id").asString("").equals(it.id()))
                    .map(of -> of.path("default_value").asString(""))
                    .findFirst()
                    .orElse("");
            variable.put("default_value", Form.lines(before).equals(it.value()) ? before : it.value());
        });
        return body;
    }

    /** What the API is sent about how many get it in one environment; the rest of its rule stays. */
    static ObjectNode rollout(Form form, String environment) {
        ObjectNode body = Visit.object();
        ObjectNode rule =
                rule(body, environment).put("enabled", form.text("enabled").equals("yes"));
        form.given("share").ifPresent(it -> Shares.put(rule, "percentage_included", it));
        return body;
    }

    /** What the API is sent about who may get it; said of one environment it holds in all. */
    static ObjectNode audience(Targeting targeting, String environment) {
        ObjectNode body = Visit.object();
        rule(body, environment).put("audience_conditions", targeting.conditions());
        return body;
    }

    private static ObjectNode rule(ObjectNode body, String environment) {
        return body.putObject("environments")
                .putObject(environment)
                .putArray("rollout_rules")
                .addObject();
    }
}
