package org.muriel.benchmark;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.muriel.event.Conversion;
import org.muriel.event.EventBatch;
import org.muriel.event.VisitorAttribute;
import org.muriel.event.VisitorEvents;
import org.muriel.event.log.Arrival;
import org.muriel.event.log.BatchFormat;
import org.muriel.storage.sql.DataFolder;
import org.muriel.storage.sql.eventlog.SqliteEventLog;

/**
 * Measures appending to the event log without HTTP and without a loader: posters that each append ten events and wait
 * until they are durable. Beside it, in each round, SQLite by hand: the same bytes in rows of one table, one
 * transaction for whatever waits. Prints a Markdown table; processor time is that of the whole process.
 */
public final class LogAppendLoad {
    private static final int POSTERS = 16;
    private static final int ROUNDS = 3;
    private static final int EVENTS = 10;

    private final PrintStream out;
    private final com.sun.management.OperatingSystemMXBean machine =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private LogAppendLoad(PrintStream out) {
        this.out = out;
    }

    /** @param arguments the seconds of a round; 10 without */
    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length == 0 ? 10 : Integer.parseInt(arguments[0]);
        new LogAppendLoad(System.out).rounds(Files.createTempDirectory("muriel-benchmark"), seconds);
    }

    private void rounds(Path path, int seconds) throws Exception {
        byte[] same = BatchFormat.write(batch("0-0", Instant.EPOCH));
        out.println("The bytes of a batch: " + same.length + ".\n");
        out.println("| round | what | events/s | p50 ms | p99 ms | max ms | µs/event |");
        out.println("|---|---|---|---|---|---|---|");
        try (DataFolder folder = DataFolder.open(path);
                SqliteEventLog log = SqliteEventLog.open(folder);
                SqliteFloor floor = new SqliteFloor(path.resolve("floor.db"))) {
            for (int round = 0; round <= ROUNDS; round++) {
                String name = round == 0 ? "warm-up" : Integer.toString(round);
                String prefix = name + "-";
                measure(name, "SQLite by hand", seconds, _ -> _ -> floor.append(same));
                measure(
                        name,
                        "event log",
                        seconds,
                        poster -> number -> log.append(arrival(prefix + poster + "-" + number)));
            }
        }
    }

    private void measure(String round, String what, int seconds, Posters.Recruiter recruiter) throws Exception {
        long before = machine.getProcessCpuTime();
        LoadClient.Load load = Posters.run(POSTERS, seconds, 0, recruiter);
        long spent = machine.getProcessCpuTime() - before;
        out.printf(
                Locale.ROOT,
                "| %s | %s | %.0f | %.2f | %.2f | %.0f | %.2f |%n",
                round,
                what,
                load.perSecond() * EVENTS,
                load.millis(0.5),
                load.millis(0.99),
                load.millis(1),
                spent / 1e3 / EVENTS / load.latencies().length);
    }

    private static Arrival arrival(String id) {
        Instant now = Instant.now();
        return new Arrival(now, OptionalLong.of(1), OptionalLong.of(2), batch(id, now), List.of());
    }

    private static EventBatch batch(String id, Instant now) {
        List<VisitorEvents> visitors = new ArrayList<>(EVENTS);
        for (int i = 0; i < EVENTS; i++) {
            visitors.add(new VisitorEvents(
                    "visitor-" + id + i,
                    Optional.empty(),
                    List.of(new VisitorAttribute(Optional.of("501"), "plan", new VisitorAttribute.Value.Text("pro"))),
                    List.of(new Conversion(
                            "7589ac2d-5df2-41bb-8000-" + id + i,
                            now,
                            "purchase",
                            Optional.of("601"),
                            OptionalLong.of(4200),
                            OptionalDouble.of(42.5),
                            OptionalLong.empty(),
                            "{\"revenue\": 4200, \"value\": 42.5, \"sku\": \"A-1\"}",
                            "{}"))));
        }
        return new EventBatch(
                "1",
                Optional.of("1"),
                Optional.of("7"),
                EventBatch.Client.of("java-sdk", "4.2.2"),
                true,
                true,
                visitors);
    }
}
