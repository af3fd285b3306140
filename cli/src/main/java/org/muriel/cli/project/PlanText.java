package org.muriel.cli.project;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.muriel.cli.tutorial.Terminal;
import picocli.CommandLine.Help.Ansi.Style;
import tools.jackson.databind.JsonNode;

/** Shows a plan to a person: what is made, changed and archived, and what of the project the file does not name. */
final class PlanText {
    /** Longer values are cut: the file has them in full. */
    private static final int LONGEST_VALUE = 100;

    private static final Map<String, String> SINGULAR = Map.of("", "project", "groups", "group");

    private final Terminal terminal;

    PlanText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @return whether anything is to be done */
    boolean show(JsonNode plan) {
        JsonNode project = plan.path("project");
        String id = project.has("id") ? " (" + project.path("id").asString() + ")" : " (new)";
        line("Project " + project.path("name").asString() + id);
        Map<String, Integer> counts = new HashMap<>();
        for (JsonNode step : plan.path("steps")) {
            String action = step.path("action").asString();
            counts.merge(action, 1, Integer::sum);
            show(step, action);
        }
        absent(plan.path("absent"));
        line("");
        line(String.format(
                Locale.ROOT,
                "%d to create, %d to change, %d to archive, %d as they are.",
                counts.getOrDefault("create", 0),
                counts.getOrDefault("change", 0),
                counts.getOrDefault("archive", 0),
                counts.getOrDefault("nothing", 0)));
        return counts.getOrDefault("create", 0) + counts.getOrDefault("change", 0) + counts.getOrDefault("archive", 0)
                > 0;
    }

    private void show(JsonNode step, String action) {
        String what = singular(step.path("section").asString()) + " "
                + step.path("name").asString();
        switch (action) {
            case "create" -> line(terminal.paint(Style.fg_green, "  + create   " + what));
            case "change" -> line(terminal.paint(Style.fg_yellow, "  ~ change   " + what));
            case "archive" -> line(terminal.paint(Style.fg_red, "  - archive  " + what));
            default -> {
                return;
            }
        }
        for (JsonNode difference : step.path("differences")) {
            line("               " + difference.path("member").asString() + ": " + value(difference.path("before"))
                    + " -> " + value(difference.path("after")));
        }
    }

    private void absent(JsonNode absent) {
        if (absent.isEmpty()) {
            return;
        }
        line("  Not in the file, and left as it is (--archive-absent archives it):");
        absent.forEach(it -> line("    " + singular(it.path("section").asString()) + " "
                + it.path("name").asString()));
    }

    private static String singular(String section) {
        return SINGULAR.getOrDefault(
                section, section.endsWith("s") ? section.substring(0, section.length() - 1) : section);
    }

    private static String value(JsonNode value) {
        if (value.isMissingNode()) {
            return "nothing";
        }
        String text = value.toString();
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 3) + "...";
    }

    private void line(String text) {
        terminal.out().println(text);
    }
}
