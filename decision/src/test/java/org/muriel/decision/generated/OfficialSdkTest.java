package org.muriel.decision.generated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muriel.decision.Json;

class OfficialSdkTest {
    private static final int VISITORS_PER_DATAFILE = 20;

    private final Coverage coverage = new Coverage();

    @Test
    void twenty_thousand_generated_cases_are_decided_as_by_the_official_sdk() throws IOException {
        compare(1, 1_000);
    }

    @Test
    @Tag("long")
    void a_million_generated_cases_are_decided_as_by_the_official_sdk() throws IOException {
        compare(1_000_000, 50_000);
    }

    private void compare(long firstSeed, int datafiles) throws IOException {
        for (long seed = firstSeed; seed < firstSeed + datafiles; seed++) {
            GeneratedDatafile datafile = new GeneratedDatafile(seed);
            OfficialSdk official = new OfficialSdk(Json.text(datafile.json()));
            OurEngine ours = new OurEngine(Json.bytes(datafile.json()));
            for (int i = 0; i < VISITORS_PER_DATAFILE; i++) {
                long visitorSeed = seed * VISITORS_PER_DATAFILE + i;
                GeneratedVisitor visitor = GeneratedVisitor.of(datafile, visitorSeed);
                Question question = Question.of(datafile, visitorSeed);
                Answer expected = official.answer(visitor, question);
                Answer actual = ours.answer(visitor, question);
                if (!same(datafile, visitor, expected, actual)) {
                    throw new AssertionError("\ndatafile of seed " + seed + ", visitor of seed " + visitorSeed + ": "
                            + visitor + "\nasked: " + question + "\nofficial SDK: " + expected + "\nours:         "
                            + actual + "\ndatafile: " + Json.text(datafile.json()));
                }
                coverage.asked(question);
                coverage.answered(actual);
                ours.explanations(visitor, question).forEach(coverage::explained);
            }
        }
        coverage.check(datafiles * VISITORS_PER_DATAFILE);
        Files.writeString(
                Path.of("target", "compared-" + datafiles * VISITORS_PER_DATAFILE + ".txt"), coverage.toString());
    }

    /** Whether two answers are the same but for a known difference, which is counted. */
    private boolean same(GeneratedDatafile datafile, GeneratedVisitor visitor, Answer expected, Answer actual) {
        if (expected.equals(actual)) {
            return true;
        }
        for (KnownDifference known : KnownDifference.values()) {
            Set<String> flagKeys = known.flags(datafile, visitor);
            if (expected.without(flagKeys).equals(actual.without(flagKeys))) {
                coverage.differed(known);
                return true;
            }
        }
        return false;
    }
}
