package org.muriel.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.muriel.api.system.SystemRoutes;
import org.muriel.decision.bucketing.Bucketer;
import org.muriel.event.ledger.Ledger;
import org.muriel.event.ledger.Period;
import org.muriel.event.loader.Loader;
import org.muriel.result.Arrivals;
import org.muriel.statistics.distribution.Normal;
import org.muriel.storage.sql.DataFolder;
import org.muriel.storage.sql.SqlStorage;
import org.muriel.storage.sql.eventlog.SqliteEventLog;

/** What the server knows of itself, and how it tries itself out. */
final class Machine {
    /** Of the visitor {@code ppid1} for the entity {@code 1886780721} (SDK contract, 2). */
    private static final int KNOWN_BUCKET = 5_254;

    /** The 97.5 % point of the normal distribution, to as many digits as a double has. */
    private static final double KNOWN_QUANTILE = 1.959963984540054;

    private final DataFolder folder;
    private final SqlStorage storage;
    private final SqliteEventLog log;
    private final Loader loader;
    private final Arrivals arrivals;
    private final Ledger ledger;
    private final Instant started;

    Machine(
            DataFolder folder,
            SqlStorage storage,
            SqliteEventLog log,
            Loader loader,
            Arrivals arrivals,
            Ledger ledger,
            Instant started) {
        this.folder = folder;
        this.storage = storage;
        this.log = log;
        this.loader = loader;
        this.arrivals = arrivals;
        this.ledger = ledger;
        this.started = started;
    }

    SystemRoutes.Facts facts() {
        Runtime runtime = Runtime.getRuntime();
        return new SystemRoutes.Facts(
                Muriel.version(),
                Runtime.version().toString(),
                started,
                Math.max(0, log.end() - loader.loaded()),
                log.isFailing(),
                storage.bytes(),
                log.bytes(),
                size(folder.folder("store")),
                folder.path().toFile().getUsableSpace(),
                arrivals.total(),
                runtime.totalMemory() - runtime.freeMemory(),
                runtime.maxMemory());
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(it -> it.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<SystemRoutes.Check> selfTest() {
        List<SystemRoutes.Check> checks = new ArrayList<>();
        checks.add(check("bucketing", "A known visitor gets its known bucket.", () -> {
            int bucket = new Bucketer("1886780721").bucket("ppid1");
            return bucket == KNOWN_BUCKET ? "" : "Bucket " + bucket + " instead of " + KNOWN_BUCKET + ".";
        }));
        checks.add(check("statistics", "A known quantile comes out to the last digits.", () -> {
            double quantile = Normal.quantile(0.975);
            return Math.abs(quantile - KNOWN_QUANTILE) < 1e-14 ? "" : "It is " + quantile + ".";
        }));
        checks.add(check("catalog", "The file of configuration is whole.", storage::faults));
        checks.add(check("event store", "The file of events answers.", () -> {
            long events = arrivals.total();
            return events >= 0 ? "" : "It has " + events + " events.";
        }));
        checks.add(check("ledger", "Every event that was received is accounted for.", () -> {
            long missing = ledger.lines(Period.ALL).stream()
                    .mapToLong(it -> Math.abs(it.missing()))
                    .sum();
            return missing == 0 ? "" : missing + " events are missing.";
        }));
        checks.add(check("disk", "The data folder can be written.", this::writeSomething));
        return checks;
    }

    private String writeSomething() {
        try {
            Path file = Files.createTempFile(folder.path(), "self-test", ".tmp");
            Files.writeString(file, "tea");
            Files.delete(file);
            return "";
        } catch (IOException e) {
            return "It cannot: " + e.getMessage();
        }
    }

    /** @param fault empty when all is well */
    private static SystemRoutes.Check check(String name, String well, Supplier<String> fault) {
        long begin = System.nanoTime();
        String found;
        try {
            found = fault.get();
        } catch (RuntimeException e) {
            found = "It failed: " + e.getMessage();
        }
        return new SystemRoutes.Check(
                name,
                Optional.of(found).filter(it -> !it.isEmpty()),
                well,
                Duration.ofNanos(System.nanoTime() - begin).toMillis());
    }
}
