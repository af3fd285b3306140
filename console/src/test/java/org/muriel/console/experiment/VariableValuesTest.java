package org.muriel.console.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.muriel.api.json.Json;
import tools.jackson.databind.node.ObjectNode;

class VariableValuesTest {
    @Test
    void whatever_the_values_are_they_come_back_as_they_were() {
        ObjectNode values = Json.object()
                .put("plain", "two words = one")
                .put("empty", "")
                .put("lines", "one\n\ntwo\r\nthree\n")
                .put("spaces", "  both ends ")
                .put("quoted", "\"said\"")
                .put("json", "{\"a\": [1, \"b=c\"]}");
        assertThat(VariableValues.read(VariableValues.written(values))).isEqualTo(values);
    }

    @Test
    void a_line_that_says_no_value_is_not_dropped_silently() {
        assertThat(VariableValues.read("pages 3\n\n copy = \"quoted from one side "))
                .isEqualTo(Json.object().put("pages 3", "").put("copy", "\"quoted from one side"));
    }
}
