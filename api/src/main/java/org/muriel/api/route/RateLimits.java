package org.muriel.api.route;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many requests each token has left in the present minute (REST specification, 1.11). Windows are those of the clock
 * and the same for all, so one map is all there is, and it is dropped when the minute is over. Thread-safe.
 */
public final class RateLimits {
    private static final int WINDOW_SECONDS = 60;

    /** What clients are told while limits are off: a limit that is never reached. */
    private static final int NEVER_REACHED = 1_000_000;

    private final int perMinute;
    private volatile Window window = new Window(0, new ConcurrentHashMap<>());

    /** @param used by token, or by program and person */
    private record Window(long number, Map<String, Integer> used) {
        /** A request that came just before the turn of the minute and is late counts in the new one. */
        boolean takes(long minute) {
            return minute == number || minute == number - 1;
        }
    }

    /** @param perMinute requests of one token; 0 for as many as come */
    public RateLimits(int perMinute) {
        this.perMinute = perMinute;
    }

    public static RateLimits off() {
        return new RateLimits(0);
    }

    /** @param remaining of the limit; less than nothing when this request is one too many */
    record Turn(int limit, int remaining, long resetSeconds, long now) {
        boolean isRefused() {
            return remaining < 0;
        }

        /** How long to wait, in seconds. */
        long retryAfter() {
            return Math.max(1, resetSeconds - now);
        }

        Reply on(Reply reply) {
            return reply.with(Map.of(
                    "X-RateLimit-Limit", Integer.toString(limit),
                    "X-RateLimit-Remaining", Integer.toString(Math.max(0, remaining)),
                    "X-RateLimit-Reset", Long.toString(resetSeconds)));
        }
    }

    /** Counts a request of that token. */
    Turn take(String token, Instant now) {
        if (perMinute == 0) {
            return untouched(now);
        }
        int used = at(now).used().merge(token, 1, Integer::sum);
        return turn(now, perMinute - used);
    }

    /** What who has no token is told. */
    Turn untouched(Instant now) {
        return perMinute == 0
                ? new Turn(NEVER_REACHED, NEVER_REACHED, now.getEpochSecond() + WINDOW_SECONDS, now.getEpochSecond())
                : turn(now, perMinute);
    }

    private Turn turn(Instant now, int remaining) {
        long next = (now.getEpochSecond() / WINDOW_SECONDS + 1) * WINDOW_SECONDS;
        return new Turn(perMinute, remaining, next, now.getEpochSecond());
    }

    private Window at(Instant now) {
        long number = now.getEpochSecond() / WINDOW_SECONDS;
        Window present = window;
        if (!present.takes(number)) {
            synchronized (this) {
                present = window;
                if (!present.takes(number)) {
                    present = new Window(number, new ConcurrentHashMap<>());
                    window = present;
                }
            }
        }
        return present;
    }
}
