package org.muriel.api.agent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.muriel.api.json.Json;
import org.muriel.decision.Ruleset;
import org.muriel.decision.audience.Audience;
import org.muriel.decision.datafile.Datafile;
import org.muriel.decision.datafile.Datafile.Experiment;
import org.muriel.decision.datafile.Datafile.Flag;
import org.muriel.decision.datafile.Datafile.Variable;
import org.muriel.decision.datafile.Datafile.Variation;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A datafile as people and programs look at it: by key, with everything in its place (SDK contract, 6.3). */
final class ConfigJson {
    /** Fills the place of typed audiences for clients that do not know these; no audience of anybody's. */
    private static final String DUMMY = "$opt_dummy_audience";

    private final Ruleset ruleset;

    private ConfigJson(Ruleset ruleset) {
        this.ruleset = ruleset;
    }

    static ObjectNode write(Ruleset ruleset) {
        return new ConfigJson(ruleset).write();
    }

    private ObjectNode write() {
        Datafile datafile = ruleset.datafile();
        ObjectNode node = Json.object()
                .put("environmentKey", datafile.environmentKey())
                .put("sdkKey", datafile.sdkKey())
                .put("revision", datafile.revision());
        ObjectNode experiments = node.putObject("experimentsMap");
        Stream.concat(
                        datafile.experiments().stream(),
                        datafile.groups().stream()
                                .map(Datafile.Group::experiments)
                                .flatMap(List::stream))
                .forEach(it -> experiments.set(it.key(), experiment(it, flagOf(it))));
        ObjectNode features = node.putObject("featuresMap");
        ruleset.flags().forEach(it -> features.set(it.key(), feature(it)));
        ArrayNode attributes = node.putArray("attributes");
        datafile.attributes()
                .forEach(it -> attributes.addObject().put("id", it.id()).put("key", it.key()));
        ArrayNode audiences = node.putArray("audiences");
        datafile.audiences().stream()
                .filter(it -> !it.id().equals(DUMMY))
                .filter(it -> ruleset.audience(it.id()).equals(Optional.of(it)))
                .forEach(it -> audiences.add(audience(it)));
        ArrayNode events = node.putArray("events");
        datafile.events().forEach(it -> {
            ObjectNode event = events.addObject().put("id", it.id()).put("key", it.key());
            ArrayNode ids = event.putArray("experimentIds");
            it.experimentIds().forEach(ids::add);
        });
        return node;
    }

    private static ObjectNode audience(Audience audience) {
        return Json.object()
                .put("id", audience.id())
                .put("name", audience.name())
                .put("conditions", audience.text());
    }

    private Optional<Flag> flagOf(Experiment experiment) {
        return ruleset.flags().stream()
                .filter(it -> it.experimentIds().contains(experiment.id()))
                .findFirst();
    }

    private ObjectNode feature(Flag flag) {
        List<Experiment> tests = ruleset.experimentsOf(flag);
        ObjectNode node = Json.object().put("id", flag.id()).put("key", flag.key());
        ArrayNode rules = node.putArray("experimentRules");
        ObjectNode byKey = node.putObject("experimentsMap");
        tests.forEach(it -> {
            rules.add(experiment(it, Optional.of(flag)));
            byKey.set(it.key(), experiment(it, Optional.of(flag)));
        });
        ArrayNode delivery = node.putArray("deliveryRules");
        ruleset.rolloutOf(flag).forEach(it -> delivery.add(experiment(it, Optional.of(flag))));
        ObjectNode variables = node.putObject("variablesMap");
        flag.variables().forEach(it -> variables.set(it.key(), variable(it, it.defaultValue())));
        return node;
    }

    private ObjectNode experiment(Experiment experiment, Optional<Flag> flag) {
        ObjectNode node = Json.object()
                .put("id", experiment.id())
                .put("key", experiment.key())
                .put("audiences", AudienceText.of(experiment.targeting(), ruleset));
        ObjectNode variations = node.putObject("variationsMap");
        experiment.variations().forEach(it -> variations.set(it.key(), variation(it, flag)));
        return node;
    }

    private static ObjectNode variation(Variation variation, Optional<Flag> flag) {
        ObjectNode node = Json.object()
                .put("id", variation.id())
                .put("key", variation.key())
                .put("featureEnabled", variation.enabled());
        ObjectNode variables = node.putObject("variablesMap");
        flag.map(Flag::variables).orElse(List.of()).forEach(it -> {
            Map<String, String> values = variation.enabled() ? variation.values() : Map.of();
            variables.set(it.key(), variable(it, values.getOrDefault(it.id(), it.defaultValue())));
        });
        return node;
    }

    private static ObjectNode variable(Variable variable, String value) {
        return Json.object()
                .put("id", variable.id())
                .put("key", variable.key())
                .put("type", variable.type())
                .put("value", value);
    }
}
