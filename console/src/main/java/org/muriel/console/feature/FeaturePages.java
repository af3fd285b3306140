package org.muriel.console.feature;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.muriel.access.Right;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Form;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Listing;
import org.muriel.console.page.Named;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Problems;
import org.muriel.console.page.Refused;
import org.muriel.console.page.Shares;
import org.muriel.console.page.Targeting;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Lists, makes and changes features, and says who gets them where. */
public final class FeaturePages {
    private static final FeatureForm.Rollout NONE = new FeatureForm.Rollout(false, "0", false, false);

    private FeaturePages() {}

    /** @param rollouts by the key of the environment, in the order of the columns */
    public record Row(long id, String key, String name, List<FeatureForm.Rollout> rollouts) {}

    public record ListPage(
            Frame frame, long projectId, List<String> environments, Listing<Row> listing, boolean mayEdit) {}

    /** An experiment that varies the feature. */
    public record Use(long id, String name, String status) {}

    /**
     * @param id 0 for one that is not made yet
     * @param refused {@code itself}, {@code for-whom} or {@code in-} with an environment
     * @param share what was entered for that environment; empty when nothing was
     */
    public record Page(
            Frame frame,
            long projectId,
            long id,
            FeatureForm form,
            String etag,
            boolean archived,
            Map<String, String> audiences,
            List<Use> uses,
            boolean mayEdit,
            boolean mayPublish,
            Refused refused,
            String share) {
        public boolean isNew() {
            return id == 0;
        }

        /** What stands in the field for the share: all, when nobody has got it yet. */
        public String share(String environment) {
            String present = form.rollouts().getOrDefault(environment, NONE).share();
            return refused.is("in-" + environment) && !share.isEmpty() ? share : present.equals("0") ? "100" : present;
        }

        /** What archiving does to those who are in an experiment on it now. */
        public String leaving() {
            String running = uses.stream()
                    .filter(it -> it.status().equals("running"))
                    .map(Use::name)
                    .collect(Collectors.joining(", "));
            return (running.isEmpty()
                            ? ""
                            : "These run on it, and their visitors get nothing of it any more: " + running + ". ")
                    + "It leaves the lists and the datafile: services that still ask for it are told that it is off."
                    + " You can take it back.";
        }

        /** The environment through which the audience of all is changed; empty when all were imported with rules of their own. */
        public String changeable() {
            return form.rollouts().entrySet().stream()
                    .filter(it -> !it.getValue().imported())
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse("");
        }
    }

    public static void addTo(Pages pages) {
        pages.get("/projects/{project_id}/features", FeaturePages::list);
        pages.get(
                "/projects/{project_id}/features/new",
                visit -> visit.show("feature/edit.jte", newPage(visit, FeatureForm.fresh(), Problems.NONE)));
        pages.post("/projects/{project_id}/features/new", FeaturePages::create);
        pages.get("/features/{feature_id}", FeaturePages::edit);
        pages.post("/features/{feature_id}", FeaturePages::change);
        pages.post("/features/{feature_id}/rollout", FeaturePages::rollout);
        pages.post("/features/{feature_id}/audience", FeaturePages::audience);
        pages.post("/features/{feature_id}/archive", FeaturePages::archive);
    }

    private static Reply list(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        List<String> environments = environments(visit, projectId);
        return visit.show(
                "feature/list.jte",
                new ListPage(
                        visit.frame("Features", Frame.Where.FEATURES, projectId),
                        projectId,
                        environments,
                        Listing.of(
                                visit,
                                "/projects/" + projectId + "/features",
                                visit.getAll("/v2/features?project_id=" + projectId)
                                        .listOrStop(),
                                it -> row(it, environments)),
                        visit.may(Right.EDIT, projectId)));
    }

    private static Row row(JsonNode json, List<String> environments) {
        Map<String, FeatureForm.Rollout> rollouts = FeatureForm.of(json).rollouts();
        return new Row(
                json.path("id").asLong(),
                json.path("key").asString(""),
                json.path("name").asString(""),
                environments.stream().map(it -> rollouts.getOrDefault(it, NONE)).toList());
    }

    /** The primary one first. */
    private static List<String> environments(Visit visit, long projectId) {
        return Answer.elements(
                        visit.getAll("/v2/environments?project_id=" + projectId).orStop())
                .stream()
                .filter(it -> !it.path("archived").asBoolean(false))
                .sorted(Comparator.comparing(
                        (JsonNode it) -> !it.path("is_primary").asBoolean(false)))
                .map(it -> it.path("key").asString(""))
                .toList();
    }

    private static Page newPage(Visit visit, FeatureForm form, Problems problems) {
        long projectId = visit.call().pathId("project_id");
        return new Page(
                visit.frame("New feature", Frame.Where.FEATURES, projectId),
                projectId,
                0,
                form,
                "",
                false,
                Map.of(),
                List.of(),
                visit.may(Right.EDIT, projectId),
                visit.may(Right.PUBLISH, projectId),
                new Refused("itself", problems),
                "");
    }

    private static Reply create(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        Form sent = visit.form();
        FeatureForm form = FeatureForm.of(sent);
        if (sent.given("step").isPresent()) {
            return visit.show("feature/edit.jte", newPage(visit, form.withVariable(), Problems.NONE));
        }
        Answer answer =
                visit.post("/v2/features", form.body(MissingNode.getInstance()).put("project_id", projectId));
        return answer.isDone()
                ? visit.goTo(
                        "/features/" + answer.body().path("id").asLong(),
                        "The feature is there. Nobody gets it yet: turn it on below.")
                : visit.showAgain("feature/edit.jte", newPage(visit, form, answer.problems()));
    }

    private static Reply edit(Visit visit) {
        Answer answer = visit.get("/v2/features/" + visit.call().pathId("feature_id"));
        JsonNode json = answer.orStop();
        return visit.show(
                "feature/edit.jte",
                page(visit, json, FeatureForm.of(json), answer.etag().orElse(""), Refused.NONE, ""));
    }

    private static Page page(Visit visit, JsonNode json, FeatureForm form, String etag, Refused refused, String share) {
        long projectId = json.path("project_id").asLong();
        long id = json.path("id").asLong();
        Map<String, FeatureForm.Rollout> present = FeatureForm.of(json).rollouts();
        Map<String, FeatureForm.Rollout> ordered = new LinkedHashMap<>();
        environments(visit, projectId).forEach(it -> ordered.put(it, present.getOrDefault(it, NONE)));
        return new Page(
                visit.frame("Feature " + json.path("key").asString(""), Frame.Where.FEATURES, projectId),
                projectId,
                id,
                new FeatureForm(
                        form.key(), form.name(), form.description(), form.variables(), ordered, form.targeting()),
                etag,
                json.path("archived").asBoolean(false),
                Named.of(visit, "audiences", projectId),
                uses(visit, projectId, id),
                visit.may(Right.EDIT, projectId),
                visit.may(Right.PUBLISH, projectId),
                refused,
                share);
    }

    private static List<Use> uses(Visit visit, long projectId, long id) {
        return Answer.elements(
                        visit.getAll("/v2/experiments?project_id=" + projectId).body())
                .stream()
                .filter(it -> it.path("feature_id").asLong(0) == id)
                .map(it -> new Use(
                        it.path("id").asLong(),
                        Named.name(it),
                        it.path("status").asString("")))
                .toList();
    }

    private static Reply change(Visit visit) {
        long id = visit.call().pathId("feature_id");
        Form sent = visit.form();
        JsonNode present = visit.get("/v2/features/" + id).orStop();
        FeatureForm form =
                FeatureForm.of(sent).withTargeting(FeatureForm.of(present).targeting());
        if (sent.given("step").isPresent()) {
            return visit.show(
                    "feature/edit.jte", page(visit, present, form.withVariable(), sent.text("etag"), Refused.NONE, ""));
        }
        Answer answer = visit.patch("/v2/features/" + id, form.body(present.path("variables")), sent.text("etag"));
        return answer.isDone()
                ? visit.goTo("/features/" + id, "Saved.")
                : again(visit, present, form, new Refused("itself", answer.problemsOfForm()), "");
    }

    private static Reply rollout(Visit visit) {
        long id = visit.call().pathId("feature_id");
        Form sent = visit.form();
        String environment = sent.text("environment");
        boolean on = sent.text("enabled").equals("yes");
        Problems problems = on
                ? Problems.of(Shares.problem(sent.text("share"))
                        .map(it -> Map.of("environments." + environment, List.of(it)))
                        .orElse(Map.of()))
                : Problems.NONE;
        if (problems.isEmpty()) {
            Answer answer =
                    visit.patch("/v2/features/" + id, FeatureForm.rollout(sent, environment), sent.text("etag"));
            problems = answer.problemsOfForm();
        }
        if (problems.isEmpty()) {
            return visit.goTo(
                    "/features/" + id,
                    on
                            ? sent.text("share") + " % get it in " + environment
                                    + " from their services' next datafile on."
                            : "Nobody gets it by its rollout in " + environment + " any more.");
        }
        JsonNode present = visit.get("/v2/features/" + id).orStop();
        return again(
                visit,
                present,
                FeatureForm.of(present),
                new Refused("in-" + environment, problems),
                sent.text("share"));
    }

    private static Reply audience(Visit visit) {
        long id = visit.call().pathId("feature_id");
        Form sent = visit.form();
        Targeting targeting = Targeting.of(sent);
        Answer answer = visit.patch(
                "/v2/features/" + id, FeatureForm.audience(targeting, sent.text("environment")), sent.text("etag"));
        if (answer.isDone()) {
            return visit.goTo("/features/" + id, "Its rollouts are for that audience now, in all environments.");
        }
        JsonNode present = visit.get("/v2/features/" + id).orStop();
        return again(
                visit,
                present,
                FeatureForm.of(present).withTargeting(targeting),
                new Refused("for-whom", answer.problemsOfForm()),
                "");
    }

    /** The page once more, of the state that its form was made from. */
    private static Reply again(Visit visit, JsonNode present, FeatureForm form, Refused refused, String share) {
        return visit.showAgain(
                "feature/edit.jte", page(visit, present, form, visit.form().text("etag"), refused, share));
    }

    private static Reply archive(Visit visit) {
        String path = "/features/" + visit.call().pathId("feature_id");
        return visit.archive("/v2" + path, path);
    }
}
