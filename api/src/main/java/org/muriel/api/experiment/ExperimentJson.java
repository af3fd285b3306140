package org.muriel.api.experiment;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.api.audience.TargetingJson;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Limits;
import org.muriel.api.entity.SecretKeys;
import org.muriel.api.experiment.ExperimentWords.WireType;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Member;
import org.muriel.api.json.Words;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.Design;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.ExperimentType;
import org.muriel.experiment.Run;
import org.muriel.experiment.Variation;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;
import org.muriel.experiment.traffic.Share;

/** An experiment on the wire. Reads its design; what the body says of its state is {@link StateChange}'s. */
final class ExperimentJson implements EntityCodec<Experiment> {
    static final Words<Policy> POLICIES = Words.of(Policy.class);

    static final String ALLOCATION_POLICY = "manual";

    /** Only browsers are personalised. */
    static final List<String> TYPES_HERE = ExperimentWords.TYPES.all().stream()
            .filter(it -> !it.equals(ExperimentWords.TYPES.word(WireType.PERSONALIZATION)))
            .toList();

    private final SecretKeys secretKeys;

    enum Policy {
        FULL_FACTORIAL
    }

    ExperimentJson(SecretKeys secretKeys) {
        this.secretKeys = secretKeys;
    }

    @Override
    public Class<Experiment> type() {
        return Experiment.class;
    }

    @Override
    public String word() {
        return "experiment";
    }

    @Override
    public Shape shape() {
        return ExperimentSchema.EXPERIMENT;
    }

    @Override
    public Experiment blank(Draft draft, long projectId) {
        Design design = new Design(
                "",
                Optional.empty(),
                "",
                ExperimentType.AB,
                Targeting.everyone(),
                Share.EVERYONE,
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                false,
                Optional.empty());
        return new Experiment(
                draft.nextId(),
                projectId,
                draft.nextId(),
                secretKeys.next(),
                design,
                Map.of(),
                false,
                Optional.empty(),
                List.of(),
                draft.now(),
                draft.now());
    }

    @Override
    public Experiment read(Fields in, Experiment current, Draft draft) {
        Snapshot snapshot = draft.current();
        if (in.isCreating()
                && snapshot.find(Project.class, current.projectId())
                        .filter(Project::flagsEnabled)
                        .isPresent()) {
            in.reject("project_id", "a project whose is_flags_enabled is false");
        }
        Design was = current.design();
        Optional<Feature> feature = feature(in, current, snapshot);
        List<Variation> variations = VariationsJson.read(in, current, feature, draft);
        Design design = new Design(
                in.matching("key", Limits.KEY, Limits.KEY_EXPECTED).required(was.key()),
                in.filledText("name", Limits.NAME).orKeep(was.name()),
                in.text("description", Limits.DESCRIPTION).or(was.description(), ""),
                in.isCreating() ? type(in, feature) : was.type(),
                new TargetingJson(snapshot, current.projectId()).read(in).orElse(was.targeting()),
                traffic(in, was.traffic()),
                feature.map(Feature::id),
                variations,
                new MetricsJson(snapshot, current.projectId()).read(in, was.metrics()),
                whitelist(in, was, variations),
                ScheduleJson.read(in, was.schedule(), draft.now()),
                in.word("multivariate_traffic_policy", POLICIES).map(it -> true).or(was.fullFactorial(), false),
                ExperimentSettingsJson.read(in, current));
        if (in.violations().isEmpty()) {
            design.checkWeights(in.violations());
        }
        if (current.runsAnywhere()) {
            design.checkRunnable(in.violations());
        }
        StateChange.check(in, current, snapshot);
        return current.withDesign(design);
    }

    private static Optional<Feature> feature(Fields in, Experiment current, Snapshot snapshot) {
        Member<Long> id = in.id("feature_id");
        Optional<Feature> feature = id.orKeep(current.design().featureId())
                .flatMap(it -> snapshot.find(Feature.class, current.projectId(), it));
        if (id.isGiven() && feature.isEmpty()) {
            in.reject("feature_id", "the id of a feature of this project");
        }
        if (in.isCreating() && !id.isMentioned() && in.mentions("feature_key")) {
            Member<String> key = in.text("feature_key", Limits.NAME);
            feature = snapshot.list(Feature.class, current.projectId()).stream()
                    .filter(it -> key.value().equals(Optional.of(it.key())))
                    .findFirst();
            if (feature.isEmpty() && key.isGiven()) {
                in.reject("feature_key", "the key of a feature of this project");
            }
        }
        return feature;
    }

    private static ExperimentType type(Fields in, Optional<Feature> feature) {
        return switch (in.word("type", ExperimentWords.TYPES).or(WireType.AB, WireType.AB)) {
            case AB -> ExperimentType.AB;
            case MULTIVARIATE -> ExperimentType.MULTIVARIATE;
            case MULTIARMED_BANDIT -> ExperimentType.MULTIARMED_BANDIT;
            case FEATURE -> {
                if (feature.isEmpty() && !in.mentions("feature_id")) {
                    in.reject("feature_id", "the feature that a feature test varies", "nothing");
                }
                yield ExperimentType.AB;
            }
            case PERSONALIZATION -> {
                in.reject("type", "a/b, feature, multivariate or multiarmed_bandit: only browsers are personalised");
                yield ExperimentType.AB;
            }
        };
    }

    /** Two views of one number; {@code traffic_allocation} wins (REST specification, 8.4). */
    private static Share traffic(Fields in, Share current) {
        Member<Share> allocation = in.share("traffic_allocation");
        Member<Share> holdback = in.share("holdback");
        return allocation.isMentioned()
                ? allocation.or(current, Share.EVERYONE)
                : holdback.map(Share::rest).or(current, Share.EVERYONE);
    }

    private static Map<String, Long> whitelist(Fields in, Design was, List<Variation> variations) {
        Map<String, Long> whitelist = new LinkedHashMap<>();
        Member<List<Fields>> sent = in.objects("whitelist", Limits.WHITELIST);
        if (!sent.isMentioned()) {
            // who was forced into a variation that is no more is free again
            was.whitelist().forEach((visitorId, variationId) -> {
                if (isAmong(variations, variationId)) {
                    whitelist.put(visitorId, variationId);
                }
            });
            return whitelist;
        }
        if (in.isCreating()) {
            // a copy names the original's variations: those it brings along are meant anew, others mean nothing here
            return copiedWhitelist(in, sent.value().orElse(List.of()), variations);
        }
        for (Fields element : sent.value().orElse(List.of())) {
            Fields entry = element.creating(true);
            String visitorId = entry.filledText("user_id", Limits.VISITOR_ID).required("");
            long variationId = entry.id("variation_id").required(0L);
            if (variationId != 0 && !isAmong(variations, variationId)) {
                entry.reject("variation_id", "the id of a variation of this experiment");
            }
            whitelist.put(visitorId, variationId);
        }
        return whitelist;
    }

    private static Map<String, Long> copiedWhitelist(Fields in, List<Fields> sent, List<Variation> variations) {
        List<Optional<Long>> originals = in.objects("variations", Limits.VARIATIONS).value().orElse(List.of()).stream()
                .map(it -> it.idIfAny("variation_id"))
                .toList();
        Map<String, Long> whitelist = new LinkedHashMap<>();
        for (Fields entry : sent) {
            String visitorId = entry.filledText("user_id", Limits.VISITOR_ID).required("");
            int index = originals.indexOf(Optional.of(entry.id("variation_id").required(0L)));
            if (index >= 0 && index < variations.size()) {
                whitelist.put(visitorId, variations.get(index).id());
            }
        }
        return whitelist;
    }

    private static boolean isAmong(List<Variation> variations, long id) {
        return variations.stream().anyMatch(it -> it.id() == id);
    }

    @Override
    public Experiment modifiedAt(Experiment it, Instant now) {
        return it.modifiedAt(now);
    }

    @Override
    public JsonObject write(Experiment experiment, Snapshot snapshot, String origin) {
        Design design = experiment.design();
        Optional<Feature> feature = design.featureId().map(it -> snapshot.get(Feature.class, it));
        Environment primary = snapshot.primaryEnvironment(experiment.projectId());
        Run run = experiment.runIn(primary.id());
        JsonObject environments = new JsonObject();
        for (Environment environment : snapshot.list(Environment.class, experiment.projectId())) {
            environments.put(
                    environment.key(),
                    new JsonObject().put("status", ExperimentWords.status(experiment, environment.id())));
        }
        JsonObject out = new JsonObject()
                .put("allocation_policy", ALLOCATION_POLICY)
                .put("audience_conditions", TargetingJson.write(design.targeting()))
                .put("campaign_id", experiment.campaignId())
                .putTexts("changes", List.of())
                .put("created", experiment.created())
                .put("description", design.description())
                .putTime("earliest", run.earliest())
                .put("environments", environments)
                .putNumber("feature_id", design.featureId())
                .putText("feature_key", feature.map(Feature::key))
                .putText("feature_name", feature.map(Feature::name))
                .put("holdback", design.traffic().rest())
                .put("id", experiment.id())
                .put("is_classic", false)
                .put("key", design.key())
                .put("last_modified", experiment.lastModified())
                .putTime("latest", run.latest())
                .putObjects("metrics", design.metrics(), MetricsJson::write)
                .putText("name", design.name())
                .put("project_id", experiment.projectId())
                .put("status", ExperimentWords.status(experiment, primary.id()))
                .put("traffic_allocation", design.traffic())
                .put("type", ExperimentWords.type(design))
                .putObjects("variations", design.variations(), it -> VariationsJson.write(it, feature))
                .putObjects(
                        "whitelist",
                        design.whitelist().entrySet(),
                        it -> new JsonObject().put("user_id", it.getKey()).put("variation_id", it.getValue()));
        if (design.fullFactorial()) {
            out.put("multivariate_traffic_policy", Policy.FULL_FACTORIAL, POLICIES);
        }
        design.settings().ifPresent(it -> out.put("x_settings", ExperimentSettingsJson.write(it)));
        design.schedule().ifPresent(it -> out.put("schedule", ScheduleJson.write(it)));
        return out;
    }
}
