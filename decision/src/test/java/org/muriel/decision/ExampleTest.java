package org.muriel.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExampleTest {
    @Test
    void the_example_of_the_front_page_works() {
        byte[] datafile = Vectors.bytes("decide/datafile.json");
        List<Decision> exposures = new ArrayList<>();
        String greeting = "";

        // example
        Ruleset ruleset = Ruleset.of(datafile);
        Decider decider = new Decider().withExposures((rules, visitor, decision) -> exposures.add(decision));

        Visitor visitor = Visitor.of("user-6", Map.of("plan", "pro", "age", 40));
        Decision decision = decider.decide(ruleset, visitor, "f_split");
        if (decision.enabled()) {
            greeting = "a " + decision.variables().get("color") + " page";
        }

        Map<String, Decision> all = decider.decideAll(ruleset, visitor, Set.of(DecideOption.ENABLED_FLAGS_ONLY));
        // end

        assertThat(greeting).isEqualTo("a green page");
        assertThat(all).containsEntry("f_split", decision).doesNotContainKey("f_none");
        assertThat(exposures).hasSize(1 + 8);
    }

    @Test
    void the_front_page_shows_this_example() throws IOException {
        List<String> source = Files.readAllLines(Path.of("src/test/java/org/muriel/decision/ExampleTest.java"));
        List<String> page = Files.readAllLines(Path.of("README.md"));

        assertThat(between(page, "```java", "```")).isEqualTo(between(source, "// example", "// end"));
    }

    private static List<String> between(List<String> lines, String first, String last) {
        List<String> stripped = lines.stream().map(String::strip).toList();
        int from = stripped.indexOf(first) + 1;
        return stripped.subList(
                from, from + stripped.subList(from, stripped.size()).indexOf(last));
    }
}
