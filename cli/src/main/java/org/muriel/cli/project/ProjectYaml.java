package org.muriel.cli.project;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.RepresentToNode;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a document as YAML: the same document gives the same bytes. */
final class ProjectYaml {
    private static final String HEAD = """
            # A project of Muriel. './muriel apply FILE' makes a project what its file says, on this server or another, and shows
            # beforehand what that changes. Everything goes by its key or name. What is not said here stays as it is.
            # Weights, traffic and percentages are in hundredths of a percent: 10000 is everybody.
            """;

    /** How members follow one another; others come after these, in alphabetical order. */
    private static final List<String> ORDER = List.of(
            "format",
            "project",
            "environments",
            "attributes",
            "events",
            "audiences",
            "features",
            "experiments",
            "groups",
            "id",
            "key",
            "name",
            "description",
            "archived",
            "attribute",
            "match",
            "value",
            "type",
            "default_value",
            "is_primary",
            "feature",
            "status",
            "audience_conditions",
            "enabled",
            "percentage_included",
            "traffic_allocation",
            "variations",
            "weight",
            "feature_enabled",
            "variable_values",
            "variables",
            "rollout_rules",
            "metrics",
            "event",
            "aggregator",
            "whitelist");

    private static final String ROOT = "/";

    /** Members that are maps by name, in the order of the names. */
    private static final Set<String> MAPS = Set.of(
            "environments",
            "attributes",
            "events",
            "audiences",
            "features",
            "experiments",
            "groups",
            "whitelist",
            "variable_values");

    /** Maps of these members alone go on one line. */
    private static final Set<String> SHORT = Set.of(
            "attribute",
            "match",
            "value",
            "key",
            "weight",
            "status",
            "end",
            "served",
            "variation",
            "experiment",
            "id",
            "feature_enabled",
            "data_type",
            "name");

    private static final int MOST_ON_A_LINE = 3;

    /** What readers of an older YAML take for something else than text. */
    private static final Pattern NOT_TEXT_TO_ALL = Pattern.compile(
            "(?i:y|n|yes|no|on|off|true|false|null|~|=|<<)|[-+]?[.0-9][-+0-9_.:eExXobA-Fa-f]*|\\d{4}-\\d\\d?-\\d\\d?.*");

    private static final DumpSettings DUMP = DumpSettings.builder()
            .setSchema(new CoreSchema())
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setIndent(2)
            .setSplitLines(false)
            .setWidth(Integer.MAX_VALUE)
            .setUseUnicodeEncoding(true)
            .build();

    private ProjectYaml() {}

    static String write(JsonNode document) {
        return HEAD + "\n" + new Dump(DUMP, new Careful()).dumpToString(plain(document, ROOT));
    }

    private static Object plain(JsonNode node, String member) {
        return switch (node) {
            case ObjectNode object -> {
                List<String> names = new ArrayList<>(object.propertyNames());
                names.sort(null);
                if (!MAPS.contains(member)) {
                    names.sort(Comparator.comparingInt(it -> rank(it, member)));
                }
                Map<String, Object> map = new LinkedHashMap<>();
                names.forEach(it -> map.put(it, plain(object.get(it), it)));
                yield map;
            }
            case ArrayNode array -> {
                List<Object> list = new ArrayList<>();
                array.forEach(it -> list.add(plain(it, "")));
                yield list;
            }
            default ->
                node.isNumber()
                        ? node.numberValue()
                        : node.isBoolean() ? node.booleanValue() : node.isNull() ? Nothing.NULL : node.asString();
        };
    }

    private static int rank(String member, String parent) {
        boolean late = member.equals("environments") && !parent.equals(ROOT);
        int index = late ? -1 : ORDER.indexOf(member);
        return late ? ORDER.size() + 1 : index < 0 ? ORDER.size() : index;
    }

    private enum Nothing {
        NULL
    }

    /** Quotes what some reader would not take for text, and keeps small maps on a line. */
    private static final class Careful extends StandardRepresenter {
        Careful() {
            super(DUMP);
            RepresentToNode text = data -> representScalar(
                    Tag.STR,
                    data.toString(),
                    NOT_TEXT_TO_ALL.matcher(data.toString()).matches()
                            ? ScalarStyle.SINGLE_QUOTED
                            : style(data.toString()));
            representers.put(String.class, text);
            representers.put(Nothing.class, data -> representScalar(Tag.NULL, "null", ScalarStyle.PLAIN));
        }

        private static ScalarStyle style(String text) {
            return text.indexOf('\n') >= 0 ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN;
        }

        @Override
        protected Node representMapping(Tag tag, Map<?, ?> mapping, FlowStyle style) {
            boolean isShort = !mapping.isEmpty()
                    && mapping.size() <= MOST_ON_A_LINE
                    && mapping.keySet().stream().allMatch(SHORT::contains)
                    && mapping.values().stream().noneMatch(it -> it instanceof Map || it instanceof List);
            return super.representMapping(tag, mapping, isShort ? FlowStyle.FLOW : style);
        }
    }
}
