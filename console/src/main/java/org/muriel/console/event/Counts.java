package org.muriel.console.event;

import gg.jte.Content;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Visit;
import org.muriel.console.page.Words;
import org.muriel.console.plot.Sparkline;
import tools.jackson.databind.JsonNode;

/**
 * What became of the events of a day.
 *
 * @param hourly how many were received in each hour, the present one last
 * @param missing that nobody can account for, which is a fault of the server
 * @param rejected reason → how many
 */
public record Counts(
        List<Long> hourly,
        long received,
        long stored,
        long duplicate,
        long pending,
        long missing,
        Map<String, Long> rejected) {
    private static final Duration SPAN = Duration.ofHours(24);

    /** Those of a project, until now. */
    public static Counts of(Visit visit, long projectId) {
        Instant present = visit.call().now().truncatedTo(ChronoUnit.HOURS);
        Instant first = present.minus(SPAN).plus(1, ChronoUnit.HOURS);
        return of(
                visit.get("/v2/x/ledger?project_id=" + projectId + "&start_time=" + first)
                        .body(),
                present);
    }

    private static Counts of(JsonNode lines, Instant present) {
        Map<Instant, Long> byHour = new LinkedHashMap<>();
        Map<String, Long> rejected = new LinkedHashMap<>();
        for (JsonNode line : Answer.elements(lines)) {
            byHour.merge(
                    Instant.parse(line.path("hour").asString()),
                    line.path("received").asLong(),
                    Long::sum);
            line.path("rejected")
                    .properties()
                    .forEach(it -> rejected.merge(it.getKey(), it.getValue().asLong(), Long::sum));
        }
        List<Long> hourly = new ArrayList<>();
        for (long ago = SPAN.toHours() - 1; ago >= 0; ago--) {
            hourly.add(byHour.getOrDefault(present.minus(Duration.ofHours(ago)), 0L));
        }
        return new Counts(
                hourly,
                sum(lines, "received"),
                sum(lines, "stored"),
                sum(lines, "duplicate"),
                sum(lines, "pending"),
                sum(lines, "missing"),
                rejected);
    }

    private static long sum(JsonNode lines, String member) {
        return Answer.elements(lines).stream()
                .mapToLong(it -> it.path(member).asLong())
                .sum();
    }

    /** How many were rejected, for whatever reason. */
    public long rejectedAll() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The day in a sentence. */
    public String verdict() {
        if (received == 0) {
            return "Nothing was received in the last 24 hours.";
        }
        return rejectedAll() == 0
                ? "Nothing of what was received in the last 24 hours was rejected."
                : "Rejected in the last 24 hours: " + Words.count(rejectedAll()) + " of " + Words.count(received) + ".";
    }

    /** Beside the sentence, never alone. */
    public String tone() {
        return received == 0 ? "" : rejectedAll() == 0 ? "good" : "warn";
    }

    /** The hours, small. */
    public Content picture() {
        long most = hourly.stream().mapToLong(Long::longValue).max().orElse(0);
        return Sparkline.of(
                hourly,
                "Events received per hour in the last 24 hours: at most " + Words.count(most) + ", "
                        + Words.count(hourly.getLast()) + " in this hour");
    }
}
