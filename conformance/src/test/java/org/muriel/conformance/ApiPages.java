package org.muriel.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.muriel.conformance.ApiStory.Example;
import tools.jackson.databind.JsonNode;

/** The pages in {@code docs/api}: one for each tag of the description, and one that lists them. */
final class ApiPages {
    private static final String WRITTEN =
            "<!-- Written from the server's description: CONTRIBUTING.md says how. -->\n\n";

    /** In this order on a page. */
    private static final List<String> METHODS = List.of("GET", "POST", "PATCH", "DELETE");

    private final JsonNode description;
    private final Map<String, List<Example>> examples;
    private final Map<String, List<Operation>> byTag = new LinkedHashMap<>();

    private record Operation(String method, String path, JsonNode about) {
        String id() {
            return about.path("operationId").stringValue();
        }

        String summary() {
            return about.path("summary").stringValue("");
        }

        String line() {
            return "`" + method + " " + path + "`";
        }
    }

    ApiPages(ApiStory.Told told) {
        this.description = told.description();
        this.examples = told.examples();
        String base = description.path("basePath").stringValue();
        description.path("tags").forEach(it -> byTag.put(it.path("name").stringValue(), new ArrayList<>()));
        description
                .path("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .map(it -> new Operation(
                                it.getKey().toUpperCase(Locale.ROOT), base + path.getKey(), it.getValue()))
                        .sorted(Comparator.comparingInt(it -> METHODS.indexOf(it.method())))
                        .forEach(it -> operationsOf(it.about().at("/tags/0").stringValue())
                                .add(it)));
        byTag.values().removeIf(List::isEmpty);
    }

    private List<Operation> operationsOf(String tag) {
        return byTag.computeIfAbsent(tag, it -> new ArrayList<>());
    }

    /** Operations that no example shows. */
    List<String> withoutExample() {
        return byTag.values().stream()
                .flatMap(List::stream)
                .map(Operation::id)
                .filter(it -> !examples.containsKey(it))
                .toList();
    }

    /** All of them, by the name of their file. */
    Map<String, String> all() {
        Map<String, String> pages = new TreeMap<>();
        pages.put("README.md", index());
        byTag.forEach((tag, operations) -> pages.put(file(tag), page(tag, operations)));
        return pages;
    }

    private String index() {
        StringBuilder page = new StringBuilder(WRITTEN).append("""
                # The API, resource by resource

                Every operation below `/v2`, with what it takes, what it answers, and an example. The examples follow each other
                on one server of the build, from the first project on; ids, times, keys and tokens are made up, all else is what
                it answered. The server gives the same as `/v2/swagger.json`, in Swagger 2.0, for programs to build clients from.
                [Endpoints](../endpoints.md) lists the other dialects too.

                Requests carry `Authorization: Bearer <token>` and bodies are JSON. Every `PATCH` is served as `PUT` too. What
                is not named here is ignored when it is sent, and so is what cannot be written; `null` clears what need not
                be there. Members without a value are left out of answers, and every answer says in `X-RateLimit` headers how
                many requests [are left](../access.md#rate-limits).

                """);
        byTag.forEach((tag, operations) -> {
            page.append("## [").append(tag).append("](").append(file(tag)).append(")\n\n");
            operations.forEach(it -> page.append("- ")
                    .append(it.line())
                    .append(" [")
                    .append(it.summary())
                    .append("](")
                    .append(file(tag))
                    .append("#")
                    .append(anchor(it.summary()))
                    .append(")\n"));
            page.append("\n");
        });
        page.append("## Statuses\n\n").append("What an answer's status says; each operation lists its own.\n\n");
        page.append("| Status | What it says |\n|---|---|\n");
        Map<String, String> statuses = new TreeMap<>();
        description
                .path("paths")
                .forEach(path -> path.forEach(operation -> operation
                        .path("responses")
                        .propertyStream()
                        .forEach(it -> statuses.put(
                                it.getKey(), it.getValue().path("description").stringValue()))));
        statuses.forEach((status, says) -> page.append("| %s | %s |\n".formatted(status, says)));
        page.append("\nFrom 400 on, the body of the answer is an error:\n\n");
        return page.append(new ApiShapes(description).table("Error")).toString();
    }

    private String page(String tag, List<Operation> operations) {
        StringBuilder page = new StringBuilder(WRITTEN).append("# ").append(tag).append("\n\n");
        page.append(
                "[All resources](README.md). The values of examples come from those before them, on other pages too.\n");
        ApiShapes shapes = new ApiShapes(description);
        Set<String> shown = new LinkedHashSet<>();
        operations.forEach(it -> {
            page.append("\n").append(section(it, shapes));
            shown.addAll(shapes.namesOf(it.about()));
        });
        shapes.withThoseWithin(shown)
                .forEach(
                        name -> page.append("\n## ").append(name).append("\n\n").append(shapes.table(name)));
        return page.toString();
    }

    private String section(Operation operation, ApiShapes shapes) {
        StringBuilder text = new StringBuilder("## %s\n\n%s\n\n".formatted(operation.summary(), operation.line()));
        String parameters = operation
                .about()
                .path("parameters")
                .valueStream()
                .filter(it -> !it.path("in").stringValue().equals("body"))
                .map(it -> "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                it.path("name").stringValue(),
                                it.path("in").stringValue(),
                                it.path("required").booleanValue() ? "yes" : "no",
                                it.path("description").stringValue("")))
                .collect(Collectors.joining());
        if (!parameters.isEmpty()) {
            text.append("| Parameter | In | Required | What it is |\n|---|---|---|---|\n")
                    .append(parameters)
                    .append("\n");
        }
        text.append(shapes.exchanged(operation.about())).append("\n");
        for (Example example : examples.getOrDefault(operation.id(), List.of())) {
            text.append("\n")
                    .append(example.title().isEmpty() ? "" : example.title() + ":\n\n")
                    .append("```http\n")
                    .append(example.request())
                    .append("\n```\n\n")
                    .append(example.outcome());
            text.append(
                    example.answer().isEmpty()
                            ? ".\n"
                            : ":\n\n```%s\n%s\n```\n"
                                    .formatted(
                                            example.language(), example.answer().stripTrailing()));
        }
        return text.toString();
    }

    private static String file(String tag) {
        return anchor(tag) + ".md";
    }

    /** The name by which a heading can be linked to, as code hosts make it. */
    static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
                .replace(' ', '-');
    }
}
