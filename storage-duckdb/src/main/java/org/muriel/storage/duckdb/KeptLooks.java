package org.muriel.storage.duckdb;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.duckdb.DuckDBConnection;
import org.muriel.experiment.Variation;
import org.muriel.experiment.metric.Metric;
import org.muriel.result.Counting;
import org.muriel.result.EventStore.Arm;
import org.muriel.result.EventStore.Epoch;
import org.muriel.result.EventStore.Look;
import org.muriel.result.EventStore.Query;
import org.muriel.result.Segment;

/**
 * Looks that were summed up before, brought up to date when they are asked for again.
 *
 * <p>Cells are sums over visitors, and exact. So of the looks as they were, the share of those visitors is taken away for
 * whom anything is different now, counted as it was counted then, and put in again as it is counted now. Everybody else's
 * share is what it was, at the times of then and at all since. An event that came late touches its visitor like any
 * other, and so rebuilds the looks it belongs to.
 *
 * <p>Nothing is kept beyond the process. Thread-safe.
 */
final class KeptLooks {
    /** A temporary table of the connection: the visitors for whom anything is different. */
    static final String TOUCHED = "touched";

    /** Of an event, beside those for each metric, while an experiment is summed up. */
    private static final long NUMBERS_EACH = 5;

    /** That are in the works at once: they take up half of the memory that DuckDB may have. */
    private static final long MOST_NUMBERS = 25_000_000;

    /** Some hundred bytes each. */
    private static final int MOST_CELLS = 100_000;

    /** With a larger part of the visitors touched, counting them twice costs more than counting everybody once. */
    static final double MOST_TOUCHED = 0.3;

    private final double mostTouched;

    private final Cache<Subject, Kept> kept = Caffeine.newBuilder()
            .maximumWeight(MOST_CELLS)
            .weigher((Subject _, Kept it) -> it.cells())
            .build();

    /** @param mostTouched the largest part of the visitors whose share is exchanged */
    KeptLooks(double mostTouched) {
        this.mostTouched = mostTouched;
    }

    /** What looks are about, whatever their times. */
    private record Subject(
            long experiment,
            long project,
            List<Metric> metrics,
            List<Long> variations,
            OptionalLong environment,
            Instant start,
            Segment segment,
            Counting counting) {
        static Subject of(Query query) {
            return new Subject(
                    query.experiment().id(),
                    query.experiment().projectId(),
                    query.experiment().design().metrics(),
                    query.experiment().design().variations().stream()
                            .map(Variation::id)
                            .toList(),
                    query.course().primaryEnvironment(),
                    query.window().start(),
                    query.segment(),
                    query.counting());
        }
    }

    /**
     * @param looks uncapped
     * @param position in the log before which all events are counted
     * @param rewrites how often events had been removed
     */
    private record Kept(Query query, List<Look> looks, long position, long rewrites) {
        Instant end() {
            return query.times().getLast();
        }

        int cells() {
            Set<Arm> distinct = new HashSet<>();
            looks.forEach(look ->
                    look.epochs().forEach(it -> distinct.addAll(it.arms().values())));
            return distinct.stream().mapToInt(it -> 1 + it.cells().size()).sum();
        }

        /** Whether visitors for whom nothing is different have the same share in a question's looks. */
        boolean leadsTo(Query other) {
            Instant end = end();
            Set<Instant> times = Set.copyOf(query.times());
            return !other.times().getLast().isBefore(end)
                    && other.times().stream().allMatch(it -> times.contains(it) || it.isAfter(end))
                    && query.course().until(end).equals(other.course().until(end));
        }

        /** The look from which one at a later time differs by touched visitors alone. */
        Instant base(Instant time) {
            return time.isAfter(end()) ? end() : time;
        }
    }

    /**
     * All statements see the same events: the caller has begun a transaction.
     *
     * @param split as in {@link MetricSql}
     * @param rewrites how often events have been removed so far
     * @return without caps
     */
    List<Look> looks(DuckDBConnection connection, Query query, boolean split, LongSupplier rewrites)
            throws SQLException {
        Subject subject = Subject.of(query);
        long position = position(connection);
        // after the transaction has seen the store: what is removed from now on changes the number
        long removed = rewrites.getAsLong();
        Optional<Kept> before = Optional.ofNullable(kept.getIfPresent(subject))
                .filter(it -> it.rewrites() == removed && it.position() <= position);
        Optional<List<Look>> updated = Optional.empty();
        if (before.isPresent() && before.get().leadsTo(query)) {
            updated = update(connection, before.get(), query, split);
        }
        List<Look> looks = updated.isPresent()
                ? updated.get()
                : sum(connection, query, split, Selection.ALL, ranges(connection, query));
        boolean older = before.isPresent()
                && query.times().getLast().isBefore(before.get().end());
        if (!older) {
            kept.put(subject, new Kept(query, looks, position, removed));
        }
        return looks;
    }

    private static long position(DuckDBConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT position FROM progress")) {
            found.next();
            return found.getLong(1);
        }
    }

    /** @param ranges how many parts of the visitors are summed up one after the other */
    static List<Look> sum(DuckDBConnection connection, Query query, boolean split, Selection selection, int ranges)
            throws SQLException {
        LookReader reader = new LookReader(query, new CellQuery(query, split, selection).metrics());
        for (VisitorRange range : VisitorRange.of(ranges)) {
            new CellQuery(query, split, selection.within(range)).cells().read(connection, rows -> {
                reader.read(rows);
                return reader;
            });
        }
        return reader.looks();
    }

    /** Into how many ranges the visitors are divided, so that each fits into memory. */
    private static int ranges(DuckDBConnection connection, Query query) throws SQLException {
        Sql count = Sql.of(
                """
                SELECT (SELECT count(*) FROM exposure WHERE project_id = ? AND experiment_id = ?)
                + (SELECT count(*) FROM conversion WHERE project_id = ? AND happened_at >= ? AND happened_at < ?)
                """,
                query.experiment().projectId(),
                query.experiment().id(),
                query.experiment().projectId(),
                query.window().start().toEpochMilli(),
                query.window().end().toEpochMilli());
        long rows = count.read(connection, KeptLooks::number);
        long numbers = NUMBERS_EACH + query.experiment().design().metrics().size();
        return Math.toIntExact(1 + rows * numbers / MOST_NUMBERS);
    }

    private static long number(ResultSet row) throws SQLException {
        row.next();
        return row.getLong(1);
    }

    /** @return nothing when it is better to count everybody */
    private Optional<List<Look>> update(DuckDBConnection connection, Kept before, Query query, boolean split)
            throws SQLException {
        Map<Instant, Look> kept = byTime(before.looks());
        long visitors = visitors(before.looks().getLast());
        long touched = touch(connection, before, query);
        if (touched == 0) {
            return Optional.of(query.times().stream()
                    .map(it -> new Look(it, at(kept, before.base(it)).epochs()))
                    .toList());
        }
        if (touched > mostTouched * visitors) {
            return Optional.empty();
        }
        int ranges = Math.toIntExact(1 + (ranges(connection, query) - 1) * touched / visitors);
        TreeSet<Instant> bases = new TreeSet<>();
        query.times().forEach(it -> bases.add(before.base(it)));
        bases.add(before.end()); // beyond which nothing was counted
        Query past = before.query().at(List.copyOf(bases));
        Map<Instant, Look> then =
                byTime(sum(connection, past, split, Selection.touched(OptionalLong.of(before.position())), ranges));
        List<Look> updated = new ArrayList<>();
        for (Look now : sum(connection, query, split, Selection.touched(OptionalLong.empty()), ranges)) {
            Instant base = before.base(now.time());
            updated.add(exchange(at(kept, base), at(then, base), now));
        }
        return Optional.of(updated);
    }

    /** Puts the visitors for whom anything is different into the table. */
    private static long touch(DuckDBConnection connection, Kept before, Query query) throws SQLException {
        try (Statement create = connection.createStatement()) {
            create.execute("CREATE TEMP TABLE " + TOUCHED + " (visitor BIGINT)");
        }
        return new CellQuery(query, false, Selection.ALL)
                .touched(before.end(), before.position())
                .update(connection);
    }

    /** What a look would be without some visitors' share of then, and with that of now. */
    private static Look exchange(Look kept, Look then, Look now) {
        List<Epoch> epochs = new ArrayList<>();
        for (int index = 0; index < kept.epochs().size(); index++) {
            Map<Long, Arm> less = then.epochs().get(index).arms();
            Map<Long, Arm> more = now.epochs().get(index).arms();
            Map<Long, Arm> arms = new HashMap<>();
            kept.epochs().get(index).arms().forEach((variation, arm) -> {
                Arm others = Optional.ofNullable(less.get(variation))
                        .map(arm::without)
                        .orElse(arm);
                arms.put(
                        variation,
                        Optional.ofNullable(more.get(variation))
                                .map(others::merge)
                                .orElse(others));
            });
            epochs.add(new Epoch(arms));
        }
        return new Look(now.time(), epochs);
    }

    private static Map<Instant, Look> byTime(List<Look> looks) {
        Map<Instant, Look> byTime = new HashMap<>();
        looks.forEach(it -> byTime.put(it.time(), it));
        return byTime;
    }

    private static Look at(Map<Instant, Look> looks, Instant time) {
        return Optional.ofNullable(looks.get(time))
                .orElseThrow(() -> new IllegalStateException("no look at " + time + " was kept"));
    }

    private static long visitors(Look look) {
        return look.epochs().stream()
                .flatMap(it -> it.arms().values().stream())
                .mapToLong(Arm::visitors)
                .sum();
    }
}
