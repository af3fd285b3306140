package org.muriel.datafile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.muriel.experiment.Design;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Variation;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.feature.Delivery;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.feature.RolloutRule;
import org.muriel.experiment.feature.Variable;
import org.muriel.experiment.traffic.Range;
import org.muriel.experiment.traffic.Share;
import tools.jackson.core.JsonGenerator;

/** Writes experiments and the rules of rollouts, which have the same shape. */
final class Rules {
    /** Nothing else is ever in a datafile: one client does not look at it, the others skip what has another. */
    private static final String RUNNING = "Running";

    private final JsonGenerator out;
    private final Contents contents;

    Rules(JsonGenerator out, Contents contents) {
        this.out = out;
        this.contents = contents;
    }

    void experiment(Experiment experiment) {
        Design design = experiment.design();
        List<Variation> active = design.variations().stream()
                .filter(it -> it.status() == Variation.Status.ACTIVE)
                .toList();
        Optional<Feature> feature = design.featureId().map(contents::feature);
        begin(Long.toString(experiment.id()), design.key(), Long.toString(experiment.campaignId()));
        targeting(design.targeting());
        out.writeArrayPropertyStart("variations");
        for (Variation variation : active) {
            out.writeStartObject();
            out.writeStringProperty("id", Long.toString(variation.id()));
            out.writeStringProperty("key", variation.key());
            if (feature.isPresent()) {
                out.writeBooleanProperty("featureEnabled", variation.featureEnabled());
                values(variation.variableValues(), feature.get());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
        ranges(experiment.ranges());
        out.writeObjectPropertyStart("forcedVariations");
        design.whitelist()
                .forEach((visitorId, variationId) -> active.stream()
                        .filter(it -> it.id() == variationId)
                        .forEach(it -> out.writeStringProperty(visitorId, it.key())));
        out.writeEndObject();
        out.writeEndObject();
    }

    void rollout(RolloutRule rule, Feature feature) {
        Delivery shown = rule.delivery().orElseGet(() -> madeHere(rule, feature));
        begin(shown.ruleId(), shown.ruleKey(), shown.layerId());
        targeting(rule.targeting());
        onlyVariation(shown, () -> values(rule.variableValues(), feature));
    }

    private static Delivery madeHere(RolloutRule rule, Feature feature) {
        String id = Long.toString(rule.id());
        return new Delivery(id, id, Ids.rollout(feature.id()), Ids.variationOn(rule.id()), "on", true, rule.ranges());
    }

    /** Last in every rollout, so that whoever no rule serves is told that the feature is off. */
    void everyoneElse(Feature feature) {
        String id = Ids.everyoneElse(feature.id());
        List<Range> everybody = List.of(new Range(Optional.of(feature.id()), Share.EVERYONE.basisPoints()));
        Delivery last = new Delivery(
                id, id, Ids.rollout(feature.id()), Ids.variationOff(feature.id()), "off", false, everybody);
        begin(id, id, last.layerId());
        targeting(Targeting.everyone());
        onlyVariation(last, () -> {});
    }

    private void begin(String id, String key, String layerId) {
        out.writeStartObject();
        out.writeStringProperty("id", id);
        out.writeStringProperty("key", key);
        out.writeStringProperty("layerId", layerId);
        out.writeStringProperty("status", RUNNING);
    }

    private void targeting(Targeting targeting) {
        SequencedSet<Long> mentioned = new LinkedHashSet<>();
        if (targeting instanceof Targeting.Audiences(Condition<Long> condition)) {
            condition.forEachLeaf(mentioned::add);
        }
        out.writeArrayPropertyStart("audienceIds");
        mentioned.forEach(it -> out.writeString(Long.toString(it)));
        out.writeEndArray();
        out.writeName("audienceConditions");
        switch (targeting) {
            case Targeting.Everyone() -> {
                out.writeStartArray();
                out.writeEndArray();
            }
            case Targeting.Audiences(Condition<Long> condition) ->
                Audiences.tree(condition, out, it -> out.writeString(Long.toString(it)));
        }
    }

    private void onlyVariation(Delivery rule, Runnable values) {
        out.writeArrayPropertyStart("variations");
        out.writeStartObject();
        out.writeStringProperty("id", rule.variationId());
        out.writeStringProperty("key", rule.variationKey());
        out.writeBooleanProperty("featureEnabled", rule.featureEnabled());
        values.run();
        out.writeEndObject();
        out.writeEndArray();
        out.writeArrayPropertyStart("trafficAllocation");
        rule.ranges()
                .forEach(it -> range(it.holder().map(id -> rule.variationId()).orElse(""), it.end()));
        out.writeEndArray();
        out.writeObjectPropertyStart("forcedVariations");
        out.writeEndObject();
        out.writeEndObject();
    }

    /** Values of variables that are still there, in the order of the variables. */
    private void values(Map<Long, String> values, Feature feature) {
        out.writeArrayPropertyStart("variables");
        for (Variable variable : feature.variables()) {
            if (!variable.archived() && values.containsKey(variable.id())) {
                out.writeStartObject();
                out.writeStringProperty("id", Long.toString(variable.id()));
                out.writeStringProperty("value", values.getOrDefault(variable.id(), variable.defaultValue()));
                out.writeEndObject();
            }
        }
        out.writeEndArray();
    }

    void ranges(List<Range> ranges) {
        out.writeArrayPropertyStart("trafficAllocation");
        ranges.forEach(it -> range(it.holder().map(id -> Long.toString(id)).orElse(""), it.end()));
        out.writeEndArray();
    }

    private void range(String entityId, int end) {
        out.writeStartObject();
        out.writeStringProperty("entityId", entityId);
        out.writeNumberProperty("endOfRange", end);
        out.writeEndObject();
    }
}
