package org.muriel.datafile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.optimizely.ab.config.Experiment;
import com.optimizely.ab.config.FeatureFlag;
import com.optimizely.ab.config.ProjectConfig;
import com.optimizely.ab.config.parser.ConfigParseException;
import com.optimizely.ab.config.parser.ConfigParser;
import com.optimizely.ab.config.parser.GsonConfigParser;
import com.optimizely.ab.config.parser.JacksonConfigParser;
import com.optimizely.ab.config.parser.JsonConfigParser;
import com.optimizely.ab.config.parser.JsonSimpleConfigParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.muriel.experiment.entity.Entity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DatafileTest {
    private static final Path VECTORS = Path.of("../vectors/datafile");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Reads a datafile with one of the four libraries the SDK can use. */
    private static Map<String, ConfigParser> parsers() {
        return Map.of(
                "Gson", new GsonConfigParser(),
                "Jackson", new JacksonConfigParser(),
                "org.json", new JsonConfigParser(),
                "json-simple", new JsonSimpleConfigParser());
    }

    static Stream<String> names() {
        return Configured.all().keySet().stream();
    }

    static Stream<Arguments> namesAndParsers() {
        return names().flatMap(name -> parsers().keySet().stream().sorted().map(it -> Arguments.of(name, it)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void each_construct_is_written_as_its_golden_datafile_says(String name) throws IOException {
        byte[] written = Configured.datafile(configured(name));

        assertThat(JSON.readTree(written)).isEqualTo(golden(name));
        assertThat(Configured.datafile(configured(name))).isEqualTo(written);
    }

    @Test
    void every_golden_datafile_has_its_configuration() throws IOException {
        try (Stream<Path> files = Files.list(VECTORS)) {
            assertThat(files.map(it -> it.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(names().toList());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void nothing_is_null_and_every_id_is_text_and_leads_somewhere(String name) {
        JsonNode datafile = JSON.readTree(Configured.datafile(configured(name)));

        check(datafile, "");
        List<String> experiments = datafile.findValuesAsString("id");
        List<String> rollouts = texts(datafile.path("rollouts"), "id");
        List<String> audiences = texts(datafile.path("audiences"), "id");
        for (JsonNode flag : datafile.path("featureFlags")) {
            assertThat(rollouts).contains(flag.path("rolloutId").stringValue());
            flag.path("experimentIds").forEach(it -> assertThat(experiments).contains(it.stringValue()));
        }
        datafile.findValues("audienceIds")
                .forEach(ids -> ids.forEach(it -> assertThat(audiences).contains(it.stringValue())));
        for (JsonNode rule : datafile.findParents("forcedVariations")) {
            List<String> variations = texts(rule.path("variations"), "id");
            List<String> keys = texts(rule.path("variations"), "key");
            rule.path("trafficAllocation")
                    .forEach(it ->
                            assertThat(variations).contains(it.path("entityId").stringValue()));
            rule.path("forcedVariations").forEach(it -> assertThat(keys).contains(it.stringValue()));
        }
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("namesAndParsers")
    void the_official_sdk_reads_it_with_each_of_its_parsers(String name, String parser) throws Exception {
        JsonNode golden = golden(name);

        ProjectConfig config = parser(parser).parseProjectConfig(text(Configured.datafile(configured(name))));

        assertThat(config.getRevision()).isEqualTo("7");
        assertThat(config.getFeatureFlags())
                .extracting(FeatureFlag::getKey)
                .containsExactlyElementsOf(texts(golden.path("featureFlags"), "key"));
        assertThat(config.getExperiments())
                .extracting(Experiment::getKey)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                texts(golden.path("experiments"), "key").stream(),
                                stream(golden.path("groups"))
                                        .flatMap(it -> texts(it.path("experiments"), "key").stream()))
                        .toList());
        assertThat(config.getTypedAudiences())
                .hasSize(golden.path("typedAudiences").size());
    }

    /** What we avoid does harm: otherwise the tests above would not see it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("traps")
    void a_trap_is_one(String what, String parser, Trap trap) throws Exception {
        ObjectNode datafile = (ObjectNode) JSON.readTree(Configured.datafile(configured("feature-test")));
        trap.set(datafile);
        String text = JSON.writeValueAsString(datafile);

        assertThatThrownBy(() -> parser(parser).parseProjectConfig(text))
                .as(what)
                .isInstanceOf(ConfigParseException.class);
    }

    /** Spoils a datafile. */
    interface Trap {
        void set(ObjectNode datafile);
    }

    static Stream<Arguments> traps() {
        Trap nothing = it -> it.putNull("typedAudiences");
        Trap dangling = it -> ((ObjectNode) it.path("featureFlags").get(0))
                .putArray("experimentIds")
                .add("999");
        Trap number = it -> it.put("revision", 7);
        return Stream.of(
                Arguments.of("null", "Gson", nothing),
                Arguments.of("a dangling id", "Gson", dangling),
                Arguments.of("a dangling id", "Jackson", dangling),
                Arguments.of("a dangling id", "org.json", dangling),
                Arguments.of("a dangling id", "json-simple", dangling),
                Arguments.of("a number", "org.json", number),
                Arguments.of("a number", "json-simple", number));
    }

    private static void check(JsonNode node, String name) {
        assertThat(node.isNull()).as(name).isFalse();
        if (node.isObject()) {
            node.properties().forEach(it -> check(it.getValue(), it.getKey()));
        } else if (node.isArray()) {
            node.forEach(it -> check(it, name));
        } else if (name.equals("revision")
                || name.equals("version")
                || name.toLowerCase(Locale.ROOT).endsWith("id")) {
            assertThat(node.isString()).as(name).isTrue();
        }
    }

    private static ConfigParser parser(String name) {
        return Objects.requireNonNull(parsers().get(name));
    }

    private static List<Entity> configured(String name) {
        return Objects.requireNonNull(Configured.all().get(name));
    }

    private static JsonNode golden(String name) throws IOException {
        return JSON.readTree(Files.readString(VECTORS.resolve(name + ".json"))).path("datafile");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static List<String> texts(JsonNode array, String member) {
        return stream(array).map(it -> it.path(member).stringValue()).toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
