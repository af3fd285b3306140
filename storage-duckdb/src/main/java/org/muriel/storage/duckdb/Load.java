package org.muriel.storage.duckdb;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.muriel.event.Conversion;
import org.muriel.event.EventBatch;
import org.muriel.event.Exposure;
import org.muriel.event.VisitorEvent;
import org.muriel.event.VisitorEvents;
import org.muriel.event.VisitorHash;
import org.muriel.event.ledger.Period;
import org.muriel.event.log.LogRecord;

/**
 * One call of the loader, within a transaction that somebody else ends.
 *
 * <p>Whether a uuid is here already is asked of a filter in memory; only when that does not say no, of the store, by a
 * hash of it, for a whole stretch of events at once. Where the hash is found, texts are compared.
 */
final class Load {
    private static final double VALUE_SCALE = Math.pow(10, Conversion.VALUE_DECIMALS);

    private final DuckDBConnection connection;
    private final Known known;
    private final Map<LedgerKey, long[]> counts = new LinkedHashMap<>();

    private record LedgerKey(long projectId, long hour) {}

    private record VisitorKey(long projectId, long hash) {}

    /** An event with what it is stored with. */
    private record Row(
            LogRecord.Events record,
            long position,
            long visitor,
            long uuidHash,
            String attributes,
            VisitorEvents of,
            VisitorEvent event) {

        /** What makes it the same as another. Decisions in one snapshot may have to share a uuid. */
        String identity() {
            return switch (event) {
                case Conversion it -> conversionIdentity(it.uuid());
                case Exposure it ->
                    exposureIdentity(
                            it.uuid(),
                            it.campaignId().orElse(null),
                            number(it.experimentId()).orElse(null));
            };
        }
    }

    private static LedgerKey ledgerKey(LogRecord.Events record) {
        return new LedgerKey(record.projectId(), Period.hour(record.received()));
    }

    Load(DuckDBConnection connection, Known known) {
        this.connection = connection;
        this.known = known;
    }

    void run(List<LogRecord> records) throws SQLException {
        List<Row> rows = new ArrayList<>();
        for (LogRecord record : records) {
            switch (record) {
                case LogRecord.Events events -> addRows(events, rows);
                case LogRecord.Erasure(long position, long projectId, long visitor) -> {
                    store(rows);
                    rows.clear();
                    erase(projectId, visitor);
                }
            }
        }
        store(rows);
        count();
        try (PreparedStatement move = connection.prepareStatement("UPDATE progress SET position = ?")) {
            move.setLong(1, records.getLast().next());
            move.executeUpdate();
        }
    }

    private void addRows(LogRecord.Events record, List<Row> rows) {
        // a store put back from a copy loads again what was erased since: the log counts that as received
        long erased = record.next() - record.position() - record.batch().size();
        if (erased > 0) {
            counts.computeIfAbsent(ledgerKey(record), key -> new long[2])[0] += erased;
        }
        long position = record.position();
        for (VisitorEvents visitor : record.batch().visitors()) {
            long hash = VisitorHash.of(visitor.visitorId());
            String attributes = Labels.of(visitor.attributes());
            for (VisitorEvent event : visitor.events()) {
                rows.add(new Row(record, position++, hash, VisitorHash.of(event.uuid()), attributes, visitor, event));
            }
        }
    }

    private void erase(long projectId, long visitor) throws SQLException {
        long removed = 0;
        for (String table : List.of("exposure", "conversion", "visitor")) {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM " + table + " WHERE project_id = ? AND visitor = ?")) {
                delete.setLong(1, projectId);
                delete.setLong(2, visitor);
                removed += delete.executeUpdate();
            }
        }
        known.forgetVisitors();
        if (removed > 0) {
            DuckEventStore.noteRemoval(connection);
        }
    }

    private void store(List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Predicate<Row> first = firsts(rows);
        try (DuckDBAppender exposures = connection.createAppender("exposure");
                DuckDBAppender conversions = connection.createAppender("conversion")) {
            for (Row row : rows) {
                boolean isNew = first.test(row);
                long[] count = counts.computeIfAbsent(ledgerKey(row.record()), key -> new long[2]);
                count[isNew ? 0 : 1]++;
                if (isNew) {
                    switch (row.event()) {
                        case Exposure it -> append(row, it, exposures);
                        case Conversion it -> append(row, it, conversions);
                    }
                }
            }
        }
        storeVisitors(rows);
    }

    /** Tells, of one row after the other, whether it is the first with its identity. */
    private Predicate<Row> firsts(List<Row> rows) throws SQLException {
        HashFilter filter = known.uuids(connection, rows.size());
        Set<Long> suspects = new HashSet<>();
        for (Row row : rows) {
            if (filter.add(row.uuidHash())) {
                suspects.add(row.uuidHash());
            }
        }
        if (suspects.isEmpty()) {
            return row -> true;
        }
        Set<String> identities = stored(suspects);
        return row -> !suspects.contains(row.uuidHash()) || identities.add(row.identity());
    }

    /** Identities of stored events with a uuid of one of these hashes. */
    private Set<String> stored(Set<Long> hashes) throws SQLException {
        Set<String> stored = new HashSet<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TEMP TABLE arriving (hash BIGINT)");
            try (DuckDBAppender arriving = connection.createAppender("temp", "main", "arriving")) {
                for (long hash : hashes) {
                    arriving.beginRow();
                    arriving.append(hash);
                    arriving.endRow();
                }
            }
            try (ResultSet found = statement.executeQuery("""
                    SELECT uuid, campaign_id, experiment_id, true FROM exposure
                    WHERE uuid_hash IN (SELECT hash FROM arriving)
                    UNION ALL
                    SELECT uuid, NULL, NULL, false FROM conversion
                    WHERE uuid_hash IN (SELECT hash FROM arriving)
                    """)) {
                while (found.next()) {
                    long experiment = found.getLong(3);
                    Long experimentId = found.wasNull() ? null : experiment;
                    stored.add(
                            found.getBoolean(4)
                                    ? exposureIdentity(found.getString(1), found.getString(2), experimentId)
                                    : conversionIdentity(found.getString(1)));
                }
            }
        }
        return stored;
    }

    private static String conversionIdentity(String uuid) {
        return uuid;
    }

    private static String exposureIdentity(String uuid, @Nullable String campaign, @Nullable Long experiment) {
        return uuid + '\n' + experiment + '\n' + campaign;
    }

    private void storeVisitors(List<Row> rows) throws SQLException {
        HashFilter filter = known.visitors(connection, rows.size());
        Map<VisitorKey, String> perhapsStored = new HashMap<>();
        try (DuckDBAppender to = connection.createAppender("visitor")) {
            for (Row row : rows) {
                VisitorKey key = new VisitorKey(row.record().projectId(), row.visitor());
                if (known.isKept(key.projectId(), key.hash())) {
                    continue;
                }
                if (filter.add(key.hash())) {
                    perhapsStored.putIfAbsent(key, row.of().visitorId());
                } else {
                    append(key, row.of().visitorId(), to);
                    known.keep(key.projectId(), key.hash());
                }
            }
        }
        if (!perhapsStored.isEmpty()) {
            storeAbsent(perhapsStored);
            perhapsStored.keySet().forEach(it -> known.keep(it.projectId(), it.hash()));
        }
    }

    private void storeAbsent(Map<VisitorKey, String> visitors) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE OR REPLACE TEMP TABLE arriving_visitor (project_id BIGINT, visitor BIGINT, id VARCHAR)");
            try (DuckDBAppender to = connection.createAppender("temp", "main", "arriving_visitor")) {
                for (Map.Entry<VisitorKey, String> visitor : visitors.entrySet()) {
                    append(visitor.getKey(), visitor.getValue(), to);
                }
            }
            statement.execute("""
                    INSERT INTO visitor SELECT a.project_id, a.visitor, a.id FROM arriving_visitor a
                    WHERE NOT EXISTS (
                        SELECT 1 FROM visitor v WHERE v.project_id = a.project_id AND v.visitor = a.visitor)
                    """);
        }
    }

    private static void append(VisitorKey visitor, String id, DuckDBAppender to) throws SQLException {
        to.beginRow();
        to.append(visitor.projectId());
        to.append(visitor.hash());
        to.append(id);
        to.endRow();
    }

    private void count() throws SQLException {
        try (PreparedStatement add = connection.prepareStatement("""
                INSERT INTO ledger VALUES (?, ?, ?, ?)
                ON CONFLICT (project_id, hour)
                DO UPDATE SET stored = stored + excluded.stored, duplicate = duplicate + excluded.duplicate
                """)) {
            for (Map.Entry<LedgerKey, long[]> line : counts.entrySet()) {
                add.setLong(1, line.getKey().projectId());
                add.setLong(2, line.getKey().hour());
                add.setLong(3, line.getValue()[0]);
                add.setLong(4, line.getValue()[1]);
                add.executeUpdate();
            }
        }
    }

    private static void append(Row row, Exposure exposure, DuckDBAppender to) throws SQLException {
        to.beginRow();
        to.append(row.record().projectId());
        to.append(number(exposure.experimentId()).orElse(null));
        to.append(number(exposure.variationId()).orElse(null));
        to.append(row.visitor());
        to.append(exposure.at().toEpochMilli());
        append(row.record().environmentId(), to);
        to.append(exposure.holdback());
        to.append(exposure.uuid());
        to.append(row.uuidHash());
        to.append(row.attributes());
        to.append(row.record().received().toEpochMilli());
        to.append(row.position());
        to.append(exposure.campaignId().orElse(null));
        Optional<Exposure.Flag> flag = exposure.flag();
        to.append(flag.map(Exposure.Flag::key).orElse(null));
        to.append(flag.map(Exposure.Flag::ruleKey).orElse(null));
        to.append(flag.map(Exposure.Flag::ruleType).orElse(null));
        to.append(flag.map(Exposure.Flag::variationKey).orElse(null));
        to.append(flag.map(Exposure.Flag::enabled).orElse(null));
        appendOrigin(row, to);
        to.endRow();
    }

    private static void append(Row row, Conversion conversion, DuckDBAppender to) throws SQLException {
        to.beginRow();
        to.append(row.record().projectId());
        to.append(number(conversion.eventId()).orElse(null));
        to.append(row.visitor());
        to.append(conversion.at().toEpochMilli());
        append(row.record().environmentId(), to);
        appendRevenue(conversion.revenue(), to);
        appendValue(conversion.value(), to);
        to.append(Labels.ofObjects(conversion.properties(), conversion.tags()));
        to.append(conversion.uuid());
        to.append(row.uuidHash());
        to.append(row.attributes());
        to.append(row.record().received().toEpochMilli());
        to.append(row.position());
        to.append(conversion.key());
        append(conversion.quantity(), to);
        to.append(conversion.tags());
        to.append(conversion.properties());
        appendOrigin(row, to);
        to.endRow();
    }

    private static void appendOrigin(Row row, DuckDBAppender to) throws SQLException {
        EventBatch batch = row.record().batch();
        to.append(row.of().sessionId().orElse(null));
        to.append(batch.client().name().orElse(null));
        to.append(batch.revision().orElse(null));
    }

    /** What is out of range was to be refused; here it must not keep everything after it from being loaded. */
    private static void appendRevenue(OptionalLong revenue, DuckDBAppender to) throws SQLException {
        if (revenue.isEmpty() || Math.abs((double) revenue.getAsLong()) > Conversion.MOST_REVENUE) {
            to.appendNull();
        } else {
            to.appendDecimal(revenue.getAsLong());
        }
    }

    private static void appendValue(OptionalDouble value, DuckDBAppender to) throws SQLException {
        if (value.isEmpty() || !(Math.abs(value.getAsDouble()) <= Conversion.MOST_VALUE)) {
            to.appendNull();
        } else {
            to.appendDecimal(scaled(value.getAsDouble()));
        }
    }

    /** In millionths, the nearest; what looks to people like half of one goes to the even number. */
    static long scaled(double value) {
        double product = value * VALUE_SCALE;
        double nearest = Math.rint(product);
        // the product is off by less than a thousandth: beside a half there is no doubt
        if (Math.abs(product) < 1e12 && Math.abs(product - nearest) < 0.499) {
            return (long) nearest;
        }
        return BigDecimal.valueOf(value)
                .setScale(Conversion.VALUE_DECIMALS, RoundingMode.HALF_EVEN)
                .unscaledValue()
                .longValueExact();
    }

    private static void append(OptionalLong number, DuckDBAppender to) throws SQLException {
        if (number.isPresent()) {
            to.append(number.getAsLong());
        } else {
            to.appendNull();
        }
    }

    /** Ids of this server are numbers; any other text is an id of nothing here. */
    private static Optional<Long> number(Optional<String> id) {
        if (id.isEmpty() || id.get().isEmpty() || id.get().length() > 18) {
            return Optional.empty();
        }
        String text = id.get();
        long number = 0;
        for (int at = 0; at < text.length(); at++) {
            char digit = text.charAt(at);
            if (digit < '0' || digit > '9') {
                return Optional.empty();
            }
            number = number * 10 + (digit - '0');
        }
        return Optional.of(number);
    }
}
