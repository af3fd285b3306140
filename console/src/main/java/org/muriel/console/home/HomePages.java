package org.muriel.console.home;

import gg.jte.Content;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muriel.access.Right;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Visit;
import org.muriel.console.page.Words;
import org.muriel.console.plot.Sparkline;
import tools.jackson.databind.JsonNode;

/** Shows what a project is up to: what runs, what is wrong, what has changed, and what comes in. */
public final class HomePages {
    private static final int MOST_RUNNING = 10;
    private static final int HOURS = 24;

    private HomePages() {}

    /** @param name as people call it */
    public record Running(long id, String name, String key) {}

    public record Change(Instant at, String summary, String who) {}

    /** What became of the events of the last day. */
    public record Events(
            long received, long stored, long duplicate, long rejected, long pending, long missing, Content rate) {
        public boolean none() {
            return received == 0;
        }
    }

    /** @param running the newest of those that run; {@code more} are not shown */
    public record Page(
            Frame frame,
            long projectId,
            List<Running> running,
            int more,
            int drafts,
            List<Change> changes,
            Events events,
            List<String> alerts,
            boolean mayEdit) {}

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
        Events events = events(visit, projectId);
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
        String name = experiment.path("name").asString("");
        String key = experiment.path("key").asString("");
        return new Running(experiment.path("id").asLong(), name.isEmpty() ? key : name, key);
    }

    private static List<Change> changes(Visit visit, long projectId) {
        Instant since = visit.call().now().minus(Duration.ofDays(1));
        return Answer.elements(
                visit.get("/v2/changes?project_id=" + projectId + "&per_page=8&start_time=" + since)
                        .body(),
                it -> {
                    JsonNode user = it.path("user");
                    String who = user.path("email").asString("");
                    return new Change(
                            Instant.parse(it.path("created").asString()),
                            it.path("summary").asString(""),
                            who.isEmpty() ? "" : who);
                });
    }

    private static Events events(Visit visit, long projectId) {
        Instant now = visit.call().now();
        Instant from = now.minus(Duration.ofHours(HOURS - 1L)).truncatedTo(ChronoUnit.HOURS);
        Map<Instant, Long> byHour = new TreeMap<>();
        for (int i = 0; i < HOURS; i++) {
            byHour.put(from.plus(Duration.ofHours(i)), 0L);
        }
        long[] sums = new long[6];
        for (JsonNode line : Answer.elements(visit.get("/v2/x/ledger?project_id=" + projectId + "&start_time=" + from)
                .body())) {
            byHour.merge(
                    Instant.parse(line.path("hour").asString()),
                    line.path("received").asLong(),
                    Long::sum);
            sums[0] += line.path("received").asLong();
            sums[1] += line.path("stored").asLong();
            sums[2] += line.path("duplicate").asLong();
            sums[3] += line.path("rejected").properties().stream()
                    .mapToLong(it -> it.getValue().asLong())
                    .sum();
            sums[4] += line.path("pending").asLong();
            sums[5] += line.path("missing").asLong();
        }
        List<Long> rate = new ArrayList<>(byHour.values());
        long most = rate.stream().mapToLong(it -> it).max().orElse(0);
        return new Events(
                sums[0],
                sums[1],
                sums[2],
                sums[3],
                sums[4],
                sums[5],
                Sparkline.of(
                        rate,
                        "Events an hour in the last 24 hours: at most " + Words.count(most) + ", "
                                + Words.count(rate.getLast()) + " in this one."));
    }

    private static List<String> alerts(Events events, List<Running> running) {
        List<String> alerts = new ArrayList<>();
        if (events.missing() != 0) {
            alerts.add(Words.many(events.missing(), "event")
                    + " cannot be accounted for: that is a fault of this server.");
        }
        if (events.rejected() * 10 > events.received() && events.rejected() > 0) {
            alerts.add(Words.count(events.rejected()) + " of " + Words.count(events.received())
                    + " events of the last day were rejected: the page of events says why.");
        }
        if (events.none() && !running.isEmpty()) {
            alerts.add("Experiments run, and no event has come for a day.");
        }
        return alerts;
    }
}
