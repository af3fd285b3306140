package org.muriel.console.feature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Form;
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
            rollouts.put(
                    it.getKey(),
                    new Rollout(
                            first.path("enabled").asBoolean(false),
                            Shares.percent(first.path("percentage_included").asInt()),
                            it.getValue().path("is_primary").asBoolean(false),
                            rules.size() > 1 || it.getValue().has("x_rollout")));
            targeting = Targeting.of(first.path("audience_conditions").asString("everyone"));
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
        List<Variable> variables = new ArrayList<>();
        List<String> keys = form.texts("variable_key");
        for (int i = 0; i < keys.size(); i++) {
            Variable variable = new Variable(
                    at(form, "variable_id", i),
                    keys.get(i),
                    at(form, "variable_type", i),
                    at(form, "variable_value", i),
                    at(form, "variable_archived", i).equals("yes"));
            if (!variable.key().isEmpty()
                    || !variable.id().isEmpty()
                    || !variable.value().isEmpty()) {
                variables.add(variable);
            }
        }
        return new FeatureForm(
                form.text("key"), form.text("name"), form.text("description"), variables, Map.of(), Targeting.EVERYONE);
    }

    private static String at(Form form, String name, int index) {
        List<String> texts = form.texts(name);
        return index < texts.size() ? texts.get(index) : "";
    }

    /** The form with another empty row for a variable. */
    FeatureForm withVariable() {
        List<Variable> more = new ArrayList<>(variables);
        more.add(Variable.NEW);
        return new FeatureForm(key, name, description, more, rollouts, targeting);
    }

    /** The same with the rollouts that the feature has. */
    FeatureForm withRolloutsOf(FeatureForm other) {
        return new FeatureForm(key, name, description, variables, other.rollouts, other.targeting);
    }

    /** What the API is sent about the feature itself. */
    ObjectNode body() {
        ObjectNode body = Visit.object().put("key", key).put("description", description);
        if (!name.isEmpty()) {
            body.put("name", name);
        }
        ArrayNode all = body.putArray("variables");
        variables.forEach(it -> {
            ObjectNode variable =
                    all.addObject().put("key", it.key()).put("type", it.type()).put("default_value", it.value());
            if (!it.id().isEmpty()) {
                variable.put("id", Long.parseLong(it.id())).put("archived", it.archived());
            }
        });
        return body;
    }

    /** What the API is sent about who gets it in one environment. */
    static ObjectNode rollout(Form form, String environment) {
        ObjectNode body = Visit.object();
        ObjectNode rule = body.putObject("environments")
                .putObject(environment)
                .putArray("rollout_rules")
                .addObject();
        rule.put("enabled", form.text("enabled").equals("yes"));
        Shares.put(rule, "percentage_included", form.text("share"));
        rule.put("audience_conditions", Targeting.of(form).conditions());
        return body;
    }
}
