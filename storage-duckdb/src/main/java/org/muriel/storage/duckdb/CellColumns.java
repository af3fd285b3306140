package org.muriel.storage.duckdb;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muriel.result.Cell;

/** The columns that make a metric's cell, and back: no more of them than the metric needs. */
final class CellColumns {
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
        columns.add(sum(y, y, filter));
        columns.add(Sql.of("sum(power(CAST(" + y + " AS DOUBLE), 3))" + filter));
        if (metric.hasDenominator()) {
            String z = metric.denominator();
            columns.add(Sql.of("sum(" + z + ")" + filter));
            columns.add(sum(z, z, filter));
            columns.add(sum(y, z, filter));
        }
        return columns;
    }

    private static Sql sum(String a, String b, String filter) {
        return Sql.of("sum((" + a + ") * (" + b + "))" + filter);
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
            BigDecimal sumYY = next();
            double sumYYY = row.getDouble(column++);
            BigDecimal units = BigDecimal.valueOf(n);
            boolean ratio = metric.hasDenominator();
            BigDecimal sumZ = ratio ? next() : units;
            BigDecimal sumZZ = ratio ? next() : units;
            BigDecimal sumYZ = ratio ? next() : sumY;
            return n == 0 ? Cell.EMPTY : new Cell(n, nonzero, sumY, sumYY, sumYYY, sumZ, sumZZ, sumYZ);
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
