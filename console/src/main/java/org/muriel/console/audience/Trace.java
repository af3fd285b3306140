package org.muriel.console.audience;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Whether a visitor is of an audience, and what each condition says.
 *
 * @param verdict in words
 * @param tone {@code good} or {@code calm}
 */
public record Trace(String verdict, String tone, List<Line> lines) {

    /** @param result {@code true}, {@code false} or {@code unknown} */
    public record Line(int depth, String words, String result) {
        public String mark() {
            return switch (result) {
                case "true" -> "✓ holds";
                case "false" -> "✕ does not hold";
                default -> "? unknown";
            };
        }
    }

    static Trace of(JsonNode answer) {
        List<Line> lines = new ArrayList<>();
        // the outermost step only names the audience
        for (JsonNode operand : answer.path("trace").path("operands").path(0).path("operands")) {
            add(lines, operand, 0);
        }
        JsonNode matches = answer.path("matches");
        if (matches.isMissingNode()) {
            return new Trace(
                    "Nobody can tell, which counts as no: an attribute it asks for is missing, or of another type.",
                    "calm",
                    lines);
        }
        return matches.asBoolean()
                ? new Trace("This visitor is of the audience.", "good", lines)
                : new Trace("This visitor is not of the audience.", "calm", lines);
    }

    private static void add(List<Line> lines, JsonNode node, int depth) {
        String operator = node.path("operator").asString("");
        String words = switch (operator) {
            case "and" -> "all of these";
            case "or" -> "any of these";
            case "not" -> "not this";
            case "test" ->
                node.path("attribute").asString("") + " "
                        + Builder.MATCHES.getOrDefault(
                                node.path("match").asString(""),
                                node.path("match").asString(""))
                        + (node.has("expected") ? " " + node.path("expected") : "")
                        + (node.has("found") ? ", and it is " + node.path("found") : ", and it is not known");
            default -> operator.replace('_', ' ');
        };
        lines.add(new Line(depth, words, node.path("result").asString("unknown")));
        node.path("operands").forEach(it -> add(lines, it, depth + 1));
    }
}
