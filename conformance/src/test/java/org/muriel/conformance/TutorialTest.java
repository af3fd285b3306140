package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.cli.TutorialCommand;
import org.muriel.cli.tutorial.Terminal;

/** The tutorial's client against the server: what is said between them is what the golden files say. */
class TutorialTest {
    private static final List<String> STEPS =
            List.of("project", "attribute", "event", "audience", "feature", "experiment", "result");
    private static final String STATUSES_OF_EACH_STEP =
            "201 200, 201 200, 201 200, 201 200, 201 200, 201 200 200 200, 200 200 200";

    /** The digits with which the tutorial keeps its runs apart, at the end of a new entity's name or key. */
    private static final Pattern UNIQUE = Pattern.compile("\"(?:name|key)\" ?: ?\"[A-Za-z_ ]+?([0-9]+)\"");

    private static final Pattern PRINTED_STATUS = Pattern.compile("(?m)^Response:\\R([0-9]{3})$");

    @TempDir
    private Path folder;

    private RunningServer server;
    private Recorder recorder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void start() {
        server = RunningServer.in(folder.resolve("data"));
        recorder = new Recorder(server.stranger());
    }

    @AfterEach
    void stop() {
        recorder.close();
        server.close();
    }

    @Test
    void all_steps_with_the_feature_say_what_the_golden_file_says() {
        assertThat(tutorial("all")).as(err::toString).isZero();

        assertThat(printedStatuses()).isEqualTo(STATUSES_OF_EACH_STEP.replace(",", ""));
        mustBe("tutorial-with-feature.json");
    }

    @Test
    void all_steps_without_the_feature_say_what_the_golden_file_says() {
        assertThat(tutorial("all", "--without-feature")).as(err::toString).isZero();

        assertThat(printedStatuses()).isEqualTo(STATUSES_OF_EACH_STEP.replace(",", ""));
        mustBe("tutorial-without-feature.json");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"tutorial-with-feature.json", "tutorial-without-feature.json"})
    void steps_one_by_one_say_the_same_through_the_settings_file(String golden) throws IOException {
        List<String> statuses = new ArrayList<>();
        for (String step : STEPS) {
            if (step.equals("experiment") && golden.contains("without")) {
                forgetTheFeature();
            }
            out.reset();
            assertThat(tutorial(step, "--save"))
                    .as(step + "\n" + err.toString(UTF_8))
                    .isZero();
            statuses.add(printedStatuses());
        }

        assertThat(String.join(", ", statuses)).isEqualTo(STATUSES_OF_EACH_STEP);
        mustBe(golden);
    }

    @Test
    void a_second_run_in_the_same_account_goes_as_well_as_the_first() {
        assertThat(tutorial("all")).as(err::toString).isZero();
        recorder.forget();
        assertThat(tutorial("all")).as(err::toString).isZero();
        mustBe("tutorial-with-feature.json");
    }

    @Test
    void a_token_the_server_does_not_know_stops_the_first_step_with_a_hint() throws IOException {
        Files.writeString(folder.resolve(".settings.yaml"), "token: 2:nobody-has-ever-made-this-token\n");

        assertThat(tutorial("project")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("401", "token");
    }

    /** As a person with a settings file and nothing to say; the token comes from the environment. */
    private int tutorial(String... arguments) {
        Terminal terminal = new Terminal(
                new BufferedReader(new StringReader("\n\n")),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of("MURIEL_TOKEN", RunningServer.TOKEN),
                false,
                folder);
        List<String> line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("--base-url", recorder.origin() + "/v2"));
        return TutorialCommand.command(terminal).execute(line.toArray(String[]::new));
    }

    /** An experiment without a feature: the question for it is answered with nothing. */
    private void forgetTheFeature() throws IOException {
        Path settings = folder.resolve(".settings.yaml");
        List<String> lines = Files.readAllLines(settings).stream()
                .filter(it -> !it.startsWith("feature_id") && !it.startsWith("variable_values"))
                .toList();
        Files.write(settings, lines);
    }

    private String printedStatuses() {
        return PRINTED_STATUS
                .matcher(out.toString(UTF_8))
                .results()
                .map(it -> it.group(1))
                .reduce((a, b) -> a + " " + b)
                .orElse("none");
    }

    private void mustBe(String golden) {
        List<Exchange> expected = ExchangeFile.read(golden).exchanges();
        List<Recorder.Recorded> said = withPlainNames(recorder.recorded());
        Kept kept = new Kept();
        assertThat(said).hasSameSizeAs(expected);
        for (int i = 0; i < said.size(); i++) {
            Exchange exchange = expected.get(i);
            Recorder.Recorded recorded = said.get(i);
            assertThat(recorded.method() + " " + recorded.path())
                    .as(exchange.name())
                    .isEqualTo(exchange.request().method() + " "
                            + kept.fill(exchange.request().path()));
            assertThat(requestDifferences(exchange, recorded, kept))
                    .as(exchange.name())
                    .isEmpty();
            exchange.mustBe(recorded.answer(), kept);
        }
    }

    private static List<String> requestDifferences(Exchange exchange, Recorder.Recorded recorded, Kept kept) {
        return exchange.request()
                .body()
                .map(it -> Expectation.differences(kept.fill(it), Json.parse(recorded.body())))
                .orElseGet(() -> recorded.body().isEmpty() ? List.of() : List.of("the body: expected nothing"));
    }

    /** What was said, with the random digits of the first step replaced by 1, of the second by 2 and so on. */
    private static List<Recorder.Recorded> withPlainNames(List<Recorder.Recorded> said) {
        Map<String, String> plain = new LinkedHashMap<>();
        for (Recorder.Recorded recorded : said) {
            if (recorded.method().equals("POST")) {
                Matcher unique = UNIQUE.matcher(recorded.body());
                Optional<String> digits =
                        unique.results().map(it -> it.group(1)).findFirst();
                digits.ifPresent(it -> plain.put(it, Integer.toString(plain.size() + 1)));
            }
        }
        // Only as the end of a word: digits may be the beginning of an id or of other digits.
        Pattern any = Pattern.compile("(?<=[_ ])(" + String.join("|", plain.keySet()) + ")(?![0-9])");
        return said.stream()
                .map(it -> new Recorder.Recorded(
                        it.method(),
                        it.path(),
                        replace(any, plain, it.body()),
                        new Answer(
                                it.answer().status(),
                                it.answer().headers(),
                                replace(any, plain, it.answer().text()))))
                .toList();
    }

    private static String replace(Pattern any, Map<String, String> plain, String text) {
        return any.matcher(text).replaceAll((MatchResult it) -> plain.get(it.group(1)));
    }
}
