package org.muriel.change.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.webhook.Webhook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits. Each webhook has a thread while something of it is due, so a slow receiver keeps nobody else waiting;
 * its messages go one after the other, in the order of the journal. One that is not taken is put aside for its next
 * attempt, and those behind it go on.
 *
 * <p>An attempt is recorded after it was made: a message whose record was lost by a crash is sent once more.
 */
public final class Courier implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    /** Receivers that are sent to at once. A thread each: looking up a name can hold one for seconds. */
    private static final int MOST_RECEIVERS = 64;

    private static final int MESSAGES_AT_ONCE = 20;
    private static final long IDLE_SECONDS = 10;

    private final Catalog catalog;
    private final Deliveries deliveries;
    private final Secrets secrets;
    private final Post post;
    private final Retries retries;
    private final InstantSource clock;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("webhook courier").daemon().factory());
    private final ThreadPoolExecutor sending = new ThreadPoolExecutor(
            MOST_RECEIVERS,
            MOST_RECEIVERS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("webhook sender ", 1).daemon().factory());

    /** Webhooks that a thread sends to. Guarded by itself. */
    private final Set<Long> busy = new HashSet<>();

    /** When something is due next, as far as no thread is at it. Of the looking thread. */
    private Optional<Instant> next = Optional.empty();

    private volatile boolean closing;

    private Courier(
            Catalog catalog, Deliveries deliveries, Secrets secrets, Post post, Retries retries, InstantSource clock) {
        this.catalog = catalog;
        this.deliveries = deliveries;
        this.secrets = secrets;
        this.post = post;
        this.retries = retries;
        this.clock = clock;
        sending.allowCoreThreadTimeOut(true);
    }

    public static Courier start(
            Catalog catalog, Deliveries deliveries, Secrets secrets, Post post, Retries retries, InstantSource clock) {
        Courier courier = new Courier(catalog, deliveries, secrets, post, retries, clock);
        courier.next = courier.look();
        var _ = courier.looking.scheduleWithFixedDelay(courier::tick, 1, 1, TimeUnit.SECONDS);
        return courier;
    }

    /** Tells it that there is something new to send. */
    public void wake() {
        lookIn(0);
    }

    private void lookIn(long seconds) {
        try {
            var _ = looking.schedule(
                    () -> {
                        next = Optional.of(Instant.MIN);
                        tick();
                    },
                    seconds,
                    TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            // it is closing: what waits is sent after the next start
        }
    }

    private void tick() {
        try {
            if (next.isPresent()
                    && (next.get().equals(Instant.MIN) || !next.get().isAfter(clock.instant()))) {
                next = look();
            }
        } catch (RuntimeException e) {
            if (!closing) {
                log.error("messages for webhooks could not be read; it is tried again", e);
            }
        }
    }

    /** Gives each webhook of which something is due a thread, and says when to look again. */
    private Optional<Instant> look() {
        Map<Long, Instant> waiting = deliveries.due();
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<Instant> earliest = Optional.empty();
        for (Map.Entry<Long, Instant> due : waiting.entrySet()) {
            if (due.getValue().isAfter(now)) {
                earliest = earliest.filter(it -> it.isBefore(due.getValue())).or(() -> Optional.of(due.getValue()));
            } else if (claim(due.getKey())) {
                sending.execute(() -> sendAll(due.getKey()));
            }
        }
        return earliest;
    }

    private boolean claim(long webhookId) {
        synchronized (busy) {
            return busy.add(webhookId);
        }
    }

    private void sendAll(long webhookId) {
        long pause = 0;
        try {
            while (!closing && sendDue(webhookId)) {
                // and what has become due meanwhile
            }
        } catch (RuntimeException e) {
            pause = 1; // reading and writing may fail again as fast
            if (!closing) {
                log.error("messages of webhook {} could not be sent; it is tried again", webhookId, e);
            }
        } finally {
            synchronized (busy) {
                busy.remove(webhookId);
            }
            lookIn(pause);
        }
    }

    /** @return whether there was something, so that there may be more */
    private boolean sendDue(long webhookId) {
        List<Delivery> due = deliveries.due(webhookId, clock.instant(), MESSAGES_AT_ONCE);
        for (Delivery delivery : due) {
            if (closing || !send(delivery)) {
                return false;
            }
        }
        return !due.isEmpty();
    }

    /** @return whether the webhook is still there */
    private boolean send(Delivery delivery) {
        Optional<Webhook> webhook =
                catalog.snapshot().find(Webhook.class, delivery.webhookId()).filter(it -> !it.archived());
        if (webhook.isEmpty()) {
            deliveries.forget(delivery.webhookId());
            return false;
        }
        Instant begun = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Map<String, String> headers = Signature.headers(secrets.of(delivery.webhookId()), delivery, begun);
        Post.Answer answer = post.send(webhook.get().url(), headers, delivery.body());
        if (closing && answer.status().isEmpty()) {
            return false; // cut off by us: it is sent after the next start, and this was no failure of the receiver's
        }
        Instant ended = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Delivery.Attempt attempt =
                new Delivery.Attempt(begun, Duration.between(begun, ended), answer.status(), answer.excerpt());
        deliveries.keep(delivery.attempted(attempt, retries.after(delivery.attempts() + 1, ended)));
        return true;
    }

    /** Gives up what is on its way: it is sent once more after the next start. */
    @Override
    public void close() {
        closing = true;
        looking.shutdownNow();
        sending.shutdownNow();
        post.close();
        try {
            var _ = sending.awaitTermination(IDLE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
