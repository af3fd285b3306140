package org.muriel.change.delivery;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.muriel.change.Notice;
import org.muriel.change.Notices;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Change;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.project.Project;
import org.muriel.experiment.webhook.Webhook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the journal and makes the messages. How far it has come is kept with the messages, in one transaction, so a
 * change is told once per webhook whenever the process ends: nothing is missed and nothing made twice. One thread of its
 * own does it; no write waits for it.
 *
 * <p>A webhook is told of what came after it in the journal, and of what it is subscribed to when the entry is read,
 * which is moments after it was written. While there is no webhook the journal is not read.
 */
public final class Dispatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Dispatch.class);
    private static final int ENTRIES_AT_ONCE = 200;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Catalog catalog;
    private final Deliveries deliveries;
    private final Message message;
    private final InstantSource clock;
    private final Runnable onMade;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread reading = Thread.ofVirtual().name("webhook dispatch").unstarted(this::run);

    /** Webhook → journal entry of its creation. Of the reading thread. */
    private final Map<Long, Long> born = new HashMap<>();

    /** The last entry that was dealt with, known once there was a webhook. Of the reading thread. */
    private OptionalLong progress = OptionalLong.empty();

    /** How a notice is written. */
    @FunctionalInterface
    public interface Message {
        Delivery.New write(Notice notice, Change change, Webhook webhook, Snapshot snapshot);
    }

    private Dispatch(Catalog catalog, Deliveries deliveries, Message message, InstantSource clock, Runnable onMade) {
        this.catalog = catalog;
        this.deliveries = deliveries;
        this.message = message;
        this.clock = clock;
        this.onMade = onMade;
    }

    /** @param onMade told when there are new messages; must not take long */
    public static Dispatch start(
            Catalog catalog, Deliveries deliveries, Message message, InstantSource clock, Runnable onMade) {
        Dispatch dispatch = new Dispatch(catalog, deliveries, message, clock, onMade);
        dispatch.reading.start();
        return dispatch;
    }

    private void run() {
        try {
            while (true) {
                Snapshot seen = catalog.snapshot();
                if (catchUp(seen)) {
                    catalog.awaitOtherThan(seen);
                } else if (closed.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean catchUp(Snapshot snapshot) throws InterruptedException {
        try {
            List<Webhook> webhooks = webhooks(snapshot);
            if (webhooks.isEmpty()) {
                progress = OptionalLong.empty();
            } else {
                readOn(snapshot, webhooks);
            }
            return true;
        } catch (RuntimeException e) {
            log.error("webhooks could not be told of changes; it is tried again", e);
            return false;
        }
    }

    private static List<Webhook> webhooks(Snapshot snapshot) {
        return snapshot.projects().stream()
                .map(Project::id)
                .flatMap(it -> snapshot.list(Webhook.class, it).stream())
                .filter(it -> !it.archived())
                .toList();
    }

    private void readOn(Snapshot seen, List<Webhook> webhooks) throws InterruptedException {
        long from = progress.isPresent() ? progress.getAsLong() : firstProgress(webhooks);
        Snapshot snapshot = seen;
        while (true) {
            // one entry more than is new: what belongs to the write of the entry before was told with it
            List<Change> entries = catalog.changesAfter(Math.max(0, from - 1), ENTRIES_AT_ONCE);
            Optional<Change> previous = Optional.empty();
            List<Delivery.New> made = new ArrayList<>();
            for (Change entry : entries) {
                if (entry.seq() > from) {
                    snapshot = showing(entry, snapshot);
                    made.addAll(messages(previous, entry, snapshot, webhooks));
                }
                previous = Optional.of(entry);
            }
            long last = entries.isEmpty() ? from : entries.getLast().seq();
            if (last <= from) {
                progress = OptionalLong.of(from);
                return;
            }
            deliveries.add(made, clock.instant(), last);
            progress = OptionalLong.of(last);
            from = last;
            if (!made.isEmpty()) {
                onMade.run();
            }
        }
    }

    /** Nothing before the first webhook is anybody's. */
    private long firstProgress(List<Webhook> webhooks) {
        long first = webhooks.stream().mapToLong(this::born).min().orElseThrow();
        return Math.max(first, deliveries.progress());
    }

    private long born(Webhook webhook) {
        return born.computeIfAbsent(
                webhook.id(), id -> catalog.changesOf(id).getFirst().seq());
    }

    /** An entry may be read a moment before its write is in the snapshot: a receiver who asks at once must find it. */
    private Snapshot showing(Change entry, Snapshot seen) throws InterruptedException {
        Snapshot snapshot = seen;
        while (!shows(entry, snapshot)) {
            snapshot = catalog.awaitOtherThan(snapshot);
        }
        return snapshot;
    }

    private static boolean shows(Change entry, Snapshot snapshot) {
        return entry.datafileRevisions().entrySet().stream().allMatch(it -> {
            var present = snapshot.datafileRevisions().get(it.getKey());
            return present != null && present.number() >= it.getValue();
        });
    }

    private List<Delivery.New> messages(
            Optional<Change> previous, Change entry, Snapshot snapshot, List<Webhook> webhooks) {
        List<Webhook> those = webhooks.stream()
                .filter(it -> it.projectId() == entry.after().projectId() && born(it) < entry.seq())
                .toList();
        if (those.isEmpty()) {
            return List.of();
        }
        List<Delivery.New> messages = new ArrayList<>();
        for (Notice notice : Notices.of(previous, entry)) {
            for (Webhook webhook : those) {
                if (webhook.topics().contains(notice.topic())) {
                    messages.add(message.write(notice, entry, webhook, snapshot));
                }
            }
        }
        return messages;
    }

    @Override
    public void close() {
        closed.countDown();
        reading.interrupt();
    }
}
