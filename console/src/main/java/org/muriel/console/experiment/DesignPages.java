package org.muriel.console.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.muriel.access.Right;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Form;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Ids;
import org.muriel.console.page.Named;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Problems;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes experiments, changes their design, and moves them from state to state. */
public final class DesignPages {
    /** Kinds of tests, as they are chosen. */
    public static final Map<String, String> ENGINES = inOrder(
            "", "as usual: may be looked at any time (sequential)",
            "sequential", "may be looked at any time (sequential)",
            "fixed_horizon", "once, at a planned end (fixed horizon)",
            "hybrid", "at a planned end, with looks before (hybrid)",
            "bayesian", "Bayesian");

    /** Units of lifts, as they are chosen. */
    public static final Map<String, String> DIFFERENCES = inOrder(
            "", "as usual: relative", "relative", "relative to the baseline", "absolute", "in the metric's unit");

    private static final List<String> FIELDS = List.of(
            "key",
            "name",
            "description",
            "feature_id",
            "traffic_allocation",
            "audience_conditions",
            "variations",
            "metrics",
            "x_settings.stats_engine",
            "x_settings.n_star",
            "x_settings.planned_end",
            "x_settings.difference_type");

    private DesignPages() {}

    private static Map<String, String> inOrder(String... keysAndWords) {
        Map<String, String> words = new LinkedHashMap<>();
        for (int i = 0; i < keysAndWords.length; i += 2) {
            words.put(keysAndWords[i], keysAndWords[i + 1]);
        }
        return words;
    }

    /** An environment, and the state of the experiment there. */
    public record State(String environment, String status, boolean primary) {}

    /**
     * @param id 0 for one that is not made yet
     * @param earliest whether it was ever started in the primary environment, after which some things are fixed
     * @param entering who enters it where it is started, as it is saved
     * @param choices what can be chosen: events, audiences, features, by their ids
     */
    public record Page(
            Frame frame,
            long projectId,
            long id,
            String title,
            Design design,
            String etag,
            String status,
            List<State> states,
            boolean earliest,
            String entering,
            Choices choices,
            boolean mayEdit,
            boolean mayPublish,
            Problems problems) {
        public List<String> fields() {
            return FIELDS;
        }

        public boolean isNew() {
            return id == 0;
        }
    }

    /** @param words what a change would do; empty when it would be refused */
    public record Impact(String words, Problems problems) {}

    public record Choices(Map<String, String> events, Map<String, String> audiences, Map<String, String> features) {}

    static void addTo(Pages pages) {
        pages.get("/projects/{project_id}/experiments/new", DesignPages::begin);
        pages.post("/projects/{project_id}/experiments/new", DesignPages::create);
        pages.get("/experiments/{experiment_id}/design", DesignPages::edit);
        pages.post("/experiments/{experiment_id}/design", DesignPages::change);
        pages.post("/experiments/{experiment_id}/state", DesignPages::move);
        pages.post("/experiments/{experiment_id}/impact", DesignPages::impact);
    }

    private static Reply begin(Visit visit) {
        return visit.show("experiment/design.jte", newPage(visit, Design.fresh(), Problems.NONE));
    }

    private static Page newPage(Visit visit, Design design, Problems problems) {
        long projectId = visit.call().pathId("project_id");
        return new Page(
                visit.frame("New experiment", Frame.Where.EXPERIMENTS, projectId),
                projectId,
                0,
                "New experiment",
                design,
                "",
                "not_started",
                List.of(),
                false,
                "",
                choices(visit, projectId),
                visit.may(Right.EDIT, projectId),
                visit.may(Right.PUBLISH, projectId),
                problems);
    }

    private static Choices choices(Visit visit, long projectId) {
        Map<String, String> features = new LinkedHashMap<>();
        features.put("", "none: services ask for the experiment itself");
        features.putAll(Named.of(visit, "features", projectId));
        Map<String, String> events = new LinkedHashMap<>();
        events.put("", "choose an event");
        events.putAll(Named.of(visit, "events", projectId));
        return new Choices(events, Named.of(visit, "audiences", projectId), features);
    }

    private static Reply create(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        Form form = visit.form();
        Design design = Design.of(form);
        if (form.given("step").isPresent()) {
            return visit.show("experiment/design.jte", newPage(visit, design.after(form.text("step")), Problems.NONE));
        }
        Design filled = design.filled();
        Problems problems = filled.problems();
        if (!problems.isEmpty()) {
            return visit.showAgain("experiment/design.jte", newPage(visit, filled, problems));
        }
        ObjectNode body = filled.body(MissingNode.getInstance()).put("project_id", projectId);
        if (!design.feature().isEmpty()) {
            Ids.put(body, "feature_id", design.feature());
            body.put("type", "feature");
        }
        Answer answer = visit.post("/v2/experiments", body);
        return answer.isDone()
                ? visit.goTo(
                        "/experiments/" + answer.body().path("id").asLong() + "/design",
                        "The experiment is there. It has not started yet: look over it, then start it below.")
                : visit.showAgain("experiment/design.jte", newPage(visit, filled, answer.problems()));
    }

    private static Reply edit(Visit visit) {
        Answer answer = visit.get("/v2/experiments/" + visit.call().pathId("experiment_id"));
        JsonNode json = answer.orStop();
        return visit.show(
                "experiment/design.jte",
                page(visit, json, Design.of(json), answer.etag().orElse(""), Problems.NONE));
    }

    private static Page page(Visit visit, JsonNode json, Design design, String etag, Problems problems) {
        long projectId = json.path("project_id").asLong();
        String title = Named.name(json);
        return new Page(
                visit.frame(title, Frame.Where.EXPERIMENTS, projectId),
                projectId,
                json.path("id").asLong(),
                title,
                design,
                etag,
                json.path("status").asString(""),
                states(visit, json),
                json.has("earliest"),
                entering(Design.of(json)),
                choices(visit, projectId),
                visit.may(Right.EDIT, projectId),
                visit.may(Right.PUBLISH, projectId),
                problems);
    }

    private static String entering(Design saved) {
        return (saved.metrics().isEmpty() ? "It has no metric, so nothing will be judged. " : "") + saved.traffic()
                + " % of " + (saved.targeting().mode().equals("everyone") ? "all visitors" : "the audience");
    }

    private static List<State> states(Visit visit, JsonNode experiment) {
        return Answer.elements(visit.getAll("/v2/environments?project_id="
                                + experiment.path("project_id").asLong())
                        .orStop())
                .stream()
                .filter(it -> !it.path("archived").asBoolean(false))
                .map(it -> new State(
                        it.path("key").asString(""),
                        experiment
                                .path("environments")
                                .path(it.path("key").asString(""))
                                .path("status")
                                .asString("not_started"),
                        it.path("is_primary").asBoolean(false)))
                .sorted(java.util.Comparator.comparing((State it) -> !it.primary()))
                .toList();
    }

    private static Reply change(Visit visit) {
        long id = visit.call().pathId("experiment_id");
        Form form = visit.form();
        Design design = Design.of(form);
        String etag = form.text("etag");
        JsonNode present = visit.get("/v2/experiments/" + id).orStop();
        if (form.given("step").isPresent()) {
            return visit.show(
                    "experiment/design.jte",
                    page(visit, present, design.after(form.text("step")), etag, Problems.NONE));
        }
        Design filled = design.filled();
        Problems problems = filled.problems();
        if (!problems.isEmpty()) {
            return visit.showAgain("experiment/design.jte", page(visit, present, filled, etag, problems));
        }
        Answer answer = visit.patch("/v2/experiments/" + id, filled.body(present), etag);
        return answer.isDone()
                ? visit.goTo("/experiments/" + id + "/design", "Saved.")
                : visit.showAgain("experiment/design.jte", page(visit, present, filled, etag, answer.problemsOfForm()));
    }

    /** What saving the form would do to visitors. */
    private static Reply impact(Visit visit) {
        long id = visit.call().pathId("experiment_id");
        JsonNode present = visit.get("/v2/experiments/" + id).orStop();
        Answer answer = visit.consult(
                "/v2/x/experiments/" + id + "/preview",
                Design.of(visit.form()).filled().body(present));
        return visit.show(
                "experiment/impact.jte", new Impact(answer.body().path("words").asString(""), answer.problems()));
    }

    private static Reply move(Visit visit) {
        long id = visit.call().pathId("experiment_id");
        Form form = visit.form();
        String environment = form.text("environment");
        String to = form.text("to");
        Answer answer = switch (to) {
            case "running", "paused" -> {
                ObjectNode body = Visit.object();
                body.putObject("environments").putObject(environment).put("status", to);
                yield visit.patch("/v2/experiments/" + id, body, form.text("etag"));
            }
            case "unarchive" ->
                visit.ask("PATCH", "/v2/experiments/" + id + "?action=unarchive", new byte[0], Map.of());
            case "archived" -> visit.delete("/v2/experiments/" + id);
            default -> visit.patch("/v2/experiments/" + id, Visit.object().put("status", to), form.text("etag"));
        };
        if (answer.isDone()) {
            return visit.goTo("/experiments/" + id + (to.equals("archived") ? "/design" : ""), said(to, environment));
        }
        JsonNode present = visit.get("/v2/experiments/" + id).orStop();
        return visit.showAgain(
                "experiment/design.jte",
                page(visit, present, Design.of(present), form.text("etag"), answer.problemsOfForm()));
    }

    private static String said(String to, String environment) {
        return switch (to) {
            case "running" ->
                "It runs in " + environment + " now. Services get it with their next datafile, mostly within a minute.";
            case "paused" -> "It is paused in " + environment + ": nobody gets a variation of it any more.";
            case "unarchive" -> "It is out of the archive, and does not run.";
            default -> "It is " + to.toLowerCase(Locale.ROOT) + ".";
        };
    }
}
