package org.muriel.api.route;

import java.time.Instant;

/**
 * What the routes of one wire dialect share, whoever made it: the configuration API, a datafile host, a decision
 * service.
 *
 * @param errors how it says that a request failed
 * @param crossOrigin whether pages of any origin may call it: its credential is nothing a browser adds by itself
 * @param mostBodyBytes a larger body is refused; a body is read into memory
 * @param finish adds what every answer of the dialect carries
 */
public record Dialect(Errors errors, boolean crossOrigin, int mostBodyBytes, Finish finish) {
    /** Far above the largest sensible configuration document or context of a visitor. */
    public static final int MOST_BODY_BYTES = 1 << 20;

    /** Never reached: limits are off (REST specification, 1.11). */
    private static final int RATE_LIMIT = 1_000_000;

    private static final int RATE_WINDOW_SECONDS = 60;

    /** The configuration API. */
    public static final Dialect REST = new Dialect(Errors.REST, false, MOST_BODY_BYTES, Dialect::unlimited);

    /** Adds headers. */
    @FunctionalInterface
    public interface Finish {
        /** @param headers of the request */
        Reply finish(Request.Headers headers, Instant now, Reply reply);
    }

    /** The same with bodies of another size. */
    public Dialect taking(int bytes) {
        return new Dialect(errors, crossOrigin, bytes, finish);
    }

    private static Reply unlimited(Request.Headers headers, Instant now, Reply reply) {
        return reply.with("X-RateLimit-Limit", Integer.toString(RATE_LIMIT))
                .with("X-RateLimit-Remaining", Integer.toString(RATE_LIMIT))
                .with("X-RateLimit-Reset", Long.toString(now.getEpochSecond() + RATE_WINDOW_SECONDS));
    }
}
