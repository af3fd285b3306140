package org.muriel.storage.duckdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.muriel.result.Cancellation;

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
     * How many of some ascending numbers are at most the column. Numbers in equal steps, as looks are but for a few, are
     * one division: two thousand comparisons for each row would be most of a query's work.
     */
    static Sql rank(String column, List<Long> ascending) {
        if (ascending.isEmpty()) {
            return of("0");
        }
        StringBuilder text = new StringBuilder("CASE");
        List<Object> values = new ArrayList<>();
        int first = 0;
        while (first < ascending.size()) {
            int last = lastInStep(ascending, first);
            long start = ascending.get(first);
            text.append(" WHEN ").append(column).append(" < ? THEN ").append(first);
            values.add(start);
            if (last > first) {
                // of whole numbers, so that every engine divides alike
                text.append(" WHEN ")
                        .append(column)
                        .append(" < ? THEN CAST((")
                        .append(column)
                        .append(" - ? - (");
                text.append(column).append(" - ?) % ?) / ? AS BIGINT) + ").append(first + 1);
                long step = ascending.get(first + 1) - start;
                values.addAll(List.of(ascending.get(last), start, start, step, step));
            }
            first = last + 1;
        }
        return new Sql(
                text.append(" ELSE ").append(ascending.size()).append(" END").toString(), values);
    }

    /** The last of the numbers that follow in the same step. */
    private static int lastInStep(List<Long> ascending, int first) {
        int last = first;
        while (last + 1 < ascending.size()
                && ascending.get(last + 1) - ascending.get(last) == ascending.get(first + 1) - ascending.get(first)) {
            last++;
        }
        return last;
    }

    /** What is made of the rows of an answer. */
    @FunctionalInterface
    interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    <T> T read(Connection connection, Reading<T> reading) throws SQLException {
        try (PreparedStatement select = prepare(connection);
                ResultSet rows = select.executeQuery()) {
            return reading.of(rows);
        }
    }

    /** @return how many rows are written */
    long update(Connection connection) throws SQLException {
        try (PreparedStatement change = prepare(connection)) {
            return change.executeUpdate();
        }
    }

    private PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        bind(statement);
        Cancellation.current().ifPresent(it -> it.onCancel(() -> cancel(statement)));
        return statement;
    }

    /** Whoever gives up the question ends the statement. */
    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            // it has ended by itself
        }
    }

    private void bind(PreparedStatement statement) throws SQLException {
        for (int index = 0; index < values.size(); index++) {
            statement.setObject(index + 1, values.get(index));
        }
    }
}
