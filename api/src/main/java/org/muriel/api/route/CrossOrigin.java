package org.muriel.api.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What browsers ask for before a page of another origin may call a route (SDK contract, 1.8). */
public final class CrossOrigin {
    /** What the answers of such routes carry. */
    public static final Map<String, String> ANSWER = Map.of(
            "Access-Control-Allow-Origin", "*",
            "Access-Control-Expose-Headers", "ETag, Last-Modified, Retry-After, X-Request-Id");

    private static final String HEADERS = "content-type, authorization, if-modified-since, if-none-match, x-api-key,"
            + " content-encoding, x-optimizely-strict,"
            + " x-optimizely-sdk-key, x-optimizely-ups-name, x-request-id";

    /** A day; browsers cap it at less. */
    private static final String MAX_AGE_SECONDS = "86400";

    private CrossOrigin() {}

    static Reply open(Reply reply) {
        return reply.with(ANSWER);
    }

    /**
     * For routes that beacons are sent to. Browsers send those with whatever credentials they have, and then let them
     * pass only where the page's origin is named and credentials are welcome (Fetch standard, "CORS protocol and
     * credentials"). A route must not look at any.
     */
    public static Reply openToBeacons(Request.Headers headers, Instant now, Reply reply) {
        return headers.first("Origin")
                .filter(it -> it.chars().allMatch(letter -> letter > ' ' && letter < 0x7F))
                .map(it -> reply.with(Map.of(
                        "Access-Control-Allow-Origin",
                        it,
                        "Access-Control-Allow-Credentials",
                        "true",
                        "Vary",
                        "Origin")))
                .orElse(reply);
    }

    static Reply preflight(Collection<String> methods) {
        List<String> allowed = new ArrayList<>(methods);
        if (methods.contains("GET")) {
            allowed.add("HEAD");
        }
        allowed.add("OPTIONS");
        return Reply.noContent()
                .with("Access-Control-Allow-Methods", String.join(", ", allowed))
                .with("Access-Control-Allow-Headers", HEADERS)
                .with("Access-Control-Max-Age", MAX_AGE_SECONDS);
    }
}
