package org.muriel.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muriel.event.log.LogRecord;
import org.muriel.result.EventStore;
import org.muriel.result.Window;

/** Looks that are brought up to date are those that a query from nothing would give, whatever came in between. */
class KeptLooksTest {
    private static final long SEED = Long.getLong("muriel.seed", 20_260_302L);
    private static final int SETS = 20;

    /** Seeds of the long run begin behind those of the gate. */
    private static final int MANY_SETS = Integer.getInteger("muriel.sets", 1000);

    private static final int QUESTIONS = 8;

    @Test
    void kept_looks_are_brought_up_to_date_to_the_last_digit() {
        compare(SEED, SETS);
    }

    @Test
    @Tag("long")
    void kept_looks_are_brought_up_to_date_on_many_more_sets() {
        compare(SEED + SETS, MANY_SETS);
    }

    private static void compare(long from, int sets) {
        long exposed = 0;
        for (long seed = from; seed < from + sets; seed++) {
            exposed += grow(seed);
        }
        assertThat(exposed).isGreaterThan(3L * sets);
    }

    /** The end of the window moves on while events come in, late ones among them, and some are removed. */
    private static long grow(long seed) {
        GeneratedEvents generated = new GeneratedEvents(seed);
        List<LogRecord.Events> log = generated.log();
        EventStore.Query whole = generated.query();
        Random random = new Random(seed);
        long exposed = 0;
        KeptLooks kept = new KeptLooks(Double.MAX_VALUE);
        AtomicLong rewrites = new AtomicLong();
        List<EventStore.Query> asked = new ArrayList<>();
        try (DuckEventStore store = inMemory()) {
            int loaded = 0;
            Instant end = whole.window().start();
            for (int part = 1; part <= QUESTIONS; part++) {
                // a lot at first, then so little that most visitors are left alone, or nothing
                int to = Math.min(log.size(), loaded + random.nextInt(part == 1 ? log.size() : 3));
                if (to > loaded) {
                    store.load(List.copyOf(log.subList(loaded, to)));
                    loaded = to;
                }
                end = later(end, whole.window().end(), random);
                if (random.nextInt(6) == 0) {
                    rewrites.incrementAndGet();
                }
                EventStore.Query present = until(whole, end);
                asked.add(random.nextInt(8) == 0 ? pausedHalfWay(present) : present);
                // also one of those that were asked before: its events are not what they were
                EventStore.Query query = random.nextInt(3) == 0 ? asked.get(random.nextInt(part)) : asked.getLast();
                List<EventStore.Look> actual = store.read("looks", connection -> {
                    try (var transaction = connection.createStatement()) {
                        transaction.execute("BEGIN TRANSACTION");
                        return kept.looks(connection, query, random.nextInt(5) == 0, rewrites::get);
                    }
                });
                String what = "seed " + seed + ", part " + part + ": " + query;
                exposed += ComparedLooks.compare(
                        new Reference(GeneratedEvents.uncapped(query), log.subList(0, loaded)).looks(), actual, what);
            }
        }
        return exposed;
    }

    private static Instant later(Instant end, Instant last, Random random) {
        long seconds = Duration.between(end, last).toSeconds();
        return random.nextInt(5) == 0 || seconds < 2
                ? end.plusSeconds(seconds < 2 ? 0 : 1)
                : end.plusSeconds(1 + random.nextLong(seconds));
    }

    /** The question as it is asked at a time. */
    private static EventStore.Query until(EventStore.Query whole, Instant end) {
        TreeSet<Instant> times = new TreeSet<>(whole.times());
        times.removeIf(it -> it.isAfter(end));
        times.add(end);
        return new EventStore.Query(
                whole.experiment(),
                new Window(whole.window().start(), end),
                List.copyOf(times),
                whole.segment(),
                whole.course().until(end),
                whole.counting());
    }

    /** As if the journal told another story. */
    private static EventStore.Query pausedHalfWay(EventStore.Query query) {
        Window window = query.window();
        Instant pause = window.start()
                .plus(Duration.between(window.start(), window.end()).dividedBy(2));
        return new EventStore.Query(
                query.experiment(),
                window,
                query.times(),
                query.segment(),
                query.course().until(pause),
                query.counting());
    }

    private static DuckEventStore inMemory() {
        Properties settings = new Properties();
        settings.setProperty("threads", "1");
        return DuckEventStore.open(Path.of(":memory:"), settings);
    }
}
