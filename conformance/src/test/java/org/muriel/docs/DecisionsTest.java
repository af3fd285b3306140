package org.muriel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decisions are written down in one form, numbered without a gap, and listed. */
class DecisionsTest {
    private static final Path FOLDER = Path.of("docs/decisions");
    private static final Pattern STATUS =
            Pattern.compile("Status: (proposed|accepted|rejected|superseded by \\[\\d{4}]\\(\\S+\\))");

    static Stream<Path> decisions() {
        return Repository.files(Repository.root().resolve(FOLDER), 1)
                .filter(it -> !it.endsWith("README.md"))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void a_decision_says_why_and_what_was_given_up(Path file) {
        List<String> lines = Repository.text(file).lines().toList();

        assertThat(lines.getFirst()).startsWith("# " + number(file) + ". ");
        assertThat(lines.get(2)).matches(STATUS);
        assertThat(lines)
                .filteredOn(it -> it.startsWith("## "))
                .containsExactly("## Context", "## Decision", "## Consequences", "## What we gave up");
    }

    @Test
    void numbers_have_no_gap() {
        List<String> numbers = decisions().map(DecisionsTest::number).toList();

        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, numbers.size())
                        .mapToObj("%04d"::formatted)
                        .toList());
    }

    @Test
    void the_list_names_each_with_its_title_and_status() {
        List<List<String>> listed =
                Page.of(Repository.text(FOLDER.resolve("README.md"))).table("# Decisions");

        assertThat(listed).isEqualTo(decisions().map(DecisionsTest::row).toList());
    }

    private static List<String> row(Path file) {
        List<String> lines = Repository.text(file).lines().toList();
        String title = lines.getFirst().substring("# 0000. ".length());
        return List.of(
                "[" + number(file) + "](" + file.getFileName() + ")",
                title,
                lines.get(2).substring("Status: ".length()));
    }

    private static String number(Path file) {
        return file.getFileName().toString().substring(0, 4);
    }
}
