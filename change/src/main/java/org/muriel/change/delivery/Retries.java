package org.muriel.change.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a message is sent once more that was not taken. The pauses grow, so that a restart of the receiver costs seconds
 * and an outage of a night costs few requests; each is up to a fifth longer or shorter by chance, so that messages that
 * failed together do not come together again.
 */
public final class Retries {
    static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6));

    private static final double JITTER = 0.2;

    private final RandomGenerator random;

    /** @param random thread-safe */
    public Retries(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param failed how many attempts have failed, at least one
     * @return nothing when it is to be given up
     */
    Optional<Instant> after(int failed, Instant now) {
        if (failed > PAUSES.size()) {
            return Optional.empty();
        }
        double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        long millis = Math.round(PAUSES.get(failed - 1).toMillis() * factor);
        return Optional.of(now.plusMillis(millis));
    }
}
