package org.muriel.api.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final Instant MINUTE = Instant.parse("2026-03-01T12:00:00Z");

    private final RateLimits limits = new RateLimits(2);

    @Test
    void a_request_that_is_late_over_the_turn_of_the_minute_resets_nothing() {
        limits.take("token", MINUTE);
        limits.take("token", MINUTE.minusMillis(1));

        assertThat(limits.take("token", MINUTE).isRefused()).isTrue();
    }

    @Test
    void a_clock_that_is_set_back_keeps_nobody_waiting() {
        limits.take("token", MINUTE);
        limits.take("token", MINUTE);
        assertThat(limits.take("token", MINUTE).isRefused()).isTrue();

        RateLimits.Turn turn = limits.take("token", MINUTE.minusSeconds(3_600));

        assertThat(turn.remaining()).isEqualTo(1);
        assertThat(turn.resetSeconds()).isEqualTo(MINUTE.getEpochSecond() - 3_540);
    }

    @Test
    void who_is_refused_is_told_to_wait_for_the_turn_of_the_minute() {
        assertThat(limits.take("token", MINUTE.plusMillis(1)).retryAfter()).isEqualTo(60);
        assertThat(limits.take("token", MINUTE.plusMillis(59_999)).retryAfter()).isEqualTo(1);
    }

    @Test
    void of_many_at_once_as_many_are_served_as_may_be() {
        RateLimits hundred = new RateLimits(100);
        AtomicInteger served = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                threads.execute(() -> {
                    if (!hundred.take("token", MINUTE).isRefused()) {
                        served.incrementAndGet();
                    }
                });
            }
        }
        assertThat(served).hasValue(100);
    }
}
