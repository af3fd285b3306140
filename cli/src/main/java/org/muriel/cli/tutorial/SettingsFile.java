package org.muriel.cli.tutorial;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A settings file. Reading is strict: a member we do not know is more likely a slip than a wish. Writing
 * changes one value where it stands and leaves every other byte, since the file belongs to its owner; loading
 * and dumping it as a whole would lose the comments.
 */
final class SettingsFile {
    private static final LoadSettings LOAD = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowNonScalarKeys(true) // so that we complain ourselves, with the line
            .build();
    private static final DumpSettings DUMP = DumpSettings.builder()
            .setSchema(new CoreSchema())
            .setDefaultFlowStyle(FlowStyle.FLOW)
            .setSplitLines(false)
            .setWidth(Integer.MAX_VALUE)
            .build();

    private final Path name;
    private final Path path;

    /** @param name as the person gave it, for messages; relative to {@code directory} */
    SettingsFile(Path directory, Path name) {
        this.name = name;
        this.path = directory.resolve(name).toAbsolutePath();
    }

    @Override
    public String toString() {
        return name.toString();
    }

    boolean exists() {
        return Files.exists(path);
    }

    /** The values present, each of its setting's type; a member without a value counts as absent. */
    Map<Setting, Object> read() {
        return parse(text());
    }

    /** Sets one value, adding the member at the end if it is missing, and the file too. */
    void write(Setting setting, Object value) {
        String before = exists() ? text() : template();
        Map<Setting, Object> wanted = parse(before);
        wanted.put(setting, value);
        String after = splice(before, setting, yaml(value));
        String byHand = "; set " + setting.key() + ": " + yaml(value) + " by hand";
        if (!says(after, wanted)) {
            // An alias, for example: rather refuse than guess.
            throw new CannotGoOn(name + " is written in a way that cannot be changed in place" + byHand);
        }
        try {
            replace(after);
        } catch (IOException e) {
            throw new CannotGoOn("Cannot write " + name + " (" + e + ")" + byHand);
        }
    }

    /** A value as YAML on one line, quoted where YAML needs it. */
    static String yaml(Object value) {
        Object plain = value instanceof Map<?, ?> pairs
                ? pairs.entrySet().stream().map(Map::ofEntries).toList()
                : value;
        // Written as the only element of a list, a value is quoted for every place it may stand in.
        String list = new Dump(DUMP).dumpToString(List.of(plain)).strip();
        return list.substring(1, list.length() - 1);
    }

    private String text() {
        try {
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new CannotGoOn(name + " is not text in UTF-8");
        } catch (IOException e) {
            throw new CannotGoOn("Cannot read " + name + ": " + e);
        }
    }

    private static String template() {
        try (InputStream in = SettingsFile.class.getResourceAsStream("settings.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the template cannot be read", e);
        }
    }

    private void replace(String text) throws IOException {
        Path target = exists() ? path.toRealPath() : path;
        Path fresh = Files.createTempFile(target.getParent(), ".settings", ".tmp");
        try {
            Files.writeString(fresh, text);
            // A new file stays readable by its owner alone, for it may come to hold the token.
            if (exists() && target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(target));
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private Map<Setting, Object> parse(String text) {
        try {
            Map<Setting, Object> values = new EnumMap<>(Setting.class);
            for (NodeTuple member : members(text)) {
                Setting setting = setting(member.getKeyNode());
                value(setting, member.getValueNode()).ifPresent(value -> {
                    if (values.put(setting, value) != null) {
                        throw at(member.getKeyNode(), setting.key() + " is given twice");
                    }
                });
            }
            return values;
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(mark -> ", line " + (mark.getLine() + 1))
                    .orElse("");
            throw new CannotGoOn(name + line + ": not valid YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new CannotGoOn(name + ": not valid YAML: " + e.getMessage());
        }
    }

    private List<NodeTuple> members(String text) {
        return switch (new Compose(LOAD).composeString(text).orElse(null)) {
            case null -> List.of();
            case MappingNode map -> map.getValue();
            case Node nothing when nothing.getTag().equals(Tag.NULL) -> List.of();
            case Node other ->
                throw at(other, "expected members such as 'project_id: 5', found " + found(plain(other)));
        };
    }

    private Setting setting(Node key) {
        String word = key instanceof ScalarNode scalar ? scalar.getValue() : found(plain(key));
        String known = Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.joining(", "));
        return Arrays.stream(Setting.values())
                .filter(setting -> setting.key().equals(word))
                .findAny()
                .orElseThrow(() -> at(key, "expected one of " + known + ", found " + word));
    }

    /** A member's value as its setting's type, absent when there is nothing in it. */
    private Optional<Object> value(Setting setting, Node node) {
        Object plain = plain(node);
        Object value = switch (plain) {
            case null -> "";
            case Integer id -> (long) id;
            case List<?> list -> merged(list);
            default -> plain;
        };
        if (value instanceof String text && text.isBlank()) {
            return Optional.empty();
        }
        if (!setting.type.isInstance(value)) {
            // A token is a secret even when it is mistyped.
            String found = setting == Setting.TOKEN ? "something that may need quotes" : found(plain);
            throw at(node, "%s must be %s, found %s".formatted(setting.key(), setting.expected(), found));
        }
        if (value instanceof Map<?, ?> pairs) {
            pairs.forEach((key, content) -> {
                if (!(content instanceof String || content instanceof Number || content instanceof Boolean)) {
                    throw at(
                            node,
                            "the value of %s must be text, a number or a boolean, found %s"
                                    .formatted(key, found(content)));
                }
            });
        }
        return Optional.of(value).filter(content -> !content.equals(Map.of()));
    }

    /** The pairs of a list of maps as one map; a list of anything else stays as it is. */
    private static Object merged(List<?> list) {
        Map<Object, Object> pairs = new LinkedHashMap<>();
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> map)) {
                return list;
            }
            pairs.putAll(map);
        }
        return pairs;
    }

    private static @Nullable Object plain(Node node) {
        return new StandardConstructor(LOAD).constructSingleDocument(Optional.of(node));
    }

    private static String found(@Nullable Object plain) {
        return switch (plain) {
            case null -> "nothing";
            case String text -> "the text \"" + text + "\"";
            case Map<?, ?> map -> "a map";
            case List<?> list -> "a list";
            default -> plain.toString();
        };
    }

    private CannotGoOn at(Node node, String problem) {
        return new CannotGoOn("%s, line %d: %s".formatted(name, start(node).getLine() + 1, problem));
    }

    private boolean says(String text, Map<Setting, Object> wanted) {
        try {
            return parse(text).equals(wanted);
        } catch (CannotGoOn notEvenValid) {
            return false;
        }
    }

    private String splice(String text, Setting setting, String yaml) {
        List<NodeTuple> members = members(text);
        for (NodeTuple member : members) {
            if (setting(member.getKeyNode()) == setting) {
                int from = offset(text, start(member.getValueNode()));
                int to = offset(text, end(member.getValueNode()));
                while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
                    to--; // a block of text ends behind its line break
                }
                // Nothing after the colon, or a list at the left edge: a value needs a blank before it.
                boolean tight = ":\n".indexOf(text.charAt(from - 1)) >= 0;
                return text.substring(0, from) + (tight ? " " : "") + yaml + text.substring(to);
            }
        }
        String newline = text.contains("\r\n") ? "\r\n" : "\n";
        int indent =
                members.isEmpty() ? 0 : start(members.getFirst().getKeyNode()).getColumn();
        return text
                + (text.isEmpty() || text.endsWith("\n") ? "" : newline)
                + " ".repeat(indent)
                + (setting.key() + ": " + yaml + newline);
    }

    private static Mark start(Node node) {
        return node.getStartMark().orElseThrow();
    }

    /** Where a node's own text ends: the end mark of a block list or map lies behind the comments after it. */
    private static Mark end(Node node) {
        if (node instanceof SequenceNode list && list.getFlowStyle() == FlowStyle.BLOCK) {
            return end(list.getValue().getLast());
        }
        if (node instanceof MappingNode map && map.getFlowStyle() == FlowStyle.BLOCK) {
            return end(map.getValue().getLast().getValueNode());
        }
        return node.getEndMark().orElseThrow();
    }

    /** Marks count code points, strings count UTF-16 units. */
    private static int offset(String text, Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }
}
