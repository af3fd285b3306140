package org.muriel.api.document;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.json.Fields;
import org.muriel.api.json.Json;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Run;
import org.muriel.experiment.Variation;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Kind;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.traffic.Range;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Experiments: feature, events and audiences by name, variations by key. */
final class ExperimentTranslation implements Translation<Experiment> {
    /** Applied once the variations are there: visitor id → key of the variation that is forced on this visitor. */
    static final String WHITELIST = "whitelist";

    private static final String VARIATIONS = "variations";
    private static final String METRICS = "metrics";

    private final EntityCodec<Experiment> codec;

    ExperimentTranslation(EntityCodec<Experiment> codec) {
        this.codec = codec;
    }

    @Override
    public void toBody(Entry entry, Optional<Experiment> current) {
        ObjectNode node = entry.node();
        node.remove(WHITELIST);
        entry.nameToId(node, "", "feature", Kind.FEATURE, "feature_id");
        TargetingTranslation.toBody(entry, node, "");
        metrics(entry, node, "");
        JsonNode variations = node.path(VARIATIONS);
        for (int i = 0; current.isPresent() && i < variations.size(); i++) {
            if (variations.get(i) instanceof ObjectNode variation) {
                String key = variation.path("key").asString("");
                current.get().design().variations().stream()
                        .filter(it -> it.key().equals(key))
                        .findFirst()
                        .ifPresent(it -> variation.put("variation_id", it.id()));
                String at = "/" + VARIATIONS + "/" + i;
                entry.movedFrom(at + "/key", at + "/variation_id");
            }
        }
    }

    private static void metrics(Entry entry, ObjectNode node, String at) {
        JsonNode metrics = node.path(METRICS);
        for (int i = 0; i < metrics.size(); i++) {
            if (metrics.get(i) instanceof ObjectNode metric) {
                String place = at + "/" + METRICS + "/" + i;
                entry.nameToId(metric, place, "event", Kind.EVENT, "event_id");
                metrics(entry, metric, place);
            }
        }
    }

    @Override
    public Optional<Experiment> finish(Experiment read, ObjectNode sent, Entry entry, Draft draft) {
        Experiment forcing = whitelisted(read, sent.path(WHITELIST), entry, draft);
        Experiment moved = new ExperimentState(sent, entry, draft).reached(forcing);
        return entry.violations().isEmpty() ? Optional.of(moved) : Optional.empty();
    }

    private Experiment whitelisted(Experiment read, JsonNode sent, Entry entry, Draft draft) {
        if (sent.isMissingNode()) {
            return read;
        }
        if (!sent.isNull() && !sent.isObject()) {
            entry.reject("/" + WHITELIST, "a map from visitor ids to keys of variations", sent);
            return read;
        }
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray(WHITELIST);
        sent.forEachEntry((visitorId, key) -> {
            String at = "/" + WHITELIST + "/" + Entry.escaped(visitorId);
            Optional<Variation> variation = read.design().variations().stream()
                    .filter(it -> it.key().equals(key.asString("")))
                    .findFirst();
            if (variation.isEmpty()) {
                entry.reject(at, "the key of a variation of this experiment", key);
            }
            entry.movedFrom(at, "/" + WHITELIST + "/" + list.size());
            list.addObject()
                    .put("user_id", visitorId)
                    .put("variation_id", variation.map(Variation::id).orElse(0L));
        });
        if (!entry.violations().isEmpty()) {
            return read;
        }
        Fields fields = Fields.of(body, false);
        Experiment forcing = codec.read(fields, read, draft);
        entry.reportAll(fields.violations().list());
        return forcing;
    }

    @Override
    public Experiment numbered(Experiment made, Numbering numbering) {
        return numbering.number(made);
    }

    @Override
    public List<Range> ranges(Experiment entity) {
        return entity.ranges();
    }

    @Override
    public void putIds(ObjectNode entry, Experiment experiment, Snapshot snapshot, Names names) {
        entry.put("campaign_id", experiment.campaignId());
        for (int i = 0; i < experiment.design().variations().size(); i++) {
            ((ObjectNode) entry.path(VARIATIONS).get(i))
                    .put("id", experiment.design().variations().get(i).id());
        }
        ArrayNode ranges = entry.putArray("ranges");
        experiment.ranges().forEach(it -> {
            ObjectNode range = ranges.addObject().put("end", it.end());
            it.holder()
                    .flatMap(experiment.design()::variation)
                    .ifPresent(variation -> range.put("variation", variation.key()));
        });
    }

    @Override
    public void toEntry(ObjectNode json, Experiment experiment, Snapshot snapshot, Names names) {
        experiment.design().featureId().ifPresent(it -> json.put("feature", names.of(it)));
        TargetingTranslation.toEntry(json, experiment.design().targeting(), names);
        metricsByKey(json, names);
        json.remove(WHITELIST);
        if (!experiment.design().whitelist().isEmpty()) {
            ObjectNode whitelist = json.putObject(WHITELIST);
            experiment
                    .design()
                    .whitelist()
                    .forEach((visitorId, variationId) -> experiment
                            .design()
                            .variation(variationId)
                            .ifPresent(it -> whitelist.put(visitorId, it.key())));
        }
        for (JsonNode variation : json.path(VARIATIONS)) {
            if (variation.path("status").asString("").equals(word(Variation.Status.ACTIVE))) {
                ((ObjectNode) variation).remove("status");
            }
        }
        ObjectNode environments = Json.object();
        for (Environment environment : snapshot.list(Environment.class, experiment.projectId())) {
            Run.Status status = experiment.runIn(environment.id()).status();
            if (status != Run.Status.NOT_STARTED) {
                environments.putObject(environment.key()).put("status", word(status));
            }
        }
        json.set("environments", environments);
        if (environments.isEmpty()) {
            json.remove("environments");
        }
        json.put("archived", experiment.archived());
        String type = json.path("type").asString("");
        if (type.equals("a/b") || type.equals("feature")) {
            json.remove("type");
        }
    }

    private static void metricsByKey(ObjectNode node, Names names) {
        for (JsonNode metric : node.path(METRICS)) {
            ObjectNode one = (ObjectNode) metric;
            if (one.has("event_id")) {
                one.put("event", names.of(one.remove("event_id").longValue()));
            }
            metricsByKey(one, names);
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
