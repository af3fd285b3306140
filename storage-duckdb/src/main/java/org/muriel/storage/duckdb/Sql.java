package org.muriel.storage.duckdb;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A piece of SQL with the values for its question marks, in order. Whatever comes from outside is a value; the text is
 * made of constants of this package alone.
 */
record Sql(String text, List<Object> values) {
    static final Sql NONE = new Sql("", List.of());
    static final Sql TRUE = new Sql("1 = 1", List.of());
    static final Sql FALSE = new Sql("1 = 0", List.of());

    Sql {
        values = List.copyOf(values);
    }

    static Sql of(String text, Object... values) {
        return new Sql(text, Arrays.asList(values));
    }

    /** Puts the parts into the places marked {@code {}}, in order. */
    static Sql format(String template, Sql... parts) {
        StringBuilder text = new StringBuilder();
        List<Object> values = new ArrayList<>();
        int from = 0;
        for (Sql part : parts) {
            int place = template.indexOf("{}", from);
            text.append(template, from, place).append(part.text);
            values.addAll(part.values);
            from = place + 2;
        }
        return new Sql(text.append(template.substring(from)).toString(), values);
    }

    static Sql join(String separator, Collection<Sql> parts) {
        List<Object> values = new ArrayList<>();
        parts.forEach(it -> values.addAll(it.values));
        return new Sql(String.join(separator, parts.stream().map(Sql::text).toList()), values);
    }

    static Sql all(Collection<Sql> conditions) {
        return conditions.isEmpty() ? TRUE : format("({})", join(" AND ", conditions));
    }

    static Sql any(Collection<Sql> conditions) {
        return conditions.isEmpty() ? FALSE : format("({})", join(" OR ", conditions));
    }

    /** A column is one of those numbers; there is at least one. */
    static Sql oneOf(String column, Collection<Long> numbers) {
        return new Sql(
                column + " IN ("
                        + String.join(", ", numbers.stream().map(it -> "?").toList()) + ")",
                new ArrayList<>(numbers));
    }

    /**
     * How many of some ascending numbers are at most the column: comparisons as a tree, of which each row takes one
     * path.
     */
    static Sql rank(String column, List<Long> ascending) {
        return rank(column, ascending, 0, ascending.size());
    }

    private static Sql rank(String column, List<Long> ascending, int least, int most) {
        if (least == most) {
            return of(String.valueOf(least));
        }
        int middle = (least + most) / 2;
        return format(
                "CASE WHEN " + column + " < {} THEN {} ELSE {} END",
                of("?", ascending.get(middle)),
                rank(column, ascending, least, middle),
                rank(column, ascending, middle + 1, most));
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int index = 0; index < values.size(); index++) {
            statement.setObject(index + 1, values.get(index));
        }
    }
}
