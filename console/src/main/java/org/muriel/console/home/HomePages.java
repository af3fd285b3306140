package org.muriel.console.home;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.muriel.access.Right;
import org.muriel.api.route.Reply;
import org.muriel.console.event.Counts;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Named;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Visit;
import org.muriel.console.page.Words;
import tools.jackson.databind.JsonNode;

/** Shows what a project is up to: what runs, what is wrong, what has changed, and what comes in. */
public final class HomePages {
    private static final int MOST_RUNNING = 10;
    private static final int MOST_CHANGES = 8;

    private HomePages() {}

    public record Running(long id, String name) {}

    public record Change(Instant at, String summary, String who) {}

    /** @param running the newest of those that run; {@code more} are not shown */
    public record Page(
            Frame frame,
            long projectId,
            List<Running> running,
            int more,
            int drafts,
            List<Change> changes,
            Counts events,
            List<String> alerts,
            boolean mayEdit) {
        /** Whether there may be more changes than are shown. */
        public boolean hasMoreChanges() {
            return changes.size() == MOST_CHANGES;
        }
    }

    public static void addTo(Pages pages) {
        pages.get("/projects/{project_id}", HomePages::home);
        WelcomePages.addTo(pages);
    }

    private static Reply home(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        String name =
                visit.get("/v2/projects/" + projectId).orStop().path("name").asString("");
        List<JsonNode> experiments =
                visit.getAll("/v2/experiments?project_id=" + projectId).listOrStop();
        List<Running> running = experiments.reversed().stream()
                .filter(it -> it.path("status").asString("").equals("running"))
                .map(HomePages::running)
                .toList();
        Counts events = Counts.of(visit, projectId);
        return visit.show(
                "home/home.jte",
                new Page(
                        visit.frame(name, Frame.Where.HOME, projectId),
                        projectId,
                        running.subList(0, Math.min(MOST_RUNNING, running.size())),
                        Math.max(0, running.size() - MOST_RUNNING),
                        (int) experiments.stream()
                                .filter(it -> it.path("status").asString("").equals("not_started"))
                                .count(),
                        changes(visit, projectId),
                        events,
                        alerts(events, running),
                        visit.may(Right.EDIT, projectId)));
    }

    private static Running running(JsonNode experiment) {
        return new Running(experiment.path("id").asLong(), Named.name(experiment));
    }

    private static List<Change> changes(Visit visit, long projectId) {
        Instant since = visit.call().now().minus(Duration.ofDays(1));
        return Answer.elements(
                visit.get("/v2/changes?project_id=" + projectId + "&per_page=" + MOST_CHANGES + "&start_time=" + since)
                        .body(),
                it -> new Change(
                        Instant.parse(it.path("created").asString()),
                        it.path("summary").asString(""),
                        it.path("user").path("email").asString("")));
    }

    private static List<String> alerts(Counts events, List<Running> running) {
        List<String> alerts = new ArrayList<>();
        if (events.missing() != 0) {
            alerts.add(Words.many(events.missing(), "event")
                    + " cannot be accounted for: that is a fault of this server.");
        }
        if (events.rejectedAll() * 10 > events.received() && events.rejectedAll() > 0) {
            alerts.add(Words.count(events.rejectedAll()) + " of " + Words.count(events.received())
                    + " events of the last day were rejected: the page of events says why.");
        }
        if (events.received() == 0 && !running.isEmpty()) {
            alerts.add("Experiments run, and no event has come for a day.");
        }
        return alerts;
    }
}
