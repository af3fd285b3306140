package org.muriel.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.change.delivery.Deliveries;
import org.muriel.change.delivery.Delivery;
import org.muriel.change.delivery.Delivery.Attempt;
import org.muriel.change.delivery.Delivery.Status;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.testkit.Entities;
import org.muriel.testkit.SteppingClock;

class SqliteDeliveriesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");
    private static final Instant LATER = NOW.plusSeconds(10);

    @TempDir
    private Path temporary;

    private OpenedFolder opened;
    private Deliveries deliveries;
    private long webhook;
    private long another;

    @BeforeEach
    void open() {
        opened = new OpenedFolder(temporary);
        deliveries = opened.storage.deliveries();
        Catalog catalog = opened.catalog(SteppingClock.bySeconds());
        catalog.write("somebody", draft -> {
            long project = draft.nextId();
            webhook = draft.nextId();
            another = draft.nextId();
            draft.put(Entities.aProject(project));
            draft.put(Entities.aWebhook(webhook, project, List.of()));
            return draft.put(Entities.aWebhook(another, project, List.of()));
        });
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void messages_and_the_place_in_the_journal_are_kept_together_and_outlive_a_restart() {
        deliveries.add(List.of(message(webhook, "a"), message(another, "b"), message(webhook, "c")), NOW, 7);
        deliveries.add(List.of(), NOW, 5);

        opened.close();
        opened = new OpenedFolder(temporary);
        deliveries = opened.storage.deliveries();

        assertThat(deliveries.progress()).isEqualTo(7);
        assertThat(deliveries.due()).isEqualTo(Map.of(webhook, NOW, another, NOW));
        assertThat(deliveries.due(webhook, NOW, 10)).extracting(Delivery::body).containsExactly("a", "c");
        assertThat(deliveries.due(webhook, NOW.minusMillis(1), 10)).isEmpty();
        assertThat(deliveries.due(webhook, NOW, 1)).extracting(Delivery::body).containsExactly("a");
    }

    @Test
    void what_came_of_an_attempt_is_kept_as_it_was() {
        Delivery made = deliveries.add(message(webhook, "a"), NOW);
        Delivery put = made.attempted(
                new Attempt(NOW, Duration.ofMillis(42), OptionalInt.empty(), "no answer in time"), Optional.of(LATER));
        deliveries.keep(put);

        assertThat(deliveries.find(made.id())).contains(put);
        assertThat(put.status()).isEqualTo(Status.WAITING);
        assertThat(deliveries.due()).isEqualTo(Map.of(webhook, LATER));

        Delivery taken =
                put.attempted(new Attempt(LATER, Duration.ofMillis(1), OptionalInt.of(204), ""), Optional.of(LATER));
        deliveries.keep(taken);

        assertThat(deliveries.find(made.id())).contains(taken);
        assertThat(taken.status()).isEqualTo(Status.DELIVERED);
        assertThat(taken.attempts()).isEqualTo(2);
        assertThat(deliveries.due()).isEmpty();
    }

    @Test
    void one_that_is_not_to_be_sent_again_has_failed() {
        Delivery failed = deliveries
                .add(message(webhook, "a"), NOW)
                .attempted(new Attempt(NOW, Duration.ZERO, OptionalInt.of(301), "moved"), Optional.empty());
        deliveries.keep(failed);

        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(deliveries.list(webhook, 10)).containsExactly(failed);
        assertThat(deliveries.due()).isEmpty();
    }

    @Test
    void of_a_webhook_only_the_newest_are_kept_and_of_no_other_any_is_lost() {
        deliveries.add(message(another, "other"), NOW);
        for (int i = 0; i < Deliveries.KEPT + 3; i++) {
            deliveries.keep(deliveries
                    .add(message(webhook, "m" + i), NOW)
                    .attempted(new Attempt(NOW, Duration.ZERO, OptionalInt.of(200), ""), Optional.empty()));
        }

        List<Delivery> kept = deliveries.list(webhook, 10_000);
        assertThat(kept).hasSize(Deliveries.KEPT);
        assertThat(kept.getFirst().body()).isEqualTo("m" + (Deliveries.KEPT + 2));
        assertThat(deliveries.list(another, 10)).hasSize(1);
    }

    @Test
    void when_too_many_wait_the_oldest_fail() {
        deliveries.add(
                LongStream.range(0, Deliveries.MOST_WAITING + 2)
                        .mapToObj(it -> message(webhook, "m" + it))
                        .toList(),
                NOW,
                1);

        assertThat(deliveries.due(webhook, NOW, 1)).extracting(Delivery::body).containsExactly("m2");
        assertThat(deliveries.list(webhook, 20_000))
                .filteredOn(it -> it.status() == Status.FAILED)
                .extracting(Delivery::body)
                .containsExactly("m1", "m0");
    }

    @Test
    void a_webhook_that_is_removed_takes_its_messages_along() {
        deliveries.add(List.of(message(webhook, "a"), message(another, "b")), NOW, 1);

        deliveries.forget(webhook);

        assertThat(deliveries.due()).containsOnlyKeys(another);
        assertThat(deliveries.list(webhook, 10)).isEmpty();
    }

    @Test
    void a_key_of_the_server_is_made_once() {
        byte[] first = opened.storage.key("a", () -> new byte[] {1, 2});

        assertThat(first).containsExactly(1, 2);
        assertThat(opened.storage.key("a", () -> new byte[] {3})).containsExactly(1, 2);
        assertThat(opened.storage.key("b", () -> new byte[] {3})).containsExactly(3);
    }

    private static Delivery.New message(long webhookId, String body) {
        return new Delivery.New(webhookId, "project.flag_created", body, Optional.empty());
    }
}
