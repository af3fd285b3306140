package org.muriel.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.muriel.experiment.Design;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.ExperimentType;
import org.muriel.experiment.Run;
import org.muriel.experiment.Variation;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.audience.AudienceTest;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.audience.MatchType;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.exclusion.ExclusionGroup;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.feature.RolloutRule;
import org.muriel.experiment.feature.Variable;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.traffic.Share;
import org.muriel.storage.sql.DataFolder;
import org.muriel.storage.sql.SqlStorage;
import org.muriel.testkit.Entities;
import tools.jackson.databind.JsonNode;

/**
 * The project whose decisions are in {@code vectors/decide}, configured with the same ids, so that every visitor falls
 * into the same buckets.
 *
 * <p>What the datafile of the vectors has and a configuration has not is put as what decides the same: a gap between
 * two variations is a variation that is off, and three flags that share one rollout each have its rules.
 */
final class DecidedProject {
    static final long ID = 9100;
    static final long ENVIRONMENT = 9101;
    static final String SDK_KEY =
            Entities.anEnvironment(ENVIRONMENT, ID, "production").sdkKey();

    private static final Path DATAFILE = Path.of("../vectors/decide/datafile.json");
    private static final Instant TIME = Entities.CREATED;

    private final JsonNode datafile = read(DATAFILE);

    private DecidedProject() {}

    /** Puts the project into a folder of which no server has made use. */
    static void writeTo(Path folder) {
        try (DataFolder data = DataFolder.open(folder);
                SqlStorage storage = SqlStorage.open(data)) {
            Catalog catalog = storage.catalog(InstantSource.fixed(TIME));
            Outcome<?> outcome = catalog.write("a test", draft -> {
                for (Entity entity : new DecidedProject().entities()) {
                    if (draft.put(entity) instanceof Outcome.Refused<Entity> refused) {
                        throw new AssertionError(entity + ": " + refused);
                    }
                }
                return Outcome.done("all");
            });
            if (outcome instanceof Outcome.Refused<?> refused) {
                throw new AssertionError(refused);
            }
        }
    }

    static JsonNode read(Path file) {
        try {
            return Json.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Entity> entities() {
        List<Entity> all =
                new ArrayList<>(List.of(Entities.aProject(ID), Entities.anEnvironment(ENVIRONMENT, ID, "production")));
        datafile.at("/attributes").forEach(it -> all.add(new Attribute(id(it), ID, key(it), key(it), "", false, TIME)));
        datafile.at("/typedAudiences").forEach(it -> all.add(audience(it)));
        datafile.at("/featureFlags").forEach(it -> all.add(feature(it)));
        datafile.at("/experiments").forEach(it -> all.add(experiment(it)));
        for (JsonNode group : datafile.at("/groups")) {
            group.at("/experiments").forEach(it -> all.add(experiment(it)));
            if (text(group, "policy").equals("random")) {
                all.add(group(group));
            }
        }
        return all;
    }

    private Audience audience(JsonNode it) {
        return new Audience(
                id(it),
                ID,
                Optional.of(text(it, "name")),
                "",
                Optional.of(condition(it.at("/conditions"), this::test)),
                false,
                false,
                Optional.empty(),
                TIME,
                TIME);
    }

    private Feature feature(JsonNode it) {
        List<Variable> variables = stream(it.at("/variables"))
                .map(variable -> new Variable(
                        id(variable),
                        key(variable),
                        Variable.Type.valueOf(
                                (variable.has("subType") ? text(variable, "subType") : text(variable, "type"))
                                        .toUpperCase(Locale.ROOT)),
                        text(variable, "defaultValue"),
                        "",
                        false))
                .toList();
        List<RolloutRule> rules = stream(datafile.at("/rollouts"))
                .filter(rollout -> text(rollout, "id").equals(text(it, "rolloutId")))
                .flatMap(rollout -> stream(rollout.at("/experiments")))
                .filter(rule -> !key(rule).startsWith("default-"))
                .map(rule -> new RolloutRule(
                        id(rule),
                        targeting(rule),
                        true,
                        new Share(rule.at("/trafficAllocation/0/endOfRange").intValue()),
                        Map.of()))
                .toList();
        return new Feature(
                id(it), ID, key(it), Optional.empty(), "", false, variables, Map.of(ENVIRONMENT, rules), TIME, TIME);
    }

    private Experiment experiment(JsonNode it) {
        List<Variation> variations = new ArrayList<>();
        int start = 0;
        for (JsonNode range : it.at("/trafficAllocation")) {
            int end = range.at("/endOfRange").intValue();
            variations.add(variation(it, text(range, "entityId"), new Share(end - start)));
            start = end;
        }
        Map<String, Long> whitelist = new LinkedHashMap<>();
        it.at("/forcedVariations")
                .forEachEntry((visitor, key) -> variations.stream()
                        .filter(variation -> variation.key().equals(key.stringValue()))
                        .forEach(variation -> whitelist.put(visitor, variation.id())));
        Run.Status status = text(it, "status").equals("Running") ? Run.Status.RUNNING : Run.Status.PAUSED;
        Design design = new Design(
                key(it),
                Optional.empty(),
                "",
                ExperimentType.AB,
                targeting(it),
                new Share(start),
                stream(datafile.at("/featureFlags"))
                        .filter(flag -> stream(flag.at("/experimentIds"))
                                .anyMatch(id -> id.stringValue().equals(text(it, "id"))))
                        .map(DecidedProject::id)
                        .findFirst(),
                variations,
                List.of(),
                whitelist,
                Optional.empty(),
                false,
                Optional.empty());
        return new Experiment(
                id(it),
                ID,
                Long.parseLong(text(it, "layerId")),
                "shareToken" + text(it, "id"),
                design,
                Map.of(ENVIRONMENT, new Run(status, Optional.of(TIME), Optional.of(TIME), Optional.empty())),
                false,
                Optional.empty(),
                List.of(),
                TIME,
                TIME);
    }

    private Variation variation(JsonNode experiment, String id, Share weight) {
        Map<Long, String> values = new LinkedHashMap<>();
        Optional<JsonNode> served = stream(experiment.at("/variations"))
                .filter(it -> text(it, "id").equals(id))
                .findFirst();
        served.ifPresent(it -> it.at("/variables").forEach(value -> values.put(id(value), text(value, "value"))));
        return new Variation(
                served.map(DecidedProject::id).orElseGet(() -> id(experiment) * 10 + 9),
                served.map(DecidedProject::key).orElse("gap"),
                Optional.empty(),
                "",
                Variation.Status.ACTIVE,
                weight,
                served.isPresent() && served.get().at("/featureEnabled").booleanValue(),
                values);
    }

    private static ExclusionGroup group(JsonNode it) {
        List<ExclusionGroup.Member> members = new ArrayList<>();
        int start = 0;
        for (JsonNode range : it.at("/trafficAllocation")) {
            int end = range.at("/endOfRange").intValue();
            if (!text(range, "entityId").isEmpty()) {
                members.add(new ExclusionGroup.Member(Long.parseLong(text(range, "entityId")), new Share(end - start)));
            }
            start = end;
        }
        return Entities.aGroup(id(it), ID, members);
    }

    private static Targeting targeting(JsonNode it) {
        JsonNode conditions = it.at("/audienceConditions");
        return conditions.isEmpty()
                ? Targeting.everyone()
                : new Targeting.Audiences(condition(conditions, leaf -> Long.parseLong(leaf.stringValue())));
    }

    private AudienceTest test(JsonNode leaf) {
        JsonNode value = leaf.at("/value");
        long attribute = stream(datafile.at("/attributes"))
                .filter(it -> key(it).equals(text(leaf, "name")))
                .mapToLong(DecidedProject::id)
                .findFirst()
                .orElseThrow();
        return new AudienceTest.OfAttribute(
                attribute,
                true,
                Optional.of(MatchType.valueOf(text(leaf, "match").toUpperCase(Locale.ROOT))),
                Optional.of(
                        value.isString()
                                ? new AudienceTest.Value.Text(value.stringValue())
                                : new AudienceTest.Value.Numeric(value.decimalValue())));
    }

    private static <T> Condition<T> condition(JsonNode node, Function<JsonNode, T> test) {
        if (!node.isArray()) {
            return new Condition.Leaf<>(test.apply(node));
        }
        List<Condition<T>> operands =
                stream(node).skip(1).map(it -> condition(it, test)).toList();
        return switch (node.get(0).stringValue()) {
            case "and" -> new Condition.And<>(operands);
            case "or" -> new Condition.Or<>(operands);
            case "not" -> new Condition.Not<>(operands.getFirst());
            default -> throw new AssertionError("neither and, or nor not: " + node);
        };
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static long id(JsonNode it) {
        return Long.parseLong(text(it, "id"));
    }

    private static String key(JsonNode it) {
        return text(it, "key");
    }

    private static String text(JsonNode it, String member) {
        return it.at("/" + member).stringValue();
    }
}
