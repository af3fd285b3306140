package org.muriel.console.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muriel.api.json.Json;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Form;
import org.muriel.console.page.Ids;
import org.muriel.console.page.Problems;
import org.muriel.console.page.Shares;
import org.muriel.console.page.Targeting;
import org.muriel.console.page.Visit;
import org.muriel.console.page.Words;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is entered of an experiment, as text, whether or not it makes sense: the API judges it.
 *
 * @param feature id of the feature it varies; empty: none
 * @param traffic share of the audience who enter, in percent
 * @param variations with those that were taken out of the list left out
 * @param metrics the first is the primary one
 */
public record Design(
        String key,
        String name,
        String description,
        String feature,
        String traffic,
        Targeting targeting,
        List<Variation> variations,
        List<Metric> metrics,
        Map<String, String> settings) {
    /** Names of what is chosen about how it is judged. */
    static final List<String> SETTINGS = List.of("stats_engine", "n_star", "planned_end", "difference_type");

    /**
     * @param id of the variation; empty: a new one
     * @param weight in percent
     * @param values of the feature's variables that differ from their defaults, as {@link VariableValues} writes them
     */
    public record Variation(
            String id, String key, String description, String weight, boolean enabled, String values, String status) {
        static final Variation NEW = new Variation("", "", "", "0", true, "", "active");

        boolean isBlank() {
            return id.isEmpty() && key.isEmpty() && description.isEmpty() && values.isEmpty();
        }
    }

    /**
     * @param event id; empty: none is chosen
     * @param kept the metric as the API gave it, with what the form does not show
     */
    public record Metric(String event, String aggregator, String field, String scope, String direction, String kept) {
        static final Metric NEW = new Metric("", "unique", "revenue", "visitor", "increasing", "{}");

        /** A new row that was not filled. One that is there may well be of all events. */
        boolean isBlank() {
            return event.isEmpty() && kept.equals(NEW.kept);
        }
    }

    /** Two variations of equal weight, and nothing else yet. */
    static Design fresh() {
        return new Design(
                "",
                "",
                "",
                "",
                "100",
                Targeting.EVERYONE,
                List.of(
                        new Variation("", "baseline", "As it is now", "50", true, "", "active"),
                        new Variation("", "variation", "", "50", true, "", "active")),
                List.of(Metric.NEW),
                Map.of());
    }

    static Design of(JsonNode json) {
        Map<String, String> settings = new LinkedHashMap<>();
        SETTINGS.forEach(it -> settings.put(it, json.path("x_settings").path(it).asString("")));
        return new Design(
                json.path("key").asString(""),
                json.path("name").asString(""),
                json.path("description").asString(""),
                json.path("feature_id").asString(""),
                Shares.percent(json.path("traffic_allocation").asInt()),
                Targeting.of(json.path("audience_conditions").asString("everyone")),
                Answer.elements(json.path("variations")).stream()
                        .filter(it -> !it.path("archived").asBoolean())
                        .map(Design::variation)
                        .toList(),
                Answer.elements(json.path("metrics"), Design::metric),
                settings);
    }

    private static Variation variation(JsonNode json) {
        return new Variation(
                json.path("variation_id").asString(""),
                json.path("key").asString(""),
                json.path("description").asString(""),
                Shares.percent(json.path("weight").asInt()),
                json.path("feature_enabled").asBoolean(true),
                VariableValues.written(json.path("variable_values")),
                json.path("status").asString("active"));
    }

    private static Metric metric(JsonNode json) {
        return new Metric(
                json.path("event_id").asString(""),
                json.path("aggregator").asString("unique"),
                json.path("field").asString("revenue"),
                json.path("scope").asString("visitor"),
                json.path("winning_direction").asString("increasing"),
                json.toString());
    }

    static Design of(Form form) {
        List<Variation> variations = form
                .rows(
                        "variation_key",
                        "variation_id",
                        "variation_description",
                        "variation_weight",
                        "variation_enabled",
                        "variation_values",
                        "variation_status")
                .stream()
                .map(it -> new Variation(
                        it.text("variation_id"),
                        it.text("variation_key"),
                        it.text("variation_description"),
                        it.text("variation_weight"),
                        !it.text("variation_enabled").equals("off"),
                        it.raw("variation_values"),
                        it.text("variation_status")))
                .filter(it -> !it.isBlank())
                .toList();
        List<Metric> metrics = form
                .rows(
                        "metric_event",
                        "metric_aggregator",
                        "metric_field",
                        "metric_scope",
                        "metric_direction",
                        "metric_kept")
                .stream()
                .map(it -> new Metric(
                        it.text("metric_event"),
                        it.text("metric_aggregator"),
                        it.text("metric_field"),
                        it.text("metric_scope"),
                        it.text("metric_direction"),
                        it.text("metric_kept")))
                .toList();
        Map<String, String> settings = new LinkedHashMap<>();
        SETTINGS.forEach(it -> settings.put(it, form.text(it)));
        return new Design(
                form.text("key"),
                form.text("name"),
                form.text("description"),
                form.text("feature_id"),
                form.text("traffic"),
                Targeting.of(form),
                variations,
                metrics,
                settings);
    }

    /** Without rows that were not filled, to be sent. */
    Design filled() {
        return new Design(
                key,
                name,
                description,
                feature,
                traffic,
                targeting,
                variations,
                metrics.stream().filter(it -> !it.isBlank()).toList(),
                settings);
    }

    /**
     * What a button of the form does to the rows, before anything is saved.
     *
     * @param step such as {@code metric.up.1}
     */
    Design after(String step) {
        String[] parts = step.split("\\.", 3);
        int index = parts.length < 3 ? -1 : Words.number(parts[2], -1);
        List<Variation> newVariations = new ArrayList<>(variations);
        List<Metric> newMetrics = new ArrayList<>(metrics);
        switch (parts[0] + "." + (parts.length > 1 ? parts[1] : "")) {
            case "variation.add" -> newVariations.add(Variation.NEW);
            case "variation.remove" -> removeAt(newVariations, index);
            case "variation.even" -> newVariations = evenly(newVariations);
            case "metric.add" -> newMetrics.add(Metric.NEW);
            case "metric.remove" -> removeAt(newMetrics, index);
            case "metric.up" -> {
                if (index > 0 && index < newMetrics.size()) {
                    newMetrics.add(index - 1, newMetrics.remove(index));
                }
            }
            default -> {
                // a button of another version of this page
            }
        }
        return new Design(key, name, description, feature, traffic, targeting, newVariations, newMetrics, settings);
    }

    private static void removeAt(List<?> rows, int index) {
        if (index >= 0 && index < rows.size()) {
            rows.remove(index);
        }
    }

    /** Equal weights; what cannot be divided goes to the first ones. */
    private static List<Variation> evenly(List<Variation> variations) {
        List<Variation> even = new ArrayList<>();
        for (int i = 0; i < variations.size(); i++) {
            Variation it = variations.get(i);
            long weight = Shares.ALL / variations.size() + (i < Shares.ALL % variations.size() ? 1 : 0);
            even.add(new Variation(
                    it.id(),
                    it.key(),
                    it.description(),
                    Shares.percent(weight),
                    it.enabled(),
                    it.values(),
                    it.status()));
        }
        return even;
    }

    /** The sum of all weights in hundredths of a percent, as far as they are numbers. */
    public long weightSum() {
        return variations.stream()
                .mapToLong(it -> Shares.basisPoints(it.weight()).orElse(0L))
                .sum();
    }

    /** What is wrong with shares, which the API would say in hundredths of a percent. */
    Problems problems() {
        Map<String, List<String>> problems = new LinkedHashMap<>();
        Shares.problem(traffic).ifPresent(it -> problems.put("traffic_allocation", List.of(it)));
        for (int i = 0; i < variations.size(); i++) {
            String member = "variations." + i + ".weight";
            Shares.problem(variations.get(i).weight()).ifPresent(it -> problems.put(member, List.of(it)));
        }
        if (problems.isEmpty() && weightSum() != Shares.ALL) {
            problems.put(
                    "variations",
                    List.of("Expected weights that add up to 100 %, found " + Shares.percent(weightSum()) + " %."));
        }
        return Problems.of(problems);
    }

    /**
     * What the API is sent. What is no number is sent as the text it is, and refused with its name.
     *
     * @param present the experiment as it is; missing: a new one
     */
    ObjectNode body(JsonNode present) {
        boolean isNew = present.isMissingNode();
        boolean withFeature = isNew ? !feature.isEmpty() : present.has("feature_id");
        ObjectNode body = Visit.object().put("key", key).put("description", description);
        if (!name.isEmpty() || !isNew) {
            body.put("name", name);
        }
        Shares.put(body, "traffic_allocation", traffic);
        body.put("audience_conditions", targeting.conditions());
        ArrayNode variationsJson = body.putArray("variations");
        variations.forEach(it -> variationsJson.add(json(it, withFeature)));
        ArrayNode metricsJson = body.putArray("metrics");
        metrics.forEach(it -> metricsJson.add(json(it)));
        ObjectNode settingsJson = Json.object();
        settings.forEach((name, value) -> {
            if (name.equals("n_star") && value.matches("[0-9]{1,15}")) {
                settingsJson.put(name, Long.parseLong(value));
            } else if (!value.isEmpty()) {
                settingsJson.put(name, value);
            } else if (!isNew) {
                settingsJson.putNull(name);
            }
        });
        if (!settingsJson.isEmpty()) {
            body.set("x_settings", settingsJson);
        }
        return body;
    }

    private static ObjectNode json(Variation variation, boolean withFeature) {
        ObjectNode json = Visit.object().put("key", variation.key()).put("description", variation.description());
        if (!variation.id().isEmpty()) {
            Ids.put(json, "variation_id", variation.id());
        }
        Shares.put(json, "weight", variation.weight());
        if (!variation.status().isEmpty()) {
            json.put("status", variation.status());
        }
        if (withFeature) {
            json.put("feature_enabled", variation.enabled());
            json.set("variable_values", VariableValues.read(variation.values()));
        }
        return json;
    }

    private static ObjectNode json(Metric metric) {
        ObjectNode json = keptOf(metric);
        json.put("aggregator", metric.aggregator())
                .put("winning_direction", metric.direction())
                .put("scope", metric.scope());
        if (metric.event().isEmpty()) {
            json.remove("event_id");
        } else {
            Ids.put(json, "event_id", metric.event());
        }
        if (metric.aggregator().equals("sum")) {
            json.put("field", metric.field());
        } else {
            json.remove("field");
        }
        return json;
    }

    private static ObjectNode keptOf(Metric metric) {
        try {
            return Json.parse(metric.kept()) instanceof ObjectNode object ? object : Json.object();
        } catch (Json.NotJson e) {
            // nobody but us writes it; a hand that does loses what the form does not show
            return Json.object();
        }
    }
}
