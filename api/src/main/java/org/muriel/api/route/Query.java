package org.muriel.api.route;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The query of a request (REST specification, 1.10): stray {@code &} are skipped, a parameter without {@code =} is the
 * empty text, and of one given several times the last counts.
 */
public final class Query {
    private final List<Pair> pairs;

    private record Pair(String name, String value) {
        @Override
        public String toString() {
            return encode(name) + "=" + encode(value);
        }

        private static String encode(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    private Query(List<Pair> pairs) {
        this.pairs = pairs;
    }

    /**
     * @param raw what stands behind the question mark, still encoded; may be empty
     * @return nothing when an escape is malformed
     */
    public static Optional<Query> parse(String raw) {
        List<Pair> pairs = new ArrayList<>();
        for (String part : raw.split("&", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            try {
                pairs.add(new Pair(
                        decode(equals < 0 ? part : part.substring(0, equals)),
                        equals < 0 ? "" : decode(part.substring(equals + 1))));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return Optional.of(new Query(pairs));
    }

    public Optional<String> last(String name) {
        return pairs.reversed().stream()
                .filter(it -> it.name().equals(name))
                .map(Pair::value)
                .findFirst();
    }

    /** Of a parameter that may be given several times, every value in order. */
    public List<String> all(String name) {
        return pairs.stream()
                .filter(it -> it.name().equals(name))
                .map(Pair::value)
                .toList();
    }

    /** Of a parameter that is repeated, or has several values separated by commas, every one that is not empty. */
    List<String> list(String name) {
        return all(name).stream()
                .flatMap(it -> Arrays.stream(it.split(",", -1)))
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .toList();
    }

    /** This query, encoded, on another page: {@code page} first, which one client's parser needs. */
    String onPage(int page, int perPage) {
        StringBuilder text = new StringBuilder("page=" + page + "&per_page=" + perPage);
        pairs.stream()
                .filter(it -> !it.name().equals("page") && !it.name().equals("per_page"))
                .distinct()
                .forEach(it -> text.append('&').append(it));
        return text.toString();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
