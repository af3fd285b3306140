package org.muriel.console.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.muriel.api.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class BuilderTest {
    private static final List<String> OPERATORS = List.of("and", "or", "not");

    private final Random random = new Random(20_261_127);

    @Test
    void what_is_built_of_a_condition_is_that_condition() throws Json.NotJson {
        for (int i = 0; i < 1_000; i++) {
            String json = Json.spaced(group(3));

            assertThat(Json.parse(Builder.of(json).json())).isEqualTo(Json.parse(json));
        }
    }

    @Test
    void one_test_alone_stands_in_a_group() throws Json.NotJson {
        JsonNode test = test();

        assertThat(Json.parse(Builder.of(Json.spaced(test)).json()))
                .isEqualTo(Json.parse(Json.spaced(Json.array().add("and").add(test))));
    }

    @Test
    void without_a_test_it_is_everybody() throws Json.NotJson {
        assertThat(Builder.of("").after("remove.1").json()).isEmpty();
        assertThat(Builder.of("[\"and\", [\"or\"], [\"not\", [\"and\"]]]").json())
                .isEmpty();
    }

    @Test
    void a_group_is_removed_with_all_that_is_in_it_and_nothing_else() throws Json.NotJson {
        String one = Json.spaced(test());
        String two = Json.spaced(test());
        Builder builder = Builder.of("[\"and\", [\"or\", %s, [\"not\", %s]], %s]".formatted(one, one, two));

        assertThat(Json.parse(builder.after("remove.1").json())).isEqualTo(Json.parse("[\"and\", " + two + "]"));
    }

    @Test
    void what_is_added_comes_at_the_end_of_its_group() throws Json.NotJson {
        Builder builder = Builder.of("[\"and\", [\"or\", %s], %s]".formatted(Json.spaced(test()), Json.spaced(test())));

        assertThat(builder.after("test.1").rows().get(3)).isEqualTo(Builder.Row.test(2));
        assertThat(builder.after("group.0").rows().getLast()).isEqualTo(Builder.Row.test(2));
        assertThat(builder.after("test.77").rows()).isEqualTo(builder.rows());
        assertThat(builder.after("nonsense").rows()).isEqualTo(builder.rows());
    }

    private ArrayNode group(int depth) {
        String operator = OPERATORS.get(random.nextInt(3));
        ArrayNode group = Json.array().add(operator);
        int size = operator.equals("not") ? 1 : 1 + random.nextInt(4);
        for (int i = 0; i < size; i++) {
            group.add(depth > 0 && random.nextInt(3) == 0 ? group(depth - 1) : test());
        }
        return group;
    }

    private JsonNode test() {
        ObjectNode test =
                Json.object().put("type", "custom_attribute").put("name", "plan " + random.nextInt(5) + " ü\"");
        String match = List.copyOf(Builder.MATCHES.keySet()).get(random.nextInt(Builder.MATCHES.size()));
        if (!match.isEmpty()) {
            test.put("match_type", match);
        }
        if (match.equals("exists")) {
            return test;
        }
        return switch (random.nextInt(6)) {
            case 0 -> test.put("value", random.nextBoolean());
            case 1 -> test.put("value", random.nextInt(2_000_000) - 1_000_000);
            case 2 -> test.put("value", new BigDecimal(random.nextInt(100_000) - 50_000).movePointLeft(3));
            // what the form cannot show is kept as it is
            case 3 -> test.putNull("value");
            case 4 ->
                Json.object()
                        .put("type", "third_party_dimension")
                        .put("name", "old")
                        .put("value", "kept");
            default ->
                test.put(
                        "value",
                        List.of("", "12", "true", "pro, \"max\" & <more>").get(random.nextInt(4)));
        };
    }
}
