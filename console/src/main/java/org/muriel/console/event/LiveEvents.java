package org.muriel.console.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;

/** What arrives of visitors, while it arrives: the newest events, what became of those of the last day, and why some were not kept. */
public final class LiveEvents {
    private static final int NEWEST = 100;

    private LiveEvents() {}

    static void addTo(Pages pages) {
        pages.get("/projects/{project_id}/events/live", visit -> visit.show("event/live.jte", page(visit)));
        pages.get("/projects/{project_id}/events/live/newest", LiveEvents::newest);
    }

    private static LivePage page(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        String key = Answer.elements(visit.get("/v2/events?per_page=1&project_id=" + projectId)
                        .body())
                .stream()
                .map(it -> it.path("key").asString())
                .findFirst()
                .orElse("purchase");
        return new LivePage(
                visit.frame("Live events", Frame.Where.EVENTS, projectId),
                tail(visit, projectId),
                Answer.elements(
                        visit.get("/v2/x/rejected_events?project_id=" + projectId)
                                .body(),
                        Rejection::of),
                Sending.of(visit, projectId, key));
    }

    /** Nothing at all when the reader sees what there is: what is not swapped does not flicker. */
    private static Reply newest(Visit visit) {
        Tail tail = tail(visit, visit.call().pathId("project_id"));
        return tail.version().equals(visit.asked("seen"))
                ? new Reply.Empty(204, Map.of())
                : visit.show("event/newest.jte", tail);
    }

    private static Tail tail(Visit visit, long projectId) {
        Outcome outcome = Outcome.of(visit.asked("outcome"));
        List<Arrival> all = Answer.elements(
                visit.get("/v2/x/projects/" + projectId + "/events/recent?limit=" + NEWEST)
                        .orStop(),
                Arrival::of);
        return new Tail(
                projectId,
                outcome,
                all.isEmpty(),
                all.stream().filter(it -> outcome.admits(it.outcome())).toList(),
                Counts.of(visit, projectId));
    }

    /** @param rejections the newest events that were not kept */
    public record LivePage(Frame frame, Tail tail, List<Rejection> rejections, Sending sending) {}

    /**
     * @param quiet whether nothing at all has arrived
     * @param arrivals those chosen among the newest, the newest first
     */
    public record Tail(long projectId, Outcome outcome, boolean quiet, List<Arrival> arrivals, Counts counts) {
        /** Differs from that of another tail that looks otherwise. An event may turn out to be a duplicate after it arrived. */
        String version() {
            return Integer.toHexString(List.of(arrivals, counts).hashCode());
        }

        /** Where to ask whether there is more by now. */
        public String more() {
            return "/projects/" + projectId + "/events/live/newest?seen=" + version() + "&outcome=" + outcome.word();
        }
    }

    /** What became of an event, and the choice of those to look at. */
    public enum Outcome {
        ALL("", "All"),
        ACCEPTED("accepted", "Accepted"),
        REJECTED("rejected", "Rejected"),
        DUPLICATE("duplicate", "Duplicates");

        private final String word;
        private final String words;

        Outcome(String word, String words) {
            this.word = word;
            this.words = words;
        }

        static Outcome of(String word) {
            for (Outcome outcome : values()) {
                if (outcome.word.equals(word)) {
                    return outcome;
                }
            }
            return ALL;
        }

        /** As in the query. */
        public String word() {
            return word;
        }

        public String words() {
            return words;
        }

        boolean admits(Outcome other) {
            return this == ALL || this == other;
        }

        /** How its chip looks. */
        public String css() {
            return switch (this) {
                case ALL -> "chip";
                case ACCEPTED -> "chip good";
                case REJECTED -> "chip bad";
                case DUPLICATE -> "chip warn";
            };
        }
    }

    /**
     * @param what the key of an event; of a decision, the ids of experiment and variation; of a rejected one, what was wrong
     * @param reason why it was rejected, else empty
     * @param client name and version of what sent it, as far as known
     */
    public record Arrival(
            Instant at, Outcome outcome, String reason, boolean decision, String what, String visitor, String client) {
        static Arrival of(JsonNode json) {
            boolean decision = json.path("type").asString("").equals("decision");
            return new Arrival(
                    Instant.parse(json.path("received_at").asString()),
                    Outcome.of(json.path("outcome").asString("")),
                    json.path("reason").asString(""),
                    decision,
                    decision
                            ? "experiment " + json.path("experiment_id").asString("unknown") + ", variation "
                                    + json.path("variation_id").asString("none")
                            : json.path("key").asString(json.path("detail").asString("")),
                    json.path("visitor_id").asString(""),
                    (json.path("client_name").asString("") + " "
                                    + json.path("client_version").asString(""))
                            .strip());
        }
    }

    /** An event that was not kept, and why. */
    public record Rejection(Instant at, String reason, String detail, Optional<String> uuid) {
        static Rejection of(JsonNode json) {
            return new Rejection(
                    Instant.parse(json.path("received").asString()),
                    json.path("reason").asString(""),
                    json.path("detail").asString(""),
                    json.path("uuid").isString() ? Optional.of(json.path("uuid").asString()) : Optional.empty());
        }
    }
}
