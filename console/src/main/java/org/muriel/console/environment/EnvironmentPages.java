package org.muriel.console.environment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.muriel.access.Right;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Form;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Problems;
import org.muriel.console.page.Refused;
import org.muriel.console.page.Times;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Environments with their keys: copied, replaced with an overlap, and put into code. */
public final class EnvironmentPages {
    private EnvironmentPages() {}

    /** @param fetched when an SDK fetched its datafile last, since the start of the server */
    public record Environment(
            long id,
            String key,
            String name,
            String description,
            boolean primary,
            boolean archived,
            boolean restricted,
            String sdkKey,
            String url,
            long revision,
            long bytes,
            Optional<Instant> fetched) {
        static Environment of(JsonNode json, Optional<Instant> fetched) {
            return new Environment(
                    json.path("id").asLong(),
                    json.path("key").asString(""),
                    json.path("name").asString(""),
                    json.path("description").asString(""),
                    json.path("is_primary").asBoolean(false),
                    json.path("archived").asBoolean(false),
                    json.path("has_restricted_permissions").asBoolean(false),
                    json.path("datafile").path("sdk_key").asString(""),
                    json.path("datafile").path("url").asString(""),
                    json.path("datafile").path("revision").asLong(),
                    json.path("datafile").path("latest_file_size").asLong(),
                    fetched);
        }
    }

    public record ListPage(
            Frame frame,
            long projectId,
            List<Environment> environments,
            List<Snippet> snippets,
            Snippet snippet,
            boolean mayAdminister,
            String key,
            String name,
            Problems problems) {}

    /** A key that the environment has or had. */
    public record Key(long id, String sdkKey, boolean current, boolean valid, Optional<Instant> validUntil) {}

    /** A token that opens the datafile and nothing else. */
    public record FileToken(long id, String name, String prefix, Instant created) {}

    /**
     * @param shown a token that has just been made: it is shown this once; mostly empty
     * @param refused {@code itself}, {@code new-key}, {@code new-token} or {@code list}
     * @param entered in the form for a key or a token
     */
    public record EditPage(
            Frame frame,
            Environment environment,
            String etag,
            List<Key> keys,
            List<FileToken> tokens,
            String shown,
            boolean mayAdminister,
            Refused refused,
            String entered) {}

    public static void addTo(Pages pages) {
        pages.get(
                "/projects/{project_id}/environments",
                visit -> visit.show("environment/list.jte", listPage(visit, "", "", Problems.NONE)));
        pages.post("/projects/{project_id}/environments", EnvironmentPages::create);
        pages.get(
                "/environments/{environment_id}",
                visit -> visit.show("environment/edit.jte", editPage(visit, "", Refused.NONE, "")));
        pages.post("/environments/{environment_id}", EnvironmentPages::change);
        pages.post("/environments/{environment_id}/archive", EnvironmentPages::archive);
        pages.post("/environments/{environment_id}/keys", EnvironmentPages::rotate);
        pages.post("/environments/{environment_id}/keys/{sdk_key_id}/end", EnvironmentPages::end);
        pages.post("/environments/{environment_id}/tokens", EnvironmentPages::makeToken);
        pages.post("/environments/{environment_id}/tokens/{datafile_token_id}/end", EnvironmentPages::endToken);
    }

    private static ListPage listPage(Visit visit, String key, String name, Problems problems) {
        long projectId = visit.call().pathId("project_id");
        JsonNode arrivals =
                visit.get("/v2/x/projects/" + projectId + "/arrivals").body();
        List<Environment> environments = Answer.elements(
                visit.getAll("/v2/environments?project_id=" + projectId).orStop(),
                it -> Environment.of(it, fetched(arrivals, it.path("id").asLong())));
        String sdkKey = environments.stream()
                .filter(Environment::primary)
                .map(Environment::sdkKey)
                .findFirst()
                .orElse("");
        List<Snippet> snippets = Snippet.all(visit.call().origin(), sdkKey);
        String wanted = visit.asked("sdk");
        return new ListPage(
                visit.frame("Environments", Frame.Where.ENVIRONMENTS, projectId),
                projectId,
                environments,
                snippets,
                snippets.stream()
                        .filter(it -> it.id().equals(wanted))
                        .findFirst()
                        .orElse(snippets.getFirst()),
                visit.may(Right.ADMINISTER, projectId),
                key,
                name,
                problems);
    }

    private static Optional<Instant> fetched(JsonNode arrivals, long id) {
        return Answer.elements(arrivals.path("environments")).stream()
                .filter(it -> it.path("environment_id").asLong() == id && it.has("datafile_fetched"))
                .map(it -> Instant.parse(it.path("datafile_fetched").asString()))
                .findFirst();
    }

    private static Reply create(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        Form form = visit.form();
        Answer answer = visit.post(
                "/v2/environments",
                Visit.object()
                        .put("project_id", projectId)
                        .put("key", form.text("key"))
                        .put("name", form.given("name").orElse(form.text("key"))));
        return answer.isDone()
                ? visit.goTo(
                        "/environments/" + answer.body().path("id").asLong(),
                        "The environment is there, with a key of its own.")
                : visit.showAgain(
                        "environment/list.jte",
                        listPage(visit, form.text("key"), form.text("name"), answer.problems()));
    }

    private static EditPage editPage(Visit visit, String shown, Refused refused, String entered) {
        long id = visit.call().pathId("environment_id");
        Answer answer = visit.get("/v2/environments/" + id);
        JsonNode json = answer.orStop();
        long projectId = json.path("project_id").asLong();
        JsonNode arrivals =
                visit.get("/v2/x/projects/" + projectId + "/arrivals").body();
        return new EditPage(
                visit.frame("Environment " + json.path("key").asString(""), Frame.Where.ENVIRONMENTS, projectId),
                Environment.of(json, fetched(arrivals, id)),
                answer.etag().orElse(""),
                Answer.elements(
                        visit.get("/v2/environments/" + id + "/sdk_keys?per_page=100")
                                .body(),
                        it -> new Key(
                                it.path("id").asLong(),
                                it.path("sdk_key").asString(""),
                                it.path("is_current").asBoolean(),
                                it.path("is_valid").asBoolean(),
                                Times.of(it.path("valid_until")))),
                Answer.elements(
                        visit.get("/v2/environments/" + id + "/datafile_tokens?per_page=100")
                                .body(),
                        it -> new FileToken(
                                it.path("id").asLong(),
                                it.path("name").asString(""),
                                it.path("prefix").asString(""),
                                Instant.parse(it.path("created").asString()))),
                shown,
                visit.may(Right.ADMINISTER, projectId),
                refused,
                entered);
    }

    private static String path(Visit visit) {
        return "/environments/" + visit.call().pathId("environment_id");
    }

    private static Reply change(Visit visit) {
        Form form = visit.form();
        ObjectNode body = Visit.object()
                .put("key", form.text("key"))
                .put("name", form.text("name"))
                .put("description", form.text("description"))
                .put("has_restricted_permissions", form.isTicked("restricted"));
        Answer answer = visit.patch("/v2" + path(visit), body, form.text("etag"));
        if (answer.isDone()) {
            return visit.goTo(path(visit), "Saved.");
        }
        EditPage page = editPage(visit, "", new Refused("itself", answer.problemsOfForm()), "");
        Environment it = page.environment();
        Environment entered = new Environment(
                it.id(),
                form.text("key"),
                form.text("name"),
                form.text("description"),
                it.primary(),
                it.archived(),
                form.isTicked("restricted"),
                it.sdkKey(),
                it.url(),
                it.revision(),
                it.bytes(),
                it.fetched());
        return visit.showAgain(
                "environment/edit.jte",
                new EditPage(
                        page.frame(),
                        entered,
                        form.text("etag"),
                        page.keys(),
                        page.tokens(),
                        "",
                        page.mayAdminister(),
                        page.refused(),
                        ""));
    }

    private static Reply archive(Visit visit) {
        return visit.archive("/v2" + path(visit), path(visit));
    }

    private static Reply rotate(Visit visit) {
        String hours = visit.form().text("overlap");
        ObjectNode body = Visit.object();
        if (hours.matches("[0-9]{1,6}")) {
            body.put("overlap_hours", Integer.parseInt(hours));
        } else {
            body.put("overlap_hours", hours);
        }
        Answer answer = visit.post("/v2" + path(visit) + "/sdk_keys", body);
        return answer.isDone()
                ? visit.goTo(
                        path(visit),
                        "There is a new key. The old one is good for " + hours
                                + " hours more: give your services the new one.")
                : visit.showAgain(
                        "environment/edit.jte", editPage(visit, "", new Refused("new-key", answer.problems()), hours));
    }

    private static Reply end(Visit visit) {
        return done(
                visit,
                visit.delete("/v2" + path(visit) + "/sdk_keys/" + visit.call().pathId("sdk_key_id")),
                "The key is ended: SDKs that use it get nothing more.");
    }

    private static Reply makeToken(Visit visit) {
        Answer answer = visit.post(
                "/v2" + path(visit) + "/datafile_tokens",
                Visit.object().put("name", visit.form().text("name")));
        return answer.isDone()
                ? visit.show(
                        "environment/edit.jte",
                        editPage(visit, answer.body().path("token").asString(""), Refused.NONE, ""))
                : visit.showAgain(
                        "environment/edit.jte",
                        editPage(
                                visit,
                                "",
                                new Refused("new-token", answer.problems()),
                                visit.form().text("name")));
    }

    private static Reply endToken(Visit visit) {
        return done(
                visit,
                visit.delete(
                        "/v2" + path(visit) + "/datafile_tokens/" + visit.call().pathId("datafile_token_id")),
                "The token opens nothing any more.");
    }

    private static Reply done(Visit visit, Answer answer, String said) {
        return answer.isDone()
                ? visit.goTo(path(visit), said)
                : visit.showAgain(
                        "environment/edit.jte", editPage(visit, "", new Refused("list", answer.problems()), ""));
    }
}
