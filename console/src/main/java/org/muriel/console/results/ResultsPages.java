package org.muriel.console.results;

import gg.jte.Content;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Named;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Problems;
import org.muriel.console.page.Times;
import org.muriel.console.page.Visit;
import org.muriel.console.page.Words;
import org.muriel.console.plot.ForestPlot;
import org.muriel.console.plot.TimePlot;
import tools.jackson.databind.JsonNode;

/** Shows the results of an experiment. The page is there at once; its figures come when they are counted. */
public final class ResultsPages {
    private static final List<String> DEVICES = List.of("desktop", "ipad", "iphone", "mobile", "tablet");
    private static final List<String> BROWSERS = List.of("chrome", "firefox", "internet_explorer", "opera", "safari");

    /** Of what was changed at once, for a mark. */
    private static final int MOST_NAMED = 3;

    /** What changes by itself when something else does. */
    private static final Set<String> FOLLOWING = Set.of("earliest", "latest");

    private ResultsPages() {}

    /**
     * What is asked of the results, as it stands in the address.
     *
     * @param segment {@code device=mobile}, {@code browser=chrome} or {@code attribute=ID}; empty: everybody
     * @param value of the attribute
     * @param metric the number of the metric whose course is shown, from 0
     */
    public record Asked(String baseline, String segment, String value, String start, String end, String metric) {
        static Asked of(Visit visit) {
            return new Asked(
                    visit.asked("baseline"),
                    visit.asked("segment"),
                    visit.asked("value"),
                    visit.asked("start"),
                    visit.asked("end"),
                    visit.asked("metric"));
        }

        /** What can be told to be wrong before it is counted, by the name of the field. */
        Problems problems() {
            Map<String, List<String>> problems = new LinkedHashMap<>();
            if (segment.startsWith("attribute=") && value.isEmpty()) {
                problems.put("value", List.of("Expected the value of the attribute that visitors have."));
            }
            if (!start.isEmpty() && !end.isEmpty() && end.compareTo(start) < 0) {
                problems.put("end", List.of("Expected a day that is not before the first."));
            }
            return Problems.of(problems);
        }

        /**
         * What the figures are narrowed down to, in words; empty: they are of everybody, from the start.
         *
         * @param variations id → how it is called
         * @param segments as {@link #segment} names them → words
         */
        String narrowed(Map<String, String> variations, Map<String, String> segments) {
            List<String> words = new ArrayList<>();
            if (!segment.isEmpty()) {
                words.add(segments.getOrDefault(segment, segment) + (value.isEmpty() ? "" : " = " + value));
            }
            if (!start.isEmpty()) {
                words.add("from " + start);
            }
            if (!end.isEmpty()) {
                words.add("until " + end);
            }
            if (!baseline.isEmpty()) {
                words.add("compared with " + variations.getOrDefault(baseline, baseline));
            }
            return String.join("; ", words);
        }

        /** The query of a page of ours. */
        public String query() {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("baseline", baseline);
            all.put("segment", segment);
            all.put("value", value);
            all.put("start", start);
            all.put("end", end);
            all.put("metric", metric);
            return Visit.query(all);
        }

        /** The query of the API. */
        String question(boolean stats) {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("baseline_variation_id", baseline);
            String[] parts = segment.split("=", 2);
            if (parts.length == 2 && parts[0].equals("attribute")) {
                all.put("attribute_id", parts[1]);
                all.put("attribute_value", value);
            } else if (parts.length == 2) {
                all.put(parts[0], parts[1]);
            }
            all.put("start_time", Times.begin(start));
            all.put("end_time", Times.end(end));
            all.put("x_stats", stats ? "true" : "");
            return Visit.query(all);
        }
    }

    /**
     * @param segments what visitors can be narrowed down to
     * @param problems of what is asked: then there are no figures
     */
    public record Page(
            Frame frame,
            long projectId,
            long id,
            String title,
            String status,
            boolean started,
            Asked asked,
            Map<String, String> variations,
            Map<String, String> segments,
            Problems problems) {}

    /** A row of the table of figures. */
    public record Line(String metric, String what, Shown.Arm arm, boolean first, int span) {}

    /**
     * What was found.
     *
     * @param narrowed what it is of, in words; empty: of everybody
     * @param simulated whether the visitors are made up, so that nothing is to be said of when their events came
     */
    public record Found(
            Shown shown,
            Verdict verdict,
            List<Line> lines,
            Content forest,
            String narrowed,
            boolean simulated,
            Instant until,
            Instant now) {
        static Found of(Shown shown, Verdict verdict, String narrowed, boolean simulated, Instant now) {
            return new Found(
                    shown,
                    shown.visitors() == 0 && !narrowed.isEmpty() ? Verdict.ofNobodyLikeThat() : verdict,
                    ResultsPages.lines(shown),
                    ResultsPages.forest(shown),
                    narrowed,
                    simulated,
                    Instant.parse(shown.end()),
                    now);
        }

        public boolean empty() {
            return shown.visitors() == 0;
        }
    }

    public record Figures(long id, Asked asked, Found found, List<String> metrics, String csv, String share) {}

    /** @param plots in the order they are shown */
    public record Plots(List<TimePlot> plots, Problems problems) {}

    /** What stands in the list of experiments about the results of one. */
    public record SummaryPart(long experimentId, Summary summary) {}

    public static void addTo(Pages pages) {
        pages.get("/experiments/{experiment_id}", ResultsPages::page);
        pages.get("/experiments/{experiment_id}/summary", ResultsPages::summary);
        pages.get("/experiments/{experiment_id}/figures", ResultsPages::figures);
        pages.get("/experiments/{experiment_id}/courses", ResultsPages::courses);
        pages.get("/experiments/{experiment_id}/results.csv", ResultsPages::csv);
        pages.get(
                "/experiments/{experiment_id}/doctor",
                visit -> visit.show(
                        "results/doctor.jte", Doctor.of(visit, visit.call().pathId("experiment_id"))));
    }

    private static Reply page(Visit visit) {
        long id = visit.call().pathId("experiment_id");
        JsonNode experiment = visit.get("/v2/experiments/" + id).orStop();
        long projectId = experiment.path("project_id").asLong();
        String title = Named.name(experiment);
        return visit.show(
                "results/page.jte",
                new Page(
                        visit.frame(title, Frame.Where.EXPERIMENTS, projectId),
                        projectId,
                        id,
                        title,
                        experiment.path("status").asString(""),
                        experiment.has("earliest"),
                        Asked.of(visit),
                        names(experiment),
                        segments(visit, projectId),
                        Asked.of(visit).problems()));
    }

    private static Reply summary(Visit visit) {
        long id = visit.call().pathId("experiment_id");
        JsonNode experiment = visit.get("/v2/experiments/" + id).orStop();
        Answer results = visit.get("/v2/experiments/" + id + "/results?x_stats=true");
        return visit.show(
                "results/summary.jte",
                new SummaryPart(
                        id,
                        Summary.of(
                                results,
                                names(experiment),
                                experiment.path("status").asString(""))));
    }

    private static Map<String, String> segments(Visit visit, long projectId) {
        Map<String, String> segments = new LinkedHashMap<>();
        segments.put("", "Everybody");
        DEVICES.forEach(it -> segments.put("device=" + it, "Device: " + it));
        BROWSERS.forEach(it -> segments.put("browser=" + it, "Browser: " + it.replace('_', ' ')));
        Named.of(visit, "attributes", projectId)
                .forEach((id, name) -> segments.put("attribute=" + id, "Attribute: " + name));
        return segments;
    }

    /** Variation id → how it is called, those that were archived included. */
    private static Map<String, String> names(JsonNode experiment) {
        Map<String, String> names = new LinkedHashMap<>();
        Answer.elements(experiment.path("variations"))
                .forEach(it -> names.put(it.path("variation_id").asString(), Named.name(it)));
        return names;
    }

    private static Reply figures(Visit visit) {
        long id = visit.call().pathId("experiment_id");
        Asked asked = Asked.of(visit);
        Answer answer = visit.get("/v2/experiments/" + id + "/results" + asked.question(true));
        if (!answer.isDone() || answer.status() == 204) {
            return visit.show("results/none.jte", new Plots(List.of(), answer.problems()));
        }
        JsonNode experiment = visit.get("/v2/experiments/" + id).orStop();
        Shown shown = Shown.of(answer.body(), names(experiment));
        Answer share = visit.get("/v2/experiments/" + id + "/results/share");
        long projectId = experiment.path("project_id").asLong();
        String link = share.body().path("url").asString("");
        return visit.show(
                "results/figures.jte",
                new Figures(
                        id,
                        asked,
                        Found.of(
                                shown,
                                Verdict.of(shown, experiment.path("status").asString("")),
                                asked.narrowed(names(experiment), segments(visit, projectId)),
                                visit.get("/v2/projects/" + projectId)
                                        .body()
                                        .path("x_settings")
                                        .path("simulated")
                                        .asBoolean(false),
                                visit.call().now()),
                        shown.metrics().stream().map(Shown.Metric::title).toList(),
                        "/experiments/" + id + "/results.csv" + asked.query(),
                        link.isEmpty() ? "" : link + asked.question(false)));
    }

    private static List<Line> lines(Shown shown) {
        List<Line> lines = new ArrayList<>();
        for (Shown.Metric metric : shown.metrics()) {
            boolean first = true;
            for (Shown.Arm arm : metric.arms()) {
                lines.add(new Line(
                        metric.name(), metric.what(), arm, first, metric.arms().size()));
                first = false;
            }
        }
        return lines;
    }

    private static Content forest(Shown shown) {
        List<ForestPlot.Row> rows = new ArrayList<>();
        for (Shown.Metric metric : shown.metrics()) {
            metric.others()
                    .forEach(arm -> arm.lift()
                            .filter(it -> Double.isFinite(it.value()))
                            .ifPresent(
                                    it -> rows.add(new ForestPlot.Row(metric.title(), arm.name(), shown.drawn(it)))));
        }
        return rows.isEmpty() ? output -> {} : ForestPlot.of(rows, shown::written);
    }

    private static Reply courses(Visit visit) {
        long id = visit.call().pathId("experiment_id");
        Asked asked = Asked.of(visit);
        Answer answer = visit.get("/v2/experiments/" + id + "/timeseries" + asked.question(true));
        if (!answer.isDone() || answer.status() == 204) {
            return visit.show("results/none.jte", new Plots(List.of(), answer.problems()));
        }
        JsonNode experiment = visit.get("/v2/experiments/" + id).orStop();
        JsonNode metrics = answer.body().path("metrics");
        int metric = Math.clamp(Words.number(asked.metric(), 0), 0, Math.max(0, metrics.size() - 1));
        Courses courses = new Courses(answer.body(), names(experiment), marks(visit, experiment));
        List<TimePlot> plots = new ArrayList<>();
        if (!metrics.isEmpty()) {
            Shown shown = Shown.of(answer.body(), names(experiment));
            plots.add(courses.lift(metric, shown));
            plots.add(courses.exposures());
            plots.add(courses.daily());
        }
        plots.add(courses.split());
        return visit.show(
                "results/courses.jte",
                new Plots(plots.stream().filter(it -> !it.rows().isEmpty()).toList(), Problems.NONE));
    }

    /** What was changed of the experiment, for the axis of time. */
    private static List<TimePlot.Mark> marks(Visit visit, JsonNode experiment) {
        Answer changes = visit.getAll("/v2/changes?project_id="
                + experiment.path("project_id").asLong()
                + "&entity=experiment:" + experiment.path("id").asLong());
        Optional<String> earliest =
                Optional.of(experiment.path("earliest").asString("")).filter(it -> !it.isEmpty());
        return Answer.elements(changes.body()).reversed().stream()
                .filter(it -> !it.path("change_type").asString("").equals("create"))
                .filter(it -> earliest.filter(
                                start -> it.path("created").asString("").compareTo(start) >= 0)
                        .isPresent())
                .map(it -> new TimePlot.Mark(Instant.parse(it.path("created").asString()), words(it)))
                .toList();
    }

    private static String words(JsonNode change) {
        List<JsonNode> changes = Answer.elements(change.path("changes"));
        boolean moved =
                changes.stream().anyMatch(it -> it.path("property").asString("").equals("status"));
        List<String> what = changes.stream()
                .filter(it -> !FOLLOWING.contains(it.path("property").asString("")))
                .filter(it -> !moved || !it.path("property").asString("").startsWith("environments"))
                .map(ResultsPages::changed)
                .toList();
        String more = what.size() > MOST_NAMED ? " and " + (what.size() - MOST_NAMED) + " more" : "";
        return what.isEmpty()
                ? change.path("summary").asString("")
                : String.join(", ", what.subList(0, Math.min(MOST_NAMED, what.size()))) + more;
    }

    private static String changed(JsonNode it) {
        JsonNode after = it.path("after");
        return switch (it.path("property").asString("")) {
            case "status" -> "now " + after.asString("").replace('_', ' ');
            case "traffic_allocation" -> "traffic now " + Words.percent(after.asLong());
            default -> it.path("description").asString("");
        };
    }

    private static Reply csv(Visit visit) {
        long id = visit.call().pathId("experiment_id");
        return visit.download(
                "/v2/export/experiments/" + id + "/results/csv"
                        + Asked.of(visit).question(false),
                "results-" + id + ".csv");
    }
}
