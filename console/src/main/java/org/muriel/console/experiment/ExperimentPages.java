package org.muriel.console.experiment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.muriel.access.Right;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Listing;
import org.muriel.console.page.Named;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Times;
import org.muriel.console.page.Visit;
import org.muriel.console.page.Words;
import tools.jackson.databind.JsonNode;

/** Lists the experiments of a project. */
public final class ExperimentPages {
    private ExperimentPages() {}

    /**
     * @param days how long it has run, in words; empty before it started
     * @param started whether there may be results
     */
    public record Row(long id, String name, String key, String status, String days, boolean started) {
        static Row of(JsonNode json, Instant now) {
            Optional<Instant> earliest = Times.of(json.path("earliest"));
            Instant until = Times.of(json.path("latest")).orElse(now);
            return new Row(
                    json.path("id").asLong(),
                    Named.name(json),
                    json.path("key").asString(""),
                    json.path("status").asString(""),
                    earliest.map(it -> Words.many(
                                    Math.max(0, Duration.between(it, until).toDays()), "day"))
                            .orElse(""),
                    earliest.isPresent());
        }
    }

    /** @param counts status → how many there are */
    public record ListPage(
            Frame frame, long projectId, Listing<Row> listing, Map<String, Integer> counts, boolean mayEdit) {}

    public static void addTo(Pages pages) {
        pages.get("/projects/{project_id}/experiments", ExperimentPages::list);
        DesignPages.addTo(pages);
    }

    private static Reply list(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        String status = visit.asked("status");
        List<JsonNode> all =
                visit.getAll("/v2/experiments?project_id=" + projectId).listOrStop();
        Map<String, Integer> counts = new TreeMap<>();
        all.forEach(it -> counts.merge(it.path("status").asString(""), 1, Integer::sum));
        return visit.show(
                "experiment/list.jte",
                new ListPage(
                        visit.frame("Experiments", Frame.Where.EXPERIMENTS, projectId),
                        projectId,
                        Listing.of(
                                visit,
                                "/projects/" + projectId + "/experiments",
                                Map.of("status", status),
                                all,
                                it -> isIn(status, it.path("status").asString("")),
                                it -> Row.of(it, visit.call().now())),
                        counts,
                        visit.may(Right.EDIT, projectId)));
    }

    /** @param asked a status; empty: all but archived ones */
    private static boolean isIn(String asked, String status) {
        return asked.isEmpty() ? !status.equals("archived") : status.equals(asked);
    }
}
