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

    /** The configuration API. Its answers also say how many requests are left: {@link RateLimits}. */
    public static final Dialect REST = new Dialect(Errors.REST, false, MOST_BODY_BYTES, (headers, now, reply) -> reply);

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
}
