package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.optimizely.ab.Optimizely;
import com.optimizely.ab.OptimizelyUserContext;
import com.optimizely.ab.optimizelydecision.OptimizelyDecideOption;
import com.optimizely.ab.optimizelydecision.OptimizelyDecision;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muriel.decision.Decider;
import org.muriel.decision.Decision;
import org.muriel.decision.Ruleset;
import org.muriel.decision.Visitor;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Datafiles of other servers become projects whose own datafile decides every visitor alike, by the official Java SDK
 * and by our library.
 */
class DatafileImportTest {
    private static final int VISITORS = 10_000;
    private static final int GENERATED = 40;
    private static final Path RESOURCES = Path.of("src/test/resources/org/muriel/conformance");
    private static final Path VECTORS = Path.of("../vectors");
    private static final int VISITORS_OF_GENERATED = 400;

    static {
        // the datafiles are full of what it warns of
        ((Logger) LoggerFactory.getLogger("com.optimizely.ab")).setLevel(Level.OFF);
    }

    @TempDir
    private Path folder;

    private RunningServer server;
    private ProjectCommand muriel;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.in(Files.createDirectory(folder.resolve("data")));
        muriel = new ProjectCommand(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Every kind there is: those of the vectors, and two of other servers. */
    static List<Path> datafiles() throws IOException {
        List<Path> all = new ArrayList<>(List.of(
                RESOURCES.resolve("flags-first-datafile.json"),
                RESOURCES.resolve("sample-datafile.json"),
                VECTORS.resolve("decide/datafile.json")));
        try (Stream<Path> vectors = Files.list(VECTORS.resolve("datafile"))) {
            vectors.sorted().forEach(all::add);
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("datafiles")
    void ten_thousand_visitors_are_decided_as_by_the_datafile(Path path) throws IOException {
        ObjectNode file = (ObjectNode) Json.parse(Files.readString(path));
        String original = Json.write(file.path("datafile") instanceof ObjectNode within ? within : file);
        muriel.write("datafile.json", original);

        muriel.run(server, "import", "datafile", "datafile.json", "--yes").good();

        String ours = ours(original);
        assertThat(differences(original, ours, VISITORS, 1)).isEmpty();
        assertThat(kept(ours)).isEqualTo(kept(original));
        assertThat(muriel.run(server, "import", "datafile", "datafile.json", "--yes")
                        .good()
                        .out())
                .contains("0 to create, 0 to change, 0 to archive");
    }

    @Test
    void so_are_visitors_of_datafiles_made_at_random() {
        decidedAlike(VISITORS_OF_GENERATED);
    }

    @Test
    @Tag("long")
    void so_are_ten_thousand_of_each() {
        decidedAlike(VISITORS);
    }

    private void decidedAlike(int visitors) {
        for (long seed = 1; seed <= GENERATED; seed++) {
            String original = Json.write(ForeignDatafile.of(seed));
            muriel.write("datafile.json", original);

            muriel.run(server, "import", "datafile", "datafile.json", "--yes", "--name", "Seed " + seed)
                    .good();

            String ours = ours(original);
            assertThat(differences(original, ours, visitors, seed))
                    .as("seed %d: %s\n%s", seed, original, ours)
                    .isEmpty();
            assertThat(kept(ours)).as("seed %d", seed).isEqualTo(kept(original));
        }
    }

    @Test
    void the_datafile_of_a_second_environment_comes_into_the_same_project() throws IOException {
        String first = text("flags-first-datafile.json");
        ObjectNode datafile = (ObjectNode) Json.parse(first);
        datafile.put("environmentKey", "staging").put("sdkKey", "the_second");
        ((ObjectNode) datafile.at("/experiments/0")).put("status", "Paused");
        ((ObjectNode) datafile.at("/experiments/2")).put("status", "Running");
        ((ObjectNode) datafile.at("/rollouts/1/experiments/0/trafficAllocation/0")).put("endOfRange", 10000);
        String second = Json.write(datafile);
        muriel.write("first.json", first);
        muriel.write("second.json", second);
        muriel.run(server, "import", "datafile", "first.json", "--name", "Both", "--yes")
                .good();

        assertThat(muriel.run(server, "import", "datafile", "second.json", "--yes")
                        .err())
                .contains("project.id: expected an id that nothing on this server has");
        muriel.run(server, "import", "datafile", "second.json", "--project", "Both", "--yes")
                .good();

        assertThat(differences(first, ours(first), 2_000, 1)).isEmpty();
        assertThat(differences(second, ours(second), 2_000, 2)).isEmpty();
        ((ObjectNode) datafile.at("/experiments/0/trafficAllocation/0")).put("endOfRange", 2501);
        muriel.write("third.json", Json.write(datafile));
        assertThat(muriel.run(server, "import", "datafile", "third.json", "--project", "Both", "--yes")
                        .err())
                .contains("experiments.second_test.ranges: expected none, or those of the one that is there");
    }

    @Test
    void an_imported_project_exported_with_ids_makes_the_same_project_elsewhere() throws IOException {
        muriel.write("datafile.json", text("flags-first-datafile.json"));
        muriel.run(server, "import", "datafile", "datafile.json", "--yes").good();
        muriel.run(server, "export", "--ids", "-o", "exported.yaml").good();

        try (RunningServer other = RunningServer.in(Files.createDirectory(folder.resolve("other")))) {
            muriel.run(other, "apply", "exported.yaml", "--yes").good();
            muriel.run(other, "export", "--ids", "-o", "again.yaml").good();
        }

        assertThat(folder.resolve("again.yaml")).hasSameTextualContentAs(folder.resolve("exported.yaml"));
    }

    @Test
    void what_cannot_be_represented_is_listed_by_name_and_stops_the_import_unless_it_is_accepted() throws IOException {
        ObjectNode datafile = (ObjectNode) Json.parse(text("flags-first-datafile.json"));
        ((ArrayNode) datafile.path("holdouts")).addObject().put("id", "1").put("key", "quiet_ten_percent");
        ((ArrayNode) datafile.path("integrations")).addObject().put("key", "odp");
        ((ObjectNode) datafile.at("/typedAudiences/0")).set("conditions", Json.parse("""
                ["or", {"type": "third_party_dimension", "match": "qualified", "name": "odp", "value": "vips"}]"""));
        ((ArrayNode) datafile.at("/featureFlags/1/experimentIds")).add("9300000000201");
        muriel.write("datafile.json", Json.write(datafile));

        ProjectCommand.Ran refused = muriel.run(server, "import", "datafile", "datafile.json", "--yes");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out())
                .contains("holdout 'quiet_ten_percent'", "integration 'odp'", "audience 'Adults'", "vips")
                .contains("experiment 'first_test' is asked for the flag 'search' too");
        assertThat(refused.err()).contains("--accept-losses");
        assertThat(server.client().get("/v2/projects").good().json()).isEmpty();

        muriel.run(server, "import", "datafile", "datafile.json", "--yes", "--accept-losses")
                .good();

        assertThat(server.client().get("/v2/projects").good().json()).hasSize(1);
    }

    @Test
    void an_id_that_something_has_already_is_named_and_nothing_is_imported() throws IOException {
        muriel.write("datafile.json", text("flags-first-datafile.json"));
        muriel.run(server, "import", "datafile", "datafile.json", "--yes").good();
        ObjectNode other = (ObjectNode) Json.parse(text("flags-first-datafile.json"));
        other.put("projectId", "77").put("sdkKey", "another");
        muriel.write("other.json", Json.write(other));

        ProjectCommand.Ran refused = muriel.run(server, "import", "datafile", "other.json", "--yes");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .contains("experiments.first_test.id: expected an id that nothing on this server has")
                .contains("an experiment of the project 9300000000107");
        assertThat(server.client().get("/v2/projects").good().json()).hasSize(1);
    }

    @Test
    void what_breaks_a_rule_is_named_by_its_place_in_the_project() throws IOException {
        ObjectNode datafile = (ObjectNode) Json.parse(text("flags-first-datafile.json"));
        ((ObjectNode) datafile.at("/featureFlags/0")).put("key", "no key!");
        muriel.write("datafile.json", Json.write(datafile));

        ProjectCommand.Ran refused = muriel.run(server, "import", "datafile", "datafile.json", "--yes");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).startsWith("datafile.json: features.no key!.key: expected 1 to 64 of the characters");
    }

    @Test
    void a_datafile_comes_from_an_address_too_and_what_is_made_of_it_can_be_read_before() throws IOException {
        byte[] original = text("sample-datafile.json").getBytes(StandardCharsets.UTF_8);
        HttpServer origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        origin.createContext("/datafiles/key.json", exchange -> {
            exchange.sendResponseHeaders(200, original.length);
            exchange.getResponseBody().write(original);
            exchange.close();
        });
        origin.start();
        try {
            String address = "http://127.0.0.1:" + origin.getAddress().getPort() + "/datafiles/";
            assertThat(muriel.run(server, "import", "datafile", address + "none.json")
                            .err())
                    .contains("404");

            muriel.run(server, "import", "datafile", address + "key.json", "-o", "project.yaml")
                    .good();
        } finally {
            origin.stop(0);
        }
        assertThat(server.client().get("/v2/projects").good().json()).isEmpty();

        muriel.run(server, "apply", "project.yaml", "--yes").good();

        assertThat(server.client().get("/v2/projects").good().json()).hasSize(1);
    }

    @Test
    void what_a_feature_with_an_imported_rollout_shows_can_be_sent_back_and_only_if_it_is_well_formed()
            throws IOException {
        muriel.write("datafile.json", text("sample-datafile.json"));
        muriel.run(server, "import", "datafile", "datafile.json", "--yes").good();
        JsonNode project = server.client().get("/v2/projects").good().json().path(0);
        JsonNode feature = server.client()
                .get("/v2/features?project_id=" + project.path("id"))
                .good()
                .json()
                .valueStream()
                .filter(it -> !it.at("/environments/production/x_rollout/rules").isEmpty())
                .findFirst()
                .orElseThrow();
        String path = "/v2/features/" + feature.path("id");
        ObjectNode body = (ObjectNode) Json.parse("{}");
        body.set("environments", feature.path("environments"));

        JsonNode after = server.client().patch(path, Json.write(body)).good().json();

        assertThat(after.path("environments")).isEqualTo(feature.path("environments"));
        ((ObjectNode) body.at("/environments/production")).put("rollout_rules", "");
        Answer refused = server.client().patch(path, Json.write(body));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("environments.production.rollout_rules");
    }

    @Test
    void what_is_no_datafile_of_version_4_is_refused() {
        muriel.write("two.json", "{\"version\": \"2\"}");
        muriel.write("text.json", "version 4");

        assertThat(muriel.run(server, "import", "datafile", "two.json").err()).contains("version: expected \"4\"");
        assertThat(muriel.run(server, "import", "datafile", "text.json").err()).contains("not JSON");
        assertThat(muriel.run(server, "import", "datafile", "none.json").err()).contains("There is no file none.json");
    }

    private static String text(String name) throws IOException {
        return Files.readString(RESOURCES.resolve(name));
    }

    private String ours(String original) {
        String key = Json.parse(original).path("sdkKey").stringValue();
        return server.stranger().get("/datafiles/" + key + ".json").good().text();
    }

    /** What buckets hang on: running experiment, rule or group → its ranges, neighbours of one holder made one. */
    private static Map<String, String> kept(String datafile) {
        JsonNode root = Json.parse(datafile);
        Map<String, String> kept = new TreeMap<>();
        kept.put("account", root.path("accountId").stringValue());
        kept.put("project", root.path("projectId").stringValue());
        List<JsonNode> experiments = new ArrayList<>();
        root.path("experiments").forEach(experiments::add);
        root.path("groups").forEach(group -> group.path("experiments").forEach(experiments::add));
        experiments.stream()
                .filter(it -> it.path("status").stringValue().equals("Running"))
                .forEach(it -> kept.put("experiment " + id(it), it.path("layerId") + " " + ranges(it)));
        for (JsonNode flag : root.path("featureFlags")) {
            root.path("rollouts").forEach(it -> {
                if (it.path("id").stringValue().equals(flag.path("rolloutId").stringValue())) {
                    it.path("experiments")
                            .forEach(rule -> kept.put("rule " + id(rule), rule.path("layerId") + " " + ranges(rule)));
                }
            });
        }
        root.path("groups")
                .forEach(it -> kept.put("group " + id(it), it.path("policy").stringValue() + " " + shared(it)));
        return kept;
    }

    private static String id(JsonNode it) {
        return it.path("id").stringValue();
    }

    /** The ranges of a group's experiments that run; those of others are left free. */
    private static String shared(JsonNode group) {
        ObjectNode present = (ObjectNode) group.deepCopy();
        for (JsonNode range : present.path("trafficAllocation")) {
            boolean runs = group.path("experiments")
                    .valueStream()
                    .anyMatch(it -> it.path("id").equals(range.path("entityId"))
                            && it.path("status").stringValue().equals("Running"));
            if (!runs) {
                ((ObjectNode) range).put("entityId", "");
            }
        }
        return ranges(present);
    }

    private static String ranges(JsonNode rule) {
        StringBuilder ranges = new StringBuilder();
        String last = "";
        int end = 0;
        for (JsonNode range : rule.path("trafficAllocation")) {
            int next = range.path("endOfRange").intValue();
            String holder = range.path("entityId").stringValue();
            if (next > end && !holder.equals(last)) {
                ranges.append(end).append(':').append(holder).append(' ');
                last = holder;
            }
            end = Math.max(next, end);
        }
        return (last.isEmpty()
                        ? ranges.toString().replaceFirst("(\\d+): $", "$1")
                        : ranges.append(end).toString())
                .strip();
    }

    /** Visitors and flags that are decided otherwise, at most a few. */
    private static List<String> differences(String original, String ours, int visitors, long seed) {
        Random random = new Random(seed);
        List<String> differences = new ArrayList<>();
        Optimizely one = sdk(original);
        Optimizely other = sdk(ours);
        Ruleset rules = Ruleset.of(original.getBytes(StandardCharsets.UTF_8));
        Ruleset ourRules = Ruleset.of(ours.getBytes(StandardCharsets.UTF_8));
        Decider decider = new Decider();
        for (int i = 0; i < visitors && differences.size() < 5; i++) {
            String id = random.nextInt(20) == 0 ? "visitor-" + random.nextInt(20) : "v" + random.nextInt();
            Map<String, Object> attributes = attributes(random, i);
            Map<String, String> expected = decided(one, id, attributes);
            Map<String, String> found = decided(other, id, attributes);
            if (!expected.equals(found)) {
                differences.add("SDK, " + id + " " + attributes + ": " + expected + "\n  but " + found);
            }
            Visitor visitor = Visitor.of(id, attributes);
            Map<String, String> byOriginal = told(decider.decideAll(rules, visitor, Set.of()));
            Map<String, String> byOurs = told(decider.decideAll(ourRules, visitor, Set.of()));
            if (!byOriginal.equals(byOurs)) {
                differences.add("library, " + id + " " + attributes + ": " + byOriginal + "\n  but " + byOurs);
            }
        }
        one.close();
        other.close();
        return differences;
    }

    private static Map<String, Object> attributes(Random random, int visitor) {
        Map<String, Object> attributes = new HashMap<>();
        ForeignDatafile.attributes(random).forEachEntry((key, value) -> attributes.put(key, value(value)));
        if (visitor % 3 == 0) {
            attributes.put("country", random.nextBoolean() ? "NL" : "BE");
            attributes.put("app.version 2", random.nextBoolean() ? "2.1.5" : "2");
            attributes.put("app_version", random.nextBoolean() ? "2.1.5" : "1.9.9");
            attributes.put("plan", random.nextBoolean() ? "pro" : "free");
        }
        return attributes;
    }

    private static Object value(JsonNode value) {
        return value.isString()
                ? value.stringValue()
                : value.isBoolean()
                        ? (Object) value.booleanValue()
                        : value.isIntegralNumber() ? (Object) value.longValue() : (Object) value.doubleValue();
    }

    private static Optimizely sdk(String datafile) {
        Optimizely optimizely = Optimizely.builder().withDatafile(datafile).build();
        assertThat(optimizely.isValid())
                .as("the official SDK takes %s", datafile)
                .isTrue();
        return optimizely;
    }

    private static Map<String, String> decided(Optimizely optimizely, String id, Map<String, Object> attributes) {
        OptimizelyUserContext user = Objects.requireNonNull(optimizely.createUserContext(id, attributes));
        Map<String, String> decided = new TreeMap<>();
        user.decideAll(List.of(OptimizelyDecideOption.DISABLE_DECISION_EVENT))
                .forEach((flag, it) -> decided.put(flag, told(it)));
        return decided;
    }

    private static String told(OptimizelyDecision it) {
        return it.getRuleKey() + " " + it.getVariationKey() + " " + it.getEnabled() + " "
                + new TreeMap<>(Objects.requireNonNull(it.getVariables().toMap()));
    }

    private static Map<String, String> told(Map<String, Decision> decisions) {
        Map<String, String> told = new TreeMap<>();
        decisions.forEach((flag, it) -> told.put(
                flag,
                it.ruleId() + " " + it.variationId() + " " + it.campaignId() + " " + it.ruleKey() + " "
                        + it.variationKey() + " " + it.enabled() + " " + new TreeMap<>(it.variables())));
        return told;
    }
}
