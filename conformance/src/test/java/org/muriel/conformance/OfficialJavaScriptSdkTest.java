package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.conformance.DecisionCases.Decided;
import org.muriel.conformance.DecisionCases.Visitor;

/** The official JavaScript SDK, unmodified, with the running server as its datafile's origin. */
class OfficialJavaScriptSdkTest {
    @TempDir
    private Path folder;

    @Test
    void decides_every_case_as_the_vectors_say_and_sees_a_change_arrive() {
        List<Visitor> visitors = DecisionCases.visitors();
        DecidedProject.writeTo(folder);
        try (RunningServer server = RunningServer.in(folder);
                NodeProgram program = NodeProgram.start(
                        "optimizely.js",
                        server.origin() + "/datafiles/%s.json",
                        DecidedProject.SDK_KEY,
                        DecisionCases.json(visitors))) {
            List<String> differences = new ArrayList<>();
            int compared = 0;
            for (Visitor visitor : visitors) {
                Map<String, Decided> found = decided(program.line());
                compared += found.size();
                differences.addAll(DecisionCases.differences(visitor, found));
            }
            assertThat(differences).isEmpty();
            assertThat(compared).isEqualTo(368);

            server.client().patch("/v2/experiments/301?action=pause", "{}").good();

            assertThat(decided(program.line()).get("f_split"))
                    .isNotEqualTo(visitors.getFirst().expected().get("f_split"));
            program.end();
        }
    }

    private static Map<String, Decided> decided(String line) {
        Map<String, Decided> decided = new HashMap<>();
        Json.parse(line).forEachEntry((flag, it) -> decided.put(flag, Decided.of(it)));
        return decided;
    }
}
