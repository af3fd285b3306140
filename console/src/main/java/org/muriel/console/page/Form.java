package org.muriel.console.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.muriel.api.route.Query;

/** What was entered in a form and sent. */
public final class Form {
    private final Query fields;

    Form(Query fields) {
        this.fields = fields;
    }

    /** The text of a field without the space around it; empty when there is none. */
    public String text(String name) {
        return raw(name).strip();
    }

    /** The text of a field as it was entered, with line ends as everywhere else. */
    public String raw(String name) {
        return lines(fields.last(name).orElse(""));
    }

    /** The text with line ends as everywhere else; browsers send two characters for each. */
    public static String lines(String text) {
        return text.replace("\r\n", "\n");
    }

    /** The text of a field, unless it was left empty. */
    public Optional<String> given(String name) {
        return Optional.of(text(name)).filter(it -> !it.isEmpty());
    }

    /** Whether a box is ticked. */
    public boolean isTicked(String name) {
        return fields.last(name).isPresent();
    }

    /** The texts of all fields of that name, in the order of the form. */
    public List<String> texts(String name) {
        return fields.all(name).stream().map(String::strip).toList();
    }

    /**
     * What was entered in a list: fields of the same names again and again.
     *
     * @param names of the fields of a row; the first is in each
     */
    public List<Row> rows(String... names) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (String name : names) {
            columns.put(name, fields.all(name));
        }
        return IntStream.range(0, fields.all(names[0]).size())
                .mapToObj(index -> new Row(columns, index))
                .toList();
    }

    /** A line of a list. */
    public static final class Row {
        private final Map<String, List<String>> columns;
        private final int index;

        private Row(Map<String, List<String>> columns, int index) {
            this.columns = columns;
            this.index = index;
        }

        /** The text of a field of this row without the space around it; empty when there is none. */
        public String text(String name) {
            return raw(name).strip();
        }

        /** The text of a field of this row as it was entered, with line ends as everywhere else. */
        public String raw(String name) {
            List<String> column = columns.getOrDefault(name, List.of());
            return index < column.size() ? lines(column.get(index)) : "";
        }
    }
}
