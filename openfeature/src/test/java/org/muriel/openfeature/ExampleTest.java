package org.muriel.openfeature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.MutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Value;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.muriel.decision.Decider;
import org.muriel.decision.Decision;

class ExampleTest {
    @Test
    void the_example_of_the_front_page_works() throws IOException {
        List<Decision> exposures = new ArrayList<>();
        String greeting = "";
        try (DatafileServer server = new DatafileServer(Datafiles.ofVectors())) {
            URI datafileUrl = server.url();

            // example
            Decider decider = new Decider().withExposures((rules, visitor, decision) -> exposures.add(decision));
            Duration interval = Duration.ofSeconds(30);
            OpenFeatureAPI.getInstance()
                    .setProviderAndWait(MurielProvider.polling(decider, datafileUrl, Map.of(), interval));
            Client client = OpenFeatureAPI.getInstance().getClient();

            EvaluationContext context =
                    new MutableContext("user-6").add("plan", "pro").add("age", 40);
            if (client.getBooleanValue("f_split", false, context)) {
                greeting = "a " + client.getStringValue("f_split.color", "grey", context) + " page";
            }
            Value variables = client.getObjectValue("f_split", new Value(), context);
            // end

            assertThat(greeting).isEqualTo("a green page");
            assertThat(variables.asStructure().asObjectMap()).isEqualTo(Map.of("color", "green", "n", 7));
            assertThat(exposures).hasSize(3);
        } finally {
            OpenFeatureAPI.getInstance().shutdown();
        }
    }

    @Test
    void the_front_page_shows_this_example() throws IOException {
        List<String> source = Files.readAllLines(Path.of("src/test/java/org/muriel/openfeature/ExampleTest.java"));
        List<String> page = Files.readAllLines(Path.of("README.md"));

        assertThat(between(page, "```java", "```")).isEqualTo(between(source, "// example", "// end"));
    }

    /** The words, wherever lines are broken. */
    private static List<String> between(List<String> lines, String first, String last) {
        List<String> stripped = lines.stream().map(String::strip).toList();
        int from = stripped.indexOf(first) + 1;
        List<String> inside = stripped.subList(
                from, from + stripped.subList(from, stripped.size()).indexOf(last));
        return List.of(String.join("", inside).replace(" ", "").split("(?<=[;{}])"));
    }
}
