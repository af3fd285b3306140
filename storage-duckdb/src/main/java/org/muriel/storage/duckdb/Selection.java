package org.muriel.storage.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Which rows a query sums up, beside what it asks for.
 *
 * @param touchedOnly only visitors in the table {@link KeptLooks#TOUCHED} of the connection
 * @param before only rows whose position in the log is lower: as the store was when it had come so far
 */
record Selection(VisitorRange range, boolean touchedOnly, OptionalLong before) {
    static final Selection ALL = new Selection(VisitorRange.EVERYBODY, false, OptionalLong.empty());

    static Selection touched(OptionalLong before) {
        return new Selection(VisitorRange.EVERYBODY, true, before);
    }

    Selection within(VisitorRange visitors) {
        return new Selection(visitors, touchedOnly, before);
    }

    List<Sql> conditions(String table) {
        List<Sql> conditions = new ArrayList<>();
        if (!range.equals(VisitorRange.EVERYBODY)) {
            conditions.add(Sql.of(table + ".visitor BETWEEN ? AND ?", range.first(), range.last()));
        }
        if (touchedOnly) {
            conditions.add(Sql.of(table + ".visitor IN (SELECT visitor FROM " + KeptLooks.TOUCHED + ")"));
        }
        before.ifPresent(it -> conditions.add(Sql.of(table + ".position < ?", it)));
        return conditions;
    }
}
