package org.muriel.api.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muriel.api.json.Json;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.problem.Violation;
import org.muriel.experiment.problem.Violations;

class ConditionGrammarTest {
    /** Leaves are objects with a number n. */
    private final ConditionGrammar<Integer> grammar = new ConditionGrammar<>(
            (leaf, at, violations) -> {
                if (leaf.path("n").isInt()) {
                    return Optional.of(leaf.path("n").intValue());
                }
                violations.add(at + "/n", "a number", "none");
                return Optional.empty();
            },
            n -> Json.object().put("n", n));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"n":1}                                   | {"n": 1}
            ["and",{"n":1}]                           | ["and", {"n": 1}]
            ["and",["or",["or",{"n":1},{"n":2}]]]     | ["and", ["or", ["or", {"n": 1}, {"n": 2}]]]
            ["not",["or",{"n":1},["not",{"n":2}]]]    | ["not", ["or", {"n": 1}, ["not", {"n": 2}]]]
            """)
    void what_is_read_is_written_spaced_with_its_structure_kept(String text, String written) throws Exception {
        Violations violations = new Violations();

        assertThat(grammar.parse(Json.parse(text), violations).map(grammar::write))
                .contains(written);
        assertThat(violations.list()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: at {1}, expected {2}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            []                          | /0     | the operator and, or, not
            [{"n":1}]                   | /0     | the operator and, or, not
            ["AND",{"n":1}]             | /0     | the operator and, or, not
            ["xor",{"n":1}]             | /0     | the operator and, or, not
            ["and"]                     | ''     | at least one operand of and
            ["not",{"n":1},{"n":2}]     | ''     | one operand of not
            ["not"]                     | ''     | one operand of not
            "everyone"                  | ''     | a list that begins with and, or, not; or a leaf object
            ["and",7]                   | /1     | a list that begins with and, or, not; or a leaf object
            ["and",["or",{"m":1}]]      | /1/1/n | a number
            """)
    void what_is_not_of_the_grammar_is_refused_where_it_goes_wrong(String text, String at, String expected)
            throws Exception {
        Violations violations = new Violations();

        assertThat(grammar.parse(Json.parse(text), violations)).isEmpty();
        assertThat(violations.list()).extracting(Violation::at).containsExactly(at);
        assertThat(violations.list()).extracting(Violation::expected).containsExactly(expected);
    }

    @Test
    void every_violation_is_reported() throws Exception {
        Violations violations = new Violations();

        grammar.parse(Json.parse("[\"and\",{\"m\":1},[\"nor\",{\"n\":1}],3]"), violations);

        assertThat(violations.list()).extracting(Violation::at).containsExactly("/1/n", "/2/0", "/3");
    }

    @Test
    void a_tower_of_conditions_is_refused_and_does_not_overflow() throws Exception {
        Violations violations = new Violations();
        String tower = "[\"not\",".repeat(40) + "{\"n\":1}" + "]".repeat(40);

        assertThat(grammar.parse(Json.parse(tower), violations)).isEmpty();
        assertThat(violations.list()).extracting(Violation::expected).containsExactly("at most 30 levels");
    }

    @Test
    void reading_what_was_written_gives_the_same_condition() throws Exception {
        long seed = 20_260_301;
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Condition<Integer> condition = randomCondition(random, 4);
            Violations violations = new Violations();

            assertThat(grammar.parse(Json.parse(grammar.write(condition)), violations))
                    .as("seed %d, condition %d", seed, i)
                    .contains(condition);
        }
    }

    private static Condition<Integer> randomCondition(Random random, int levels) {
        int kind = levels == 0 ? 3 : random.nextInt(4);
        return switch (kind) {
            case 0 -> new Condition.And<>(randomOperands(random, levels));
            case 1 -> new Condition.Or<>(randomOperands(random, levels));
            case 2 -> new Condition.Not<>(randomCondition(random, levels - 1));
            default -> new Condition.Leaf<>(random.nextInt(100));
        };
    }

    private static java.util.List<Condition<Integer>> randomOperands(Random random, int levels) {
        return java.util.stream.IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(it -> randomCondition(random, levels - 1))
                .toList();
    }
}
