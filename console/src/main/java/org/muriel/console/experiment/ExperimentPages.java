package org.muriel.console.experiment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.muriel.access.Right;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Times;
import org.muriel.console.page.Visit;
import org.muriel.console.page.Words;
import tools.jackson.databind.JsonNode;

/** Lists the experiments of a project. */
public final class ExperimentPages {
    private static final int PER_PAGE = 25;

    private ExperimentPages() {}

    /**
     * @param days how long it has run, in words; empty before it started
     * @param started whether there may be results
     */
    public record Row(long id, String name, String key, String status, String days, boolean started, String feature) {
        static Row of(JsonNode json, Instant now) {
            String key = json.path("key").asString("");
            String name = json.path("name").asString("");
            Optional<Instant> earliest = Times.of(json.path("earliest"));
            Instant until = Times.of(json.path("latest")).orElse(now);
            return new Row(
                    json.path("id").asLong(),
                    name.isEmpty() ? key : name,
                    key,
                    json.path("status").asString(""),
                    earliest.map(it -> Words.many(
                                    Math.max(0, Duration.between(it, until).toDays()), "day"))
                            .orElse(""),
                    earliest.isPresent(),
                    json.path("feature_name").asString(""));
        }
    }

    /**
     * @param status those shown have; empty: all but archived ones
     * @param text they have it in name or key
     * @param counts status → how many there are
     * @param pages how many pages there are; the first is 1
     */
    public record ListPage(
            Frame frame,
            long projectId,
            List<Row> rows,
            String status,
            String text,
            Map<String, Integer> counts,
            int number,
            int pages,
            boolean mayEdit) {
        /** The address of another selection. */
        public String at(String otherStatus, int otherNumber) {
            return "/projects/" + projectId + "/experiments"
                    + Visit.query(Map.of(
                            "status",
                            otherStatus,
                            "q",
                            text,
                            "page",
                            otherNumber == 1 ? "" : Integer.toString(otherNumber)));
        }
    }

    public static void addTo(Pages pages) {
        pages.get("/projects/{project_id}/experiments", ExperimentPages::list);
        DesignPages.addTo(pages);
    }

    private static Reply list(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        String status = visit.asked("status");
        String text = visit.asked("q");
        List<JsonNode> all =
                visit.getAll("/v2/experiments?project_id=" + projectId).listOrStop();
        Map<String, Integer> counts = new java.util.TreeMap<>();
        all.forEach(it -> counts.merge(it.path("status").asString(""), 1, Integer::sum));
        List<JsonNode> chosen = all.stream()
                .filter(it -> status.isEmpty()
                        ? !it.path("status").asString("").equals("archived")
                        : it.path("status").asString("").equals(status))
                .filter(it -> has(it, text))
                .toList();
        int pages = Math.max(1, Math.ceilDiv(chosen.size(), PER_PAGE));
        int number = Math.clamp(Words.number(visit.asked("page"), 1), 1, pages);
        return visit.show(
                "experiment/list.jte",
                new ListPage(
                        visit.frame("Experiments", Frame.Where.EXPERIMENTS, projectId),
                        projectId,
                        chosen.reversed().stream()
                                .skip((number - 1L) * PER_PAGE)
                                .limit(PER_PAGE)
                                .map(it -> Row.of(it, visit.call().now()))
                                .toList(),
                        status,
                        text,
                        counts,
                        number,
                        pages,
                        visit.may(Right.EDIT, projectId)));
    }

    private static boolean has(JsonNode experiment, String text) {
        String all = experiment.path("name").asString("") + " "
                + experiment.path("key").asString("");
        return all.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }
}
