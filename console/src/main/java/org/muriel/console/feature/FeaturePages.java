package org.muriel.console.feature;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.muriel.access.Right;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Form;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Named;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Problems;
import org.muriel.console.page.Visit;
import org.muriel.console.page.Words;
import tools.jackson.databind.JsonNode;

/** Lists, makes and changes features, and says who gets them where. */
public final class FeaturePages {
    private static final int PER_PAGE = 50;

    private FeaturePages() {}

    /** @param rollouts by the key of the environment, in the order of the columns */
    public record Row(long id, String key, String name, boolean archived, List<FeatureForm.Rollout> rollouts) {}

    public record ListPage(
            Frame frame,
            long projectId,
            List<String> environments,
            List<Row> rows,
            String text,
            boolean archived,
            int all,
            int number,
            int pages,
            boolean mayEdit) {
        /** The address of another page of the same selection. */
        public String at(int otherNumber) {
            return "/projects/" + projectId + "/features"
                    + Visit.query(Map.of(
                            "q",
                            text,
                            "archived",
                            archived ? "yes" : "",
                            "page",
                            otherNumber == 1 ? "" : Integer.toString(otherNumber)));
        }
    }

    /** An experiment that varies the feature. */
    public record Use(long id, String name, String status) {}

    /** @param id 0 for one that is not made yet */
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
            Problems problems) {
        public boolean isNew() {
            return id == 0;
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
        pages.post("/features/{feature_id}/archive", FeaturePages::archive);
    }

    private static Reply list(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        String text = visit.asked("q");
        boolean archived = visit.asked("archived").equals("yes");
        List<JsonNode> all =
                visit.getAll("/v2/features?project_id=" + projectId).listOrStop();
        List<JsonNode> chosen = all.stream()
                .filter(it -> it.path("archived").asBoolean(false) == archived)
                .filter(it -> (it.path("key").asString("") + " "
                                + it.path("name").asString(""))
                        .toLowerCase(Locale.ROOT)
                        .contains(text.toLowerCase(Locale.ROOT)))
                .toList();
        int pages = Math.max(1, Math.ceilDiv(chosen.size(), PER_PAGE));
        int number = Math.clamp(Words.number(visit.asked("page"), 1), 1, pages);
        List<String> environments = environments(visit, projectId);
        return visit.show(
                "feature/list.jte",
                new ListPage(
                        visit.frame("Features", Frame.Where.FEATURES, projectId),
                        projectId,
                        environments,
                        chosen.reversed().stream()
                                .skip((number - 1L) * PER_PAGE)
                                .limit(PER_PAGE)
                                .map(it -> row(it, environments))
                                .toList(),
                        text,
                        archived,
                        all.size(),
                        number,
                        pages,
                        visit.may(Right.EDIT, projectId)));
    }

    private static Row row(JsonNode json, List<String> environments) {
        Map<String, FeatureForm.Rollout> rollouts = FeatureForm.of(json).rollouts();
        FeatureForm.Rollout none = new FeatureForm.Rollout(false, "0", false, false);
        return new Row(
                json.path("id").asLong(),
                json.path("key").asString(""),
                json.path("name").asString(""),
                json.path("archived").asBoolean(false),
                environments.stream().map(it -> rollouts.getOrDefault(it, none)).toList());
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
                problems);
    }

    private static Reply create(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        Form sent = visit.form();
        FeatureForm form = FeatureForm.of(sent);
        if (sent.given("step").isPresent()) {
            return visit.show("feature/edit.jte", newPage(visit, form.withVariable(), Problems.NONE));
        }
        Answer answer = visit.post("/v2/features", form.body().put("project_id", projectId));
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
                page(visit, json, FeatureForm.of(json), answer.etag().orElse(""), Problems.NONE));
    }

    private static Page page(Visit visit, JsonNode json, FeatureForm form, String etag, Problems problems) {
        long projectId = json.path("project_id").asLong();
        long id = json.path("id").asLong();
        Map<String, FeatureForm.Rollout> ordered = new LinkedHashMap<>();
        FeatureForm present = FeatureForm.of(json);
        environments(visit, projectId)
                .forEach(it -> ordered.put(
                        it, present.rollouts().getOrDefault(it, new FeatureForm.Rollout(false, "0", false, false))));
        FeatureForm shown = new FeatureForm(
                form.key(), form.name(), form.description(), form.variables(), ordered, present.targeting());
        return new Page(
                visit.frame("Feature " + json.path("key").asString(""), Frame.Where.FEATURES, projectId),
                projectId,
                id,
                shown,
                etag,
                json.path("archived").asBoolean(false),
                Named.of(visit, "audiences", projectId),
                uses(visit, projectId, id),
                visit.may(Right.EDIT, projectId),
                visit.may(Right.PUBLISH, projectId),
                problems);
    }

    private static List<Use> uses(Visit visit, long projectId, long id) {
        return Answer.elements(
                        visit.getAll("/v2/experiments?project_id=" + projectId).body())
                .stream()
                .filter(it -> it.path("feature_id").asLong(0) == id)
                .map(it -> new Use(
                        it.path("id").asLong(),
                        it.path("name").asString(it.path("key").asString("")),
                        it.path("status").asString("")))
                .toList();
    }

    private static Reply change(Visit visit) {
        long id = visit.call().pathId("feature_id");
        Form sent = visit.form();
        FeatureForm form = FeatureForm.of(sent);
        JsonNode present = visit.get("/v2/features/" + id).orStop();
        if (sent.given("step").isPresent()) {
            return visit.show(
                    "feature/edit.jte", page(visit, present, form.withVariable(), sent.text("etag"), Problems.NONE));
        }
        Answer answer = visit.patch("/v2/features/" + id, form.body(), sent.text("etag"));
        return answer.isDone()
                ? visit.goTo("/features/" + id, "Saved.")
                : visit.showAgain(
                        "feature/edit.jte", page(visit, present, form, sent.text("etag"), answer.problemsOfForm()));
    }

    private static Reply rollout(Visit visit) {
        long id = visit.call().pathId("feature_id");
        Form sent = visit.form();
        String environment = sent.text("environment");
        Answer answer = visit.patch("/v2/features/" + id, FeatureForm.rollout(sent, environment), sent.text("etag"));
        if (answer.isDone()) {
            return visit.goTo(
                    "/features/" + id,
                    sent.text("enabled").equals("yes")
                            ? sent.text("share") + " % get it in " + environment
                                    + " from their services' next datafile on."
                            : "Nobody gets it by its rollout in " + environment + " any more.");
        }
        Answer present = visit.get("/v2/features/" + id);
        JsonNode json = present.orStop();
        return visit.showAgain(
                "feature/edit.jte",
                page(visit, json, FeatureForm.of(json), present.etag().orElse(""), answer.problemsOfForm()));
    }

    private static Reply archive(Visit visit) {
        String path = "/features/" + visit.call().pathId("feature_id");
        return visit.toggleArchived("/v2" + path, it -> path);
    }
}
