package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.muriel.server.Muriel;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ./muriel vectors}, on the reference cases of {@code vectors/statistics} and on cases that are wrong. */
class VectorsCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static final String CASE = """
            [{"id": "shares-01", "method": "srm.chi_square",
              "inputs": {"counts": [50, 50], "probabilities": [0.5, 0.5]},
              "expected": {"chi2": 0.0, "p": 1.0}, "tolerance": {"rel": 1e-9, "abs": 1e-12}}]
            """;

    @TempDir
    private Path folder;

    private StringWriter out;
    private StringWriter err;

    @BeforeEach
    void silence() {
        out = new StringWriter();
        err = new StringWriter();
    }

    @Test
    void all_reference_cases_pass() throws IOException {
        assertThat(vectors(reference())).as(out.toString()).isZero();

        int cases = 0;
        for (Path file : referenceFiles().toList()) {
            cases += JSON.readTree(Files.readAllBytes(file)).size();
        }
        assertThat(cases).isGreaterThanOrEqualTo(134);
        assertThat(out.toString()).isEqualTo(cases + " passed, 0 failed" + System.lineSeparator());
        assertThat(err.toString()).isEmpty();
    }

    /** Every number that is expected is really compared: each, altered by itself, fails in its case and nowhere else. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("referenceFiles")
    void a_value_beyond_its_tolerance_is_noticed_wherever_it_stands(Path file) throws IOException {
        ArrayNode cases = (ArrayNode) JSON.readTree(Files.readAllBytes(file));
        Path copy = folder.resolve("altered.json");
        for (int i = 0; i < cases.size(); i++) {
            for (String pointer : numbers("/" + i + "/expected", cases.get(i).path("expected"))) {
                ArrayNode altered = cases.deepCopy();
                alter(altered, pointer, altered.get(i).path("tolerance"));
                // the one case suffices, and whole files would take as many times as long
                Files.writeString(
                        copy, JSON.createArrayNode().add(altered.get(i)).toString());
                silence();

                assertThat(vectors(copy)).as(pointer).isEqualTo(1);
                assertThat(out.toString().lines())
                        .hasSize(2)
                        .first()
                        .asString()
                        .startsWith("altered.json  " + cases.get(i).path("id").stringValue() + "  ")
                        .contains("expected ", "got ", "tolerance ");
                assertThat(out.toString()).endsWith("0 passed, 1 failed" + System.lineSeparator());
            }
        }
    }

    @Test
    void a_failure_names_file_case_field_both_values_and_the_tolerance() throws IOException {
        write("mine.json", CASE.replace("\"p\": 1.0", "\"p\": 0.5"));

        assertThat(vectors(folder)).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "mine.json  shares-01  p: expected 0.5, got 1.0, tolerance rel 1.0E-9, abs 1.0E-12",
                        "0 passed, 1 failed");
    }

    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "srm.chi_square"              | "srm.haruspicy"                  | method: nothing is known of "srm.haruspicy"
            "method": "srm.chi_square"    | "method": 7                      | method: expected a text, found the number 7
            "counts": [50, 50],           | "count": [50, 50],               | inputs.counts: expected an array, found nothing
            [50, 50]                      | [50, -1]                         | inputs.counts[1]: expected a whole number of 0 or more
            [50, 50]                      | [50, 50, 1]                      | 3 counts and 2 shares
            "inputs"                      | "input"                          | inputs: expected an object, found nothing
            "expected"                    | "wanted"                         | expected: expected an object, found nothing
            {"chi2": 0.0, "p": 1.0}       | {}                               | expected: expected one field or more
            "p": 1.0                      | "q": 1.0                         | q: expected 1.0, got nothing
            "rel": 1e-9                   | "rel": -1                        | tolerance.rel: expected a number of 0 or more
            {"rel": 1e-9, "abs": 1e-12}   | 3                                | tolerance: expected an object, found the number 3
            """)
    void a_case_that_is_wrong_fails_and_says_why(String from, String to, String reason) throws IOException {
        assertThat(CASE).contains(from);
        write("mine.json", CASE.replace(from, to));

        assertThat(vectors(folder)).isEqualTo(1);
        assertThat(out.toString().lines()).hasSize(2).first().asString().contains(reason);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void other_data_beside_the_cases_is_named_and_passed_over() throws IOException {
        write("mine.json", CASE);
        write("buckets.json", "[{\"bucketing_id\": \"visitor-1\", \"bucket\": 9917}]");
        write("decisions.json", "{\"decisions\": []}");
        Files.createDirectory(folder.resolve("more"));

        assertThat(vectors(folder)).isZero();
        assertThat(out.toString().lines()).containsExactly("1 passed, 0 failed");
        assertThat(err.toString().lines())
                .containsExactly(
                        "skipped buckets.json: expected an array of cases, found one in which nothing has a method",
                        "skipped decisions.json: expected an array of cases, found an object");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{"id":          | not JSON
            [] []            | not JSON
            {"a": 1, "a": 2} | not JSON
            []               | no cases in
            {"a": 1}         | no cases in
            """)
    void a_file_without_a_case_is_a_mistake_of_the_command(String text, String reason) throws IOException {
        write("mine.json", text);

        assertThat(vectors(folder)).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains(reason, "mine.json");
    }

    @Test
    void a_folder_without_files_and_one_that_is_not_there_are_mistakes_of_the_command() {
        assertThat(vectors(folder)).isEqualTo(2);
        assertThat(vectors(folder.resolve("nowhere"))).isEqualTo(2);
        assertThat(muriel("vectors")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("no vector files (*.json) in", "no such folder or file", "DIR");
    }

    @Test
    void the_help_names_every_method_of_the_reference_cases() throws IOException {
        assertThat(muriel("vectors", "--help")).isZero();

        String help = out.toString().replaceAll("\\s+", " ");
        for (Path file : referenceFiles().toList()) {
            for (JsonNode each : JSON.readTree(Files.readAllBytes(file))) {
                assertThat(help).contains(each.path("method").stringValue());
            }
        }
    }

    private static List<String> numbers(String pointer, JsonNode node) {
        if (node.isNumber()) {
            return List.of(pointer);
        }
        Stream<List<String>> parts = node.isObject()
                ? node.properties().stream().map(it -> numbers(pointer + "/" + it.getKey(), it.getValue()))
                : java.util.stream.IntStream.range(0, node.size())
                        .mapToObj(i -> numbers(pointer + "/" + i, node.get(i)));
        return parts.flatMap(List::stream).toList();
    }

    private static void alter(ArrayNode cases, String pointer, JsonNode tolerance) {
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = cases.at(pointer.substring(0, slash));
        String last = pointer.substring(slash + 1);
        double value = cases.at(pointer).doubleValue();
        double allowed = Math.max(
                tolerance.path("abs").doubleValue(), tolerance.path("rel").doubleValue() * Math.abs(value));
        // ours may be off by as much to the other side
        double beyond = value + Math.max(3 * allowed, 4 * Math.ulp(value));
        if (parent instanceof ObjectNode object) {
            object.set(last, DoubleNode.valueOf(beyond));
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(last), DoubleNode.valueOf(beyond));
        }
    }

    private static Path reference() {
        return ExchangeFile.folder().resolveSibling("statistics");
    }

    static Stream<Path> referenceFiles() throws IOException {
        try (Stream<Path> files = Files.list(reference())) {
            return files.sorted().toList().stream();
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private int vectors(Path path) {
        return muriel("vectors", path.toString());
    }

    private int muriel(String... arguments) {
        CommandLine muriel = Muriel.commandLine();
        muriel.setOut(new PrintWriter(out, true));
        muriel.setErr(new PrintWriter(err, true));
        muriel.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        return muriel.execute(arguments);
    }
}
