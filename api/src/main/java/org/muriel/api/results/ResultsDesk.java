package org.muriel.api.results;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.muriel.api.route.Request;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.catalog.Change;
import org.muriel.experiment.catalog.StorageException;
import org.muriel.result.AnalysisSettings;
import org.muriel.result.Cancellation;
import org.muriel.result.EventStore;
import org.muriel.result.History;
import org.muriel.result.Irregularities;
import org.muriel.result.Question;
import org.muriel.result.Results;
import org.muriel.result.Segment;

/**
 * Where results are made, a few at a time, and kept as long as they are right: as long as the experiment, the settings
 * and the events of its project are what they were; of very many events, also for a while that grows with them. Whoever
 * asks for what is being made waits for it; what is made for somebody who goes away is given up. Thread-safe.
 */
final class ResultsDesk {
    /** Each result has a few hundred points at most. */
    private static final int MOST_KEPT = 200;

    private static final int MOST_HISTORIES = 1_000;

    /** More than one heavy question at once takes the machine away from those who send events. */
    private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    /** Who comes after so many that wait is better told to come again. */
    private static final int MOST_WAITING = 100;

    /**
     * From so many events of the project on, results up to now may be a little old, and say so: made at every question
     * they would take the machine away from those who send events. With fewer they are made again in a moment.
     */
    private static final long MANY = 1_000_000;

    /** How old for each million of events while more come in. */
    private static final Duration OLDER_EACH_MILLION = Duration.ofSeconds(2);

    /** How old at most; while no event comes in they would differ in nothing but the time they say. */
    private static final Duration OLDEST = Duration.ofSeconds(60);

    private final LongFunction<List<Change>> journal;
    private final EventStore events;
    private final Irregularities.Counter counter;
    private final Cache<Key, Kept> kept =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();
    private final Cache<Experiment, History> histories =
            Caffeine.newBuilder().maximumSize(MOST_HISTORIES).build();
    private final ReentrantLock[] making =
            Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);
    private final Semaphore places = new Semaphore(AT_ONCE, /* fair= */ true);
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param end absent for results up to now */
    private record Key(
            Experiment experiment,
            AnalysisSettings settings,
            long baseline,
            Instant start,
            Optional<Instant> end,
            Segment segment,
            boolean examined) {}

    /** @param events of the project, how many there were */
    private record Kept(Results results, long version, long events) {
        /** By how much the end that is asked for may be later than the end of these. */
        Duration allowedAge(boolean unchanged) {
            if (events < MANY) {
                return Duration.ZERO;
            }
            Duration whileChanging = OLDER_EACH_MILLION.multipliedBy(events / MANY);
            return unchanged || whileChanging.compareTo(OLDEST) > 0 ? OLDEST : whileChanging;
        }
    }

    /** @param journal id of an experiment → its entries, the oldest first */
    ResultsDesk(LongFunction<List<Change>> journal, EventStore events, Irregularities.Counter counter) {
        this.journal = journal;
        this.events = events;
        this.counter = counter;
    }

    /** What the journal tells of an experiment, as it is in the present snapshot. */
    History history(Experiment experiment) {
        return histories.get(experiment, it -> History.of(journal.apply(it.id())));
    }

    Optional<String> objection(String regex) {
        return events.objection(regex);
    }

    /**
     * @param upToNow whether the question's window ends now because no end was given, or one ahead
     * @param examined whether details are wanted
     * @param peer who asked; when it goes away, what is made for it is given up
     * @return nothing when too many wait already, or nobody any more
     */
    Optional<Results> results(
            Question question, AnalysisSettings settings, boolean upToNow, boolean examined, Request.Peer peer) {
        Key key = new Key(
                question.experiment(),
                settings,
                question.baseline().id(),
                question.window().start(),
                upToNow ? Optional.empty() : Optional.of(question.window().end()),
                question.segment(),
                examined);
        Optional<Results> present = present(key, question);
        if (present.isPresent()) {
            return present;
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return Optional.empty();
        }
        ReentrantLock lock = making[Math.floorMod(key.hashCode(), making.length)];
        lock.lock();
        try {
            Optional<Results> meanwhile = present(key, question);
            return meanwhile.isPresent() ? meanwhile : make(key, question, settings, peer);
        } finally {
            lock.unlock();
            waiting.decrementAndGet();
        }
    }

    private Optional<Results> present(Key key, Question question) {
        return Optional.ofNullable(kept.getIfPresent(key))
                .filter(it -> key.end().isPresent() ? isUnchanged(it, question) : isRecent(it, question))
                .map(Kept::results);
    }

    private boolean isUnchanged(Kept present, Question question) {
        return OptionalLong.of(present.version()).equals(version(question));
    }

    private boolean isRecent(Kept present, Question question) {
        boolean unchanged = isUnchanged(present, question);
        Instant end = present.results().question().window().end();
        Instant now = question.window().end();
        return (unchanged || present.events() >= MANY)
                && !end.plus(present.allowedAge(unchanged)).isBefore(now);
    }

    private Optional<Results> make(Key key, Question question, AnalysisSettings settings, Request.Peer peer) {
        places.acquireUninterruptibly();
        Cancellation cancellation = new Cancellation();
        CountDownLatch done = new CountDownLatch(1);
        Thread.ofVirtual().name("results-watch").start(() -> watch(peer, cancellation, done));
        try {
            // before the events are read: whatever comes in meanwhile makes these results old
            OptionalLong version = version(question);
            Results results = cancellation.during(() -> key.examined()
                    ? Results.examined(events, counter, question, settings)
                    : Results.of(events, question, settings));
            long size = events.size(question.experiment().projectId());
            version.ifPresent(it -> kept.put(key, new Kept(results, it, size)));
            return Optional.of(results);
        } catch (StorageException e) {
            if (cancellation.isCancelled()) {
                return Optional.empty();
            }
            throw e;
        } finally {
            done.countDown();
            places.release();
        }
    }

    private static void watch(Request.Peer peer, Cancellation cancellation, CountDownLatch done) {
        try {
            while (!done.await(Request.Peer.EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                if (peer.isGone()) {
                    cancellation.cancel();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private OptionalLong version(Question question) {
        return events.version(question.experiment().projectId());
    }
}
