package org.muriel.change.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void the_pauses_grow_over_hours_vary_by_a_fifth_and_end() {
        Retries retries = new Retries(new Random(1));

        for (int failed = 1; failed <= Retries.PAUSES.size(); failed++) {
            Duration pause = Retries.PAUSES.get(failed - 1);
            for (int i = 0; i < 100; i++) {
                Duration drawn =
                        Duration.between(NOW, retries.after(failed, NOW).orElseThrow());
                assertThat(drawn)
                        .isBetween(
                                pause.multipliedBy(4).dividedBy(5),
                                pause.multipliedBy(6).dividedBy(5));
            }
        }
        assertThat(Retries.PAUSES).isSorted();
        assertThat(retries.after(Retries.PAUSES.size() + 1, NOW)).isEmpty();
        assertThat(Retries.PAUSES.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofHours(6), Duration.ofHours(12));
    }
}
