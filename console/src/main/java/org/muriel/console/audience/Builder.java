package org.muriel.console.audience;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muriel.api.json.Json;
import org.muriel.console.page.Form;
import org.muriel.console.page.Words;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A condition as rows of a form: each is a group or a test, and belongs to the nearest group above it that is less deep. The
 * first row is the outermost group.
 */
public record Builder(List<Row> rows) {
    private static final String NUMBER = "-?[0-9]{1,20}(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?";

    /** Only numbers are greater or less than others. */
    private static final List<String> ORDERED = List.of("gt", "ge", "lt", "le");

    /** How values are compared, by the API's word. */
    public static final Map<String, String> MATCHES = new LinkedHashMap<>();

    static {
        MATCHES.put("exact", "is");
        MATCHES.put("exists", "is known");
        MATCHES.put("substring", "contains");
        MATCHES.put("gt", "is greater than");
        MATCHES.put("ge", "is at least");
        MATCHES.put("lt", "is less than");
        MATCHES.put("le", "is at most");
        MATCHES.put("semver_eq", "is version");
        MATCHES.put("semver_gt", "is a later version than");
        MATCHES.put("semver_ge", "is version or later");
        MATCHES.put("semver_lt", "is an earlier version than");
        MATCHES.put("semver_le", "is version or earlier");
        MATCHES.put("", "is (older SDKs)");
    }

    /**
     * @param kind {@code and}, {@code or}, {@code not}, {@code test}, or {@code raw} for a test that the form cannot show
     * @param attribute its name
     * @param type of the value: {@code text}, {@code number} or {@code truth}
     * @param raw JSON of a raw test
     */
    public record Row(int depth, String kind, String attribute, String match, String type, String value, String raw) {
        static Row group(int depth, String kind) {
            return new Row(depth, kind, "", "exact", "text", "", "");
        }

        static Row test(int depth) {
            return new Row(depth, "test", "", "exact", "text", "", "");
        }

        public boolean isGroup() {
            return kind.equals("and") || kind.equals("or") || kind.equals("not");
        }
    }

    static Builder fresh() {
        return new Builder(List.of(Row.group(0, "and"), Row.test(1)));
    }

    /** @param json a condition of the API; an empty text: everybody */
    static Builder of(String json) throws Json.NotJson {
        if (json.isBlank()) {
            return fresh();
        }
        JsonNode node = Json.parse(json);
        List<Row> rows = new ArrayList<>();
        if (node.isArray() && isOperator(node.path(0))) {
            add(rows, node, 0);
        } else {
            rows.add(Row.group(0, "and"));
            add(rows, node, 1);
        }
        return new Builder(rows);
    }

    private static boolean isOperator(JsonNode node) {
        return List.of("and", "or", "not").contains(node.asString(""));
    }

    private static void add(List<Row> rows, JsonNode node, int depth) {
        if (node.isArray()) {
            boolean named = isOperator(node.path(0));
            rows.add(Row.group(depth, named ? node.path(0).asString() : "or"));
            for (int i = named ? 1 : 0; i < node.size(); i++) {
                add(rows, node.get(i), depth + 1);
            }
            return;
        }
        JsonNode value = node.path("value");
        boolean plain = node.path("type").asString("").equals("custom_attribute")
                && node.path("name").isString()
                && MATCHES.containsKey(node.path("match_type").asString(""))
                && (value.isString() || value.isNumber() || value.isBoolean() || value.isMissingNode());
        rows.add(
                plain
                        ? new Row(
                                depth,
                                "test",
                                node.path("name").asString(),
                                node.path("match_type").asString(""),
                                value.isNumber() ? "number" : value.isBoolean() ? "truth" : "text",
                                value.asString(""),
                                "")
                        : new Row(depth, "raw", "", "", "", "", node.toString()));
    }

    static Builder of(Form form) {
        List<Row> rows = form
                .rows("row_depth", "row_kind", "row_attribute", "row_match", "row_type", "row_value", "row_raw")
                .stream()
                .map(Builder::row)
                .toList();
        return rows.isEmpty() ? fresh() : new Builder(rows);
    }

    private static Row row(Form.Row entered) {
        int depth = Words.number(entered.text("row_depth"), 1) % 100;
        Row row = new Row(
                depth,
                entered.raw("row_kind"),
                entered.raw("row_attribute"),
                entered.raw("row_match"),
                ORDERED.contains(entered.raw("row_match")) ? "number" : entered.raw("row_type"),
                entered.raw("row_value"),
                entered.raw("row_raw"));
        return row.isGroup()
                ? Row.group(depth, row.kind())
                : row.kind().equals("raw") ? new Row(depth, "raw", "", "", "", "", row.raw()) : row;
    }

    /** Whether a step is of a row by its number, which only holds for the rows that were shown. */
    static boolean isOfRow(String step) {
        return step.matches("[a-z]+\\.[0-9]+");
    }

    /** @param step {@code test.3} or {@code group.3} adds to the group in that row, {@code remove.3} removes it with what is in it */
    Builder after(String step) {
        String[] parts = step.split("\\.", 2);
        int index = parts.length == 2 && parts[1].matches("[0-9]{1,4}") ? Integer.parseInt(parts[1]) : -1;
        if (index < 0 || index >= rows.size()) {
            return this;
        }
        List<Row> changed = new ArrayList<>(rows);
        int depth = rows.get(index).depth();
        int end = end(index);
        switch (parts[0]) {
            case "test" -> changed.add(end, Row.test(depth + 1));
            case "group" -> {
                changed.add(end, Row.group(depth + 1, "or"));
                changed.add(end + 1, Row.test(depth + 2));
            }
            case "remove" -> changed.subList(index, end).clear();
            default -> {
                // a button of another version of this page
            }
        }
        return new Builder(changed);
    }

    /** The row behind all that is in the one. */
    private int end(int index) {
        int end = index + 1;
        while (end < rows.size() && rows.get(end).depth() > rows.get(index).depth()) {
            end++;
        }
        return end;
    }

    /** Where each row stands in the condition, as the API names it, such as {@code conditions.2.1}; empty: it is not sent. */
    public List<String> places() {
        List<String> places = new ArrayList<>(Collections.nCopies(rows.size(), ""));
        if (!rows.stream().allMatch(Row::isGroup)) {
            place(0, "conditions", places);
        }
        return places;
    }

    private void place(int index, String here, List<String> places) {
        places.set(index, here);
        int number = 0;
        for (int i = index + 1; i < end(index); i = end(i)) {
            if (!rows.get(i).isGroup()) {
                number++;
                places.set(i, here + "." + number);
            } else if (group(i).size() > 1) {
                number++;
                place(i, here + "." + number, places);
            }
        }
    }

    /** As the API takes it, a condition to a line; empty while there is no test in it: everybody. */
    String json() {
        if (rows.stream().allMatch(Row::isGroup)) {
            return "";
        }
        return Json.spaced(group(0));
    }

    private ArrayNode group(int index) {
        Row row = rows.get(index);
        ArrayNode group = Json.array().add(row.kind());
        for (int i = index + 1; i < end(index); i = end(i)) {
            if (rows.get(i).isGroup()) {
                ArrayNode inner = group(i);
                if (inner.size() > 1) {
                    group.add(inner);
                }
            } else {
                group.add(test(rows.get(i)));
            }
        }
        return group;
    }

    private static JsonNode test(Row row) {
        if (row.kind().equals("raw")) {
            try {
                return Json.parse(row.raw());
            } catch (Json.NotJson e) {
                return Json.object().put("type", row.raw());
            }
        }
        ObjectNode test = Json.object().put("type", "custom_attribute").put("name", row.attribute());
        if (!row.match().isEmpty()) {
            test.put("match_type", row.match());
        }
        if (!row.match().equals("exists")) {
            value(test, row);
        }
        return test;
    }

    /** What is wrong with rows, by their {@link #places}, before the API is asked: a text must not become a number silently. */
    Map<String, List<String>> problems() {
        Map<String, List<String>> problems = new LinkedHashMap<>();
        List<String> places = places();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (row.kind().equals("test") && row.attribute().isEmpty()) {
                problems.put(places.get(i), List.of("choose an attribute, or remove this row"));
            } else if (row.kind().equals("test")
                    && row.type().equals("number")
                    && !row.match().equals("exists")
                    && !row.value().strip().replace(',', '.').matches(NUMBER)) {
                problems.put(places.get(i), List.of("expected a number, found \"" + row.value() + "\""));
            }
        }
        return problems;
    }

    private static void value(ObjectNode test, Row row) {
        String number = row.value().strip().replace(',', '.');
        if (row.type().equals("number") && number.matches(NUMBER)) {
            test.put("value", new BigDecimal(number));
        } else if (row.type().equals("truth") && List.of("true", "false").contains(row.value())) {
            test.put("value", row.value().equals("true"));
        } else {
            test.put("value", row.value());
        }
    }
}
