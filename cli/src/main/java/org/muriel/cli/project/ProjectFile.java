package org.muriel.cli.project;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.muriel.cli.tutorial.CannotGoOn;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A project's YAML: the document in it, and where each part of that stands. Numbers keep their digits. */
final class ProjectFile {
    /** What the server takes. */
    private static final int MOST_CHARACTERS = 32 << 20;

    /** As deep as the server reads. */
    private static final int MOST_LEVELS = 60;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final LoadSettings LOAD = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setCodePointLimit(MOST_CHARACTERS)
            .setAllowNonScalarKeys(true) // so that we complain ourselves, with the line
            .build();

    private final String name;
    private final ObjectNode document;

    /** JSON pointer → line, from 1. */
    private final Map<String, Integer> lines;

    private ProjectFile(String name, ObjectNode document, Map<String, Integer> lines) {
        this.name = name;
        this.document = document;
        this.lines = lines;
    }

    /** @param name of the file, for messages */
    static ProjectFile read(String name, String text) {
        Map<String, Integer> lines = new HashMap<>();
        try {
            Optional<Node> root = new Compose(LOAD).composeString(text);
            if (root.isEmpty() || !(root.get() instanceof MappingNode map)) {
                throw new CannotGoOn(name + ": expected a project, a map with members such as 'project:', found "
                        + (root.isEmpty() ? "nothing" : "something else"));
            }
            ProjectFile file = new ProjectFile(name, JSON.objectNode(), lines);
            file.document.setAll(file.map(map, "", 0));
            return file;
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(mark -> ", line " + (mark.getLine() + 1))
                    .orElse("");
            throw new CannotGoOn(name + line + ": not valid YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new CannotGoOn(name + ": not valid YAML: " + e.getMessage());
        }
    }

    /**
     * A document that nobody wrote as YAML, and whose parts stand in no line.
     *
     * @param name what it was made of, for messages
     */
    static ProjectFile of(String name, ObjectNode document) {
        return new ProjectFile(name, document, Map.of());
    }

    ObjectNode document() {
        return document;
    }

    /**
     * A place in the file, as people read it: {@code project.yaml:12: experiments.checkout.variations[1].weight}.
     *
     * @param path members and indexes from the server, joined by dots
     */
    String place(String path) {
        StringBuilder shown = new StringBuilder();
        StringBuilder pointer = new StringBuilder();
        String rest = path;
        JsonNode node = document;
        Optional<Integer> line = Optional.empty();
        while (!rest.isEmpty()) {
            String step = step(node, rest);
            rest = rest.length() == step.length() ? "" : rest.substring(step.length() + 1);
            boolean index = node.isArray();
            shown.append(index ? "[" + step + "]" : (shown.isEmpty() ? "" : ".") + step);
            pointer.append('/').append(escaped(step));
            node = index ? node.path(Integer.parseInt(step)) : node.path(step);
            line = Optional.ofNullable(lines.get(pointer.toString())).or(keep(line));
        }
        return name + line.map(it -> ":" + it).orElse("") + ": " + (shown.isEmpty() ? "the file" : shown);
    }

    private static <T> Supplier<Optional<T>> keep(Optional<T> value) {
        return () -> value;
    }

    /** The first step of a path: a member may have dots in its name. */
    private static String step(JsonNode node, String path) {
        String first = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
        if (node.isArray()) {
            return first.matches("\\d{1,9}") ? first : path;
        }
        return node.propertyNames().stream()
                .filter(it -> path.equals(it) || path.startsWith(it + "."))
                .max(Comparator.comparingInt(String::length))
                .orElse(first);
    }

    private JsonNode json(Node node, String pointer, int level) {
        if (level > MOST_LEVELS) {
            throw at(node, "more than " + MOST_LEVELS + " levels");
        }
        return switch (node) {
            case MappingNode map -> map(map, pointer, level);
            case SequenceNode list -> {
                ArrayNode array = JSON.arrayNode();
                List<Node> elements = list.getValue();
                for (int i = 0; i < elements.size(); i++) {
                    lines.put(pointer + "/" + i, line(elements.get(i)));
                    array.add(json(elements.get(i), pointer + "/" + i, level + 1));
                }
                yield array;
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> throw at(node, "expected a map, a list or a value");
        };
    }

    private ObjectNode map(MappingNode map, String pointer, int level) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple member : map.getValue()) {
            if (!(member.getKeyNode() instanceof ScalarNode key)) {
                throw at(member.getKeyNode(), "expected a name before the colon, found a map or a list");
            }
            String place = pointer + "/" + escaped(key.getValue());
            lines.put(place, line(key));
            if (object.has(key.getValue())) {
                throw at(key, "'" + key.getValue() + "' is given twice");
            }
            object.set(key.getValue(), json(member.getValueNode(), place, level + 1));
        }
        return object;
    }

    private JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(text.equalsIgnoreCase("true"));
        }
        if (tag.equals(Tag.STR)) {
            return JSON.stringNode(text);
        }
        try {
            if (tag.equals(Tag.INT)) {
                return JSON.numberNode(integer(text));
            }
            if (tag.equals(Tag.FLOAT)) {
                return JSON.numberNode(new BigDecimal(text));
            }
        } catch (NumberFormatException e) {
            throw at(scalar, "expected a number that JSON has too, found " + text);
        }
        throw at(scalar, "expected text, a number, true, false or null, found the tag " + tag);
    }

    private static BigInteger integer(String text) {
        return text.startsWith("0x")
                ? new BigInteger(text.substring(2), 16)
                : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
    }

    private CannotGoOn at(Node node, String problem) {
        return new CannotGoOn(name + ":" + line(node) + ": " + problem);
    }

    private static int line(Node node) {
        return node.getStartMark().orElseThrow().getLine() + 1;
    }

    private static String escaped(String member) {
        return member.replace("~", "~0").replace("/", "~1");
    }

    /** What is wrong with a file, in the order of its lines. */
    List<String> sentences(Map<String, List<String>> messages) {
        TreeMap<Integer, List<String>> byLine = new TreeMap<>();
        messages.forEach((path, texts) -> {
            String place = place(path);
            texts.forEach(it -> byLine.computeIfAbsent(lineOf(place), line -> new ArrayList<>())
                    .add(place + ": " + it));
        });
        return byLine.values().stream().flatMap(List::stream).toList();
    }

    private int lineOf(String place) {
        String after = place.substring(name.length());
        return after.matches("(?s):\\d+:.*") ? Integer.parseInt(after.substring(1, after.indexOf(':', 1))) : 0;
    }
}
