package org.muriel.storage.duckdb;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muriel.result.Cell;

/**
 * The columns that make a metric's cell, and back: no more of them than the metric needs.
 *
 * <p>Squares have 38 digits. That is enough for any visitor, but not for somebody who sends ten thousand times the
 * largest amount, as anybody can. Then totals are split into a multiple of {@link #BASE} and a rest, whose products are
 * summed up each for itself: exact up to 10²⁷, which nobody has the time to send.
 */
final class CellColumns {
    private static final long BASE = 100_000_000;

    private CellColumns() {}

    static List<Sql> of(MetricSql metric) {
        String y = metric.numerator();
        String filter = metric.observed().isPresent() ? " FILTER (WHERE mature" + metric.index() + ")" : "";
        List<Sql> columns = new ArrayList<>();
        if (metric.observed().isPresent()) {
            columns.add(Sql.of("count(*)" + filter));
        }
        columns.add(Sql.of("sum(" + y + ")" + filter));
        if (metric.isProportion()) {
            return columns;
        }
        String mature = metric.observed().isPresent() ? " AND mature" + metric.index() : "";
        columns.add(Sql.of("count(*) FILTER (WHERE " + y + " <> 0" + mature + ")"));
        columns.addAll(products(y, y, filter, metric.split()));
        columns.add(Sql.of("sum(power(CAST(" + y + " AS DOUBLE), 3))" + filter));
        columns.add(Sql.of("min(" + y + ")" + filter));
        columns.add(Sql.of("max(" + y + ")" + filter));
        if (metric.hasDenominator()) {
            String z = metric.denominator();
            columns.add(Sql.of("sum(" + z + ")" + filter));
            columns.addAll(products(z, z, filter, metric.split()));
            columns.addAll(products(y, z, filter, metric.split()));
        }
        return columns;
    }

    /** Whether a query failed because a product had too many digits. */
    static boolean isOverflow(SQLException e) {
        return String.valueOf(e.getMessage()).startsWith("Out of Range Error");
    }

    private static List<Sql> products(String a, String b, String filter, boolean split) {
        if (!split) {
            return List.of(Sql.of("sum((" + a + ") * (" + b + "))" + filter));
        }
        return List.of(
                Sql.of("sum(" + multiple(a) + " * " + multiple(b) + ")" + filter),
                Sql.of("sum(" + multiple(a) + " * " + rest(b) + " + " + rest(a) + " * " + multiple(b) + ")" + filter),
                Sql.of("sum(" + rest(a) + " * " + rest(b) + ")" + filter));
    }

    /** How often the base fits, more or less: what is too little or too much is in the rest, which is exact. */
    private static String multiple(String total) {
        return "CAST(CAST(" + total + " AS DOUBLE) / " + BASE + " AS DECIMAL(38, 0))";
    }

    private static String rest(String total) {
        return "((" + total + ") - " + multiple(total) + " * " + BASE + ")";
    }

    /** Reads from one column after the other. */
    static final class Reader {
        private final ResultSet row;
        private int column;

        Reader(ResultSet row, int firstColumn) {
            this.row = row;
            this.column = firstColumn;
        }

        Cell read(MetricSql metric, long visitors) throws SQLException {
            long n = metric.observed().isPresent() ? row.getLong(column++) : visitors;
            if (metric.isProportion()) {
                BigDecimal converted = next();
                return n == 0 ? Cell.EMPTY : Cell.proportion(n, converted.longValueExact());
            }
            BigDecimal sumY = next();
            long nonzero = row.getLong(column++);
            BigDecimal sumYY = product(metric);
            double sumYYY = row.getDouble(column++);
            BigDecimal least = next();
            BigDecimal most = next();
            BigDecimal units = BigDecimal.valueOf(n);
            boolean ratio = metric.hasDenominator();
            BigDecimal sumZ = ratio ? next() : units;
            BigDecimal sumZZ = ratio ? product(metric) : units;
            BigDecimal sumYZ = ratio ? product(metric) : sumY;
            return n == 0 ? Cell.EMPTY : new Cell(n, nonzero, sumY, sumYY, sumYYY, sumZ, sumZZ, sumYZ, least, most);
        }

        private BigDecimal product(MetricSql metric) throws SQLException {
            if (!metric.split()) {
                return next();
            }
            BigDecimal base = BigDecimal.valueOf(BASE);
            return exact(next().multiply(base).add(next()).multiply(base).add(next()));
        }

        private BigDecimal next() throws SQLException {
            return exact(row.getBigDecimal(column++));
        }
    }

    /** Without zeros behind the point, so that equal numbers are equal; nothing summed up is 0. */
    static BigDecimal exact(@Nullable BigDecimal number) {
        if (number == null || number.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
