package org.muriel.console.history;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Listing;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Problems;
import org.muriel.console.page.Times;
import org.muriel.console.page.Visit;
import org.muriel.console.page.Words;
import tools.jackson.databind.JsonNode;

/** The history of a project, the newest first. */
public final class HistoryPages {
    private static final Map<String, String> PATHS = Map.of(
            "attribute", "/attributes/",
            "audience", "/audiences/",
            "environment", "/environments/",
            "event", "/events/",
            "experiment", "/experiments/",
            "feature", "/features/",
            "group", "/groups/",
            "webhook", "/webhooks/");

    /** Types of things, as they are chosen. */
    public static final List<String> TYPES = List.of(
            "experiment", "feature", "audience", "attribute", "event", "environment", "group", "project", "webhook");

    private HistoryPages() {}

    /** @param before JSON; empty: there was nothing */
    public record Difference(String member, String before, String after) {}

    /** @param path of the thing; empty: it has no page */
    public record Change(long id, Instant at, String summary, String path, String who, List<Difference> differences) {
        static Change of(JsonNode json) {
            JsonNode entity = json.path("entity");
            String path = PATHS.getOrDefault(entity.path("type").asString(""), "");
            String who = json.path("user").path("email").asString("");
            return new Change(
                    json.path("id").asLong(),
                    Instant.parse(json.path("created").asString()),
                    json.path("summary").asString(""),
                    path.isEmpty() ? "" : path + entity.path("id").asLong(),
                    who.isEmpty() ? "Administrator" : who,
                    Answer.elements(
                            json.path("changes"),
                            it -> new Difference(
                                    it.path("property").asString("").replace('_', ' '),
                                    text(it.path("before")),
                                    text(it.path("after")))));
        }

        private static String text(JsonNode value) {
            return value.isMissingNode() || value.isNull()
                    ? ""
                    : value.isString() ? value.asString() : value.toString();
        }
    }

    public record Page(Frame frame, long projectId, Listing<Change> listing, Problems problems) {
        public String asked(String parameter) {
            return listing.selection().getOrDefault(parameter, "");
        }

        public boolean isOfAll() {
            return listing.selection().values().stream().allMatch(String::isEmpty);
        }
    }

    public static void addTo(Pages pages) {
        pages.get("/projects/{project_id}/history", HistoryPages::history);
    }

    private static Reply history(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        Map<String, String> query = new LinkedHashMap<>();
        query.put("project_id", Long.toString(projectId));
        query.put("entity_type", TYPES.contains(visit.asked("type")) ? visit.asked("type") : "");
        query.put("entity", visit.asked("entity"));
        query.put("start_time", Times.begin(visit.asked("from")));
        query.put("end_time", Times.end(visit.asked("until")));
        int number = Math.max(1, Words.number(visit.asked("page"), 1));
        query.put("page", Integer.toString(number));
        Answer answer = visit.get("/v2/changes" + Visit.query(query));
        if (answer.status() == 403 || answer.status() == 404) {
            return visit.errorPage(answer);
        }
        Map<String, String> selection = new LinkedHashMap<>();
        List.of("type", "entity", "from", "until").forEach(it -> selection.put(it, visit.asked(it)));
        List<Change> changes = answer.isDone() ? Answer.elements(answer.body(), Change::of) : List.of();
        return visit.show(
                answer.isDone() ? 200 : 422,
                "history/history.jte",
                new Page(
                        visit.frame("Changes", Frame.Where.HISTORY, projectId),
                        projectId,
                        new Listing<>(
                                "/projects/" + projectId + "/history",
                                selection,
                                "",
                                changes,
                                changes.size(),
                                number,
                                answer.lastPage().orElse(number)),
                        isBackwards(visit)
                                ? Problems.of("until", "Expected a day that is not before the first.")
                                : answer.problems()));
    }

    private static boolean isBackwards(Visit visit) {
        return !visit.asked("from").isEmpty()
                && !visit.asked("until").isEmpty()
                && visit.asked("until").compareTo(visit.asked("from")) < 0;
    }
}
