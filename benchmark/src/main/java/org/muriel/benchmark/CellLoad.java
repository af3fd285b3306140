package org.muriel.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.muriel.event.Conversion;
import org.muriel.event.EventBatch;
import org.muriel.event.Exposure;
import org.muriel.event.VisitorEvent;
import org.muriel.event.VisitorEvents;
import org.muriel.event.log.LogRecord;
import org.muriel.experiment.Design;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.ExperimentType;
import org.muriel.experiment.Variation;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.metric.Metric.Aggregator;
import org.muriel.experiment.metric.Metric.Field;
import org.muriel.experiment.metric.Metric.Scope;
import org.muriel.experiment.traffic.Share;
import org.muriel.result.Counting;
import org.muriel.result.Course;
import org.muriel.result.EventStore;
import org.muriel.result.Segment;
import org.muriel.result.Window;
import org.muriel.storage.duckdb.DuckEventStore;
import org.muriel.storage.duckdb.EventFile;

/**
 * How fast events come into the store, and how long all cells of an experiment take, beside a query that somebody wrote
 * by hand for just these metrics. Arguments: millions of events to query, such as {@code 1 3 10}, each with a million
 * visitors and five metrics; before them {@code load=} with the number of events to load, nothing when 0.
 *
 * <p>The query by hand takes the first exposure of each visitor and what it converted from then on, in the same interval,
 * of the same environment. It relies on what the store promises, that no uuid is there twice, as ours does; unlike
 * ours it takes any of two exposures at the same millisecond. CPU time is that of the process, user and system: on a
 * machine that is not idle, ratios of it are what to read.
 */
public final class CellLoad {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(14));
    private static final Window WINDOW = new Window(START, END);
    private static final int VISITORS = 1_000_000;
    private static final int LOADED = 1_000_000;
    private static final int PER_LOAD = 50_000;
    private static final int RUNS = 5;

    private static final String BY_HAND = """
            WITH f AS (
              SELECT visitor, min(happened_at) AS t0, min_by(variation_id, happened_at) AS v
              FROM exposure WHERE project_id = 1 AND experiment_id = 50 AND NOT holdback AND variation_id IN (11, 12)
                AND happened_at >= 1772323200000 AND happened_at < 1773532800000
                AND (environment_id IS NULL OR environment_id = 3) GROUP BY visitor),
            c AS (
              SELECT f.visitor, count(*) FILTER (WHERE event_id = 21) AS a, count(*) FILTER (WHERE event_id = 22) AS b,
                sum(revenue) FILTER (WHERE event_id = 21) AS r, sum(value) FILTER (WHERE event_id = 23) AS w,
                count(*) FILTER (WHERE event_id = 23) AS d
              FROM conversion x JOIN f ON x.visitor = f.visitor AND x.happened_at >= f.t0
              WHERE project_id = 1 AND event_id IN (21, 22, 23)
                AND x.happened_at >= 1772323200000 AND x.happened_at < 1773532800000
                AND (environment_id IS NULL OR environment_id = 3) GROUP BY f.visitor)
            SELECT v, count(*), count(*) FILTER (WHERE a > 0),
              sum(coalesce(b, 0)), sum(b * b), sum(power(b, 3)), count(*) FILTER (WHERE b <> 0), min(coalesce(b, 0)), max(b),
              sum(coalesce(r, 0)), sum(r * r), sum(power(CAST(r AS DOUBLE), 3)), count(*) FILTER (WHERE r <> 0), min(coalesce(r, 0)), max(r),
              sum(coalesce(w, 0)), sum(w * w), sum(power(CAST(w AS DOUBLE), 3)), count(*) FILTER (WHERE w <> 0), min(coalesce(w, 0)), max(w),
              count(*) FILTER (WHERE d > 0)
            FROM f LEFT JOIN c ON c.visitor = f.visitor GROUP BY v
            """;

    private final PrintStream out;
    private final Path folder;

    private CellLoad(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    @SuppressWarnings("SystemOut") // a program whose product is a table
    public static void main(String[] arguments) throws IOException, SQLException {
        CellLoad load = new CellLoad(System.out, Files.createTempDirectory("cells"));
        int loaded = LOADED;
        List<Integer> sizes = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.startsWith("load=")) {
                loaded = Integer.parseInt(argument.substring("load=".length()));
            } else {
                sizes.add(Integer.parseInt(argument));
            }
        }
        load.loading(loaded);
        load.out.println(
                "| events | cells | cpu | by hand | cpu | ratio | ratio of cpu | all looks of the fortnight | most memory |");
        load.out.println("|---|---|---|---|---|---|---|---|---|");
        for (int millions : sizes) {
            load.querying(millions);
        }
    }

    /** In calls as large as the loader's. The second line is that of a program that is warm. */
    private void loading(int events) throws IOException {
        Path file = folder.resolve("loaded.duckdb");
        Random random = new Random(1);
        long position = 1;
        try (DuckEventStore store = DuckEventStore.open(file)) {
            for (int half = 1; half <= 2 && events > 0; half++) {
                Spent spent = new Spent(0, 0);
                long first = position;
                while (position <= (long) events * half / 2) {
                    List<LogRecord> records = new ArrayList<>();
                    for (int count = 0; count < PER_LOAD; count += 10) {
                        LogRecord.Events record = batch(random, position);
                        records.add(record);
                        position = record.next();
                    }
                    spent = spent.plus(Spent.on(() -> store.load(records)));
                }
                long count = position - first;
                out.printf(
                        "loaded %,d events in calls of %,d: %,.0f events/s, %.1f µs of cpu each; memory at most %s%n",
                        count, PER_LOAD, count / spent.seconds(), spent.cpuSeconds() * 1e6 / count, mostMemory());
            }
        }
        Files.delete(file);
        out.println();
    }

    private static String mostMemory() throws IOException {
        return ProcessMemory.most(ProcessHandle.current().pid()) / 1024 + " MB";
    }

    private record Spent(double seconds, double cpuSeconds) {
        static Spent on(Runnable work) {
            long begin = System.nanoTime();
            long cpu = cpuNanos();
            work.run();
            return new Spent((System.nanoTime() - begin) / 1e9, (cpuNanos() - cpu) / 1e9);
        }

        Spent plus(Spent other) {
            return new Spent(seconds + other.seconds, cpuSeconds + other.cpuSeconds);
        }

        private static long cpuNanos() {
            return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                    .getProcessCpuTime();
        }

        static Spent median(Spent[] all) {
            return new Spent(
                    Arrays.stream(all).mapToDouble(Spent::seconds).sorted().toArray()[all.length / 2],
                    Arrays.stream(all).mapToDouble(Spent::cpuSeconds).sorted().toArray()[all.length / 2]);
        }
    }

    private static LogRecord.Events batch(Random random, long position) {
        List<VisitorEvents> visitors = new ArrayList<>();
        for (int count = 0; count < 10; count++) {
            Instant at = START.plusMillis(random.nextInt(1_000_000_000));
            String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
            VisitorEvent event = count < 2
                    ? new Exposure(
                            uuid,
                            at,
                            Optional.of("70"),
                            Optional.of("50"),
                            Optional.of("11"),
                            false,
                            Optional.of(
                                    new Exposure.Flag("flag", "rule", "feature-test", "on", true, Optional.empty())))
                    : new Conversion(
                            uuid,
                            at,
                            "bought",
                            Optional.of("21"),
                            OptionalLong.of(random.nextInt(10_000)),
                            OptionalDouble.of(random.nextDouble()),
                            OptionalLong.empty(),
                            "{\"revenue\":1299,\"category\":\"shoes\"}",
                            "{}");
            visitors.add(new VisitorEvents(
                    "visitor-" + random.nextInt(VISITORS), Optional.empty(), List.of(), List.of(event)));
        }
        EventBatch batch = new EventBatch(
                "12",
                Optional.of("1"),
                Optional.of("5"),
                EventBatch.Client.of("java-sdk", "4.2.2"),
                true,
                true,
                visitors);
        return new LogRecord.Events(position, position + 10, END, 1, OptionalLong.of(3), batch);
    }

    private void querying(int millions) throws IOException, SQLException {
        Path file = folder.resolve(millions + ".duckdb");
        DuckEventStore.open(file).close();
        fill(file, millions * 1_000_000L);
        // A process opens a file once; the query by hand gets the same bytes under another name.
        Path copy = Files.copy(file, folder.resolve(millions + ".copy.duckdb"));
        Spent[] ours = new Spent[RUNS];
        Spent[] theirs = new Spent[RUNS];
        double series;
        try (DuckEventStore store = DuckEventStore.open(file);
                Connection connection = EventFile.open(copy);
                Statement statement = connection.createStatement()) {
            for (int run = -1; run < RUNS; run++) {
                Spent own = Spent.on(() -> store.looks(query(List.of(END))));
                Spent other = Spent.on(() -> {
                    try (ResultSet found = statement.executeQuery(BY_HAND)) {
                        found.next();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });
                if (run >= 0) {
                    ours[run] = own;
                    theirs[run] = other;
                }
            }
            series = Spent.on(() -> store.looks(query(WINDOW.looks()))).seconds();
        }
        Files.delete(file);
        Files.delete(copy);
        Spent own = Spent.median(ours);
        Spent other = Spent.median(theirs);
        out.printf(
                "| %d M | %.2f s | %.2f s | %.2f s | %.2f s | %.2f | %.2f | %.1f s | %s |%n",
                millions,
                own.seconds(),
                own.cpuSeconds(),
                other.seconds(),
                other.cpuSeconds(),
                own.seconds() / other.seconds(),
                own.cpuSeconds() / other.cpuSeconds(),
                series,
                mostMemory());
    }

    /** A third of the visitors decides twice; the rest of the events are conversions of five kinds. */
    private static void fill(Path file, long events) throws SQLException {
        long exposures = Math.min(events / 2, VISITORS * 4L / 3);
        try (Connection connection = EventFile.open(file);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO exposure BY NAME
                    SELECT 1 AS project_id, 50 AS experiment_id, 11 + (hash(i %% %1$d) %% 2)::BIGINT AS variation_id,
                    (hash(i %% %1$d) / 2)::BIGINT AS visitor, %2$d + (hash(i, 1) %% 1000000000)::BIGINT AS happened_at,
                    3 AS environment_id, false AS holdback, uuid()::VARCHAR AS uuid, 0 AS uuid_hash, '' AS attributes,
                    %2$d AS received_at, i AS position FROM range(%3$d) t(i)
                    """.formatted(VISITORS, START.toEpochMilli(), exposures));
            statement.execute("""
                    INSERT INTO conversion BY NAME
                    SELECT 1 AS project_id, 21 + (hash(i, 2) %% 5)::BIGINT AS event_id,
                    (hash((hash(i, 3) %% %1$d)::BIGINT) / 2)::BIGINT AS visitor,
                    %2$d + (hash(i, 4) %% 1200000000)::BIGINT AS happened_at, 3 AS environment_id,
                    (hash(i, 5) %% 10000)::BIGINT AS revenue, (hash(i, 6) %% 10000)::BIGINT / 100 AS value, '' AS facts,
                    uuid()::VARCHAR AS uuid, 0 AS uuid_hash, '' AS attributes, %2$d AS received_at, i AS position,
                    'key' AS event_key, '{}' AS tags, '{}' AS properties FROM range(%3$d) t(i)
                    """.formatted(VISITORS, START.toEpochMilli(), events - exposures));
        }
    }

    private static EventStore.Query query(List<Instant> times) {
        return new EventStore.Query(
                EXPERIMENT,
                WINDOW,
                times,
                new Segment.Everyone(),
                new Course(OptionalLong.of(3), List.of(WINDOW), List.of(), List.of(), List.of()),
                Counting.DEFAULT);
    }

    private static final Experiment EXPERIMENT = new Experiment(
            50,
            1,
            70,
            "share",
            new Design(
                    "key",
                    Optional.empty(),
                    "",
                    ExperimentType.AB,
                    Targeting.everyone(),
                    Share.EVERYONE,
                    Optional.empty(),
                    List.of(variation(11), variation(12)),
                    List.of(
                            metric(Aggregator.UNIQUE, 21, Optional.empty()),
                            metric(Aggregator.COUNT, 22, Optional.empty()),
                            metric(Aggregator.SUM, 21, Optional.of(Field.REVENUE)),
                            metric(Aggregator.SUM, 23, Optional.of(Field.VALUE)),
                            metric(Aggregator.UNIQUE, 23, Optional.empty())),
                    Map.of(),
                    Optional.empty(),
                    false,
                    Optional.empty()),
            Map.of(),
            false,
            Optional.empty(),
            List.of(),
            START,
            START);

    private static Variation variation(long id) {
        return new Variation(
                id, "v" + id, Optional.empty(), "", Variation.Status.ACTIVE, new Share(5000), true, Map.of());
    }

    private static Metric metric(Aggregator aggregator, long event, Optional<Field> field) {
        return new Metric(
                aggregator,
                Optional.of(event),
                field,
                Scope.VISITOR,
                Metric.Direction.INCREASING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
