package org.muriel.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.muriel.access.Credential;
import org.muriel.access.Person;
import org.muriel.access.Profile;
import org.muriel.access.Right;
import org.muriel.access.Session;
import org.muriel.api.json.Json;
import org.muriel.api.route.Call;
import org.muriel.api.route.Query;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Request;
import org.muriel.api.route.Router;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request of somebody who is signed in: what they want, and the API as they may use it. The API is asked in process,
 * but as over HTTP: by the same routes, with the same checks.
 */
public final class Visit {
    /** The field by which a form that is sent twice is known, such as when the answer to the first was lost. */
    public static final String ONCE = "once";

    private static final String SAID = "muriel_said";

    private final Call call;
    private final Session session;
    private final String formToken;
    private final Router api;
    private final Templates templates;

    Visit(Call call, Session session, String formToken, Router api, Templates templates) {
        this.call = call;
        this.session = session;
        this.formToken = formToken;
        this.api = api;
        this.templates = templates;
    }

    public Call call() {
        return call;
    }

    public Person person() {
        return who().person();
    }

    public Credential.Valid who() {
        return session.who();
    }

    /** When the person signed in. */
    public Instant begun() {
        return session.begun();
    }

    /** Whether to show what needs the right; the API asks again. */
    public boolean may(Right right, long projectId) {
        return who().person().may(right, projectId);
    }

    /** A parameter of the query; empty when there is none. */
    public String asked(String name) {
        return call.text(name).orElse("").strip();
    }

    /** What was sent, of a form. */
    public Form form() {
        return new Form(Query.parse(new String(call.body(), UTF_8)).orElseThrow());
    }

    /** @param path with its query, such as {@code /v2/features?project_id=1} */
    public Answer get(String path) {
        return ask("GET", path, new byte[0], Map.of());
    }

    /**
     * A whole list, whatever its number of pages.
     *
     * @param path with a query, which says nothing of pages
     */
    public Answer getAll(String path) {
        Answer first = get(path + "&per_page=100");
        if (first.lastPage().isEmpty() || !(first.body() instanceof ArrayNode all)) {
            return first;
        }
        for (int page = 2; page <= first.lastPage().getAsInt(); page++) {
            all.addAll((ArrayNode) get(path + "&per_page=100&page=" + page).orStop());
        }
        return first;
    }

    /** Makes something, once, however often the form is sent. */
    public Answer post(String path, JsonNode body) {
        byte[] content = Json.bytes(body);
        String once = form().text(ONCE);
        return ask(
                "POST",
                path,
                content,
                once.isEmpty() ? Map.of() : Map.of("idempotency-key", once + "-" + Arrays.hashCode(content)));
    }

    /** Asks what changes nothing, but takes more than an address to ask. */
    public Answer consult(String path, JsonNode body) {
        return ask("POST", path, Json.bytes(body), Map.of());
    }

    public Answer patch(String path, JsonNode body) {
        return ask("PATCH", path, Json.bytes(body), Map.of());
    }

    /** Changes what has that ETag still; if it has changed since, the answer {@link Answer#isStale}. */
    public Answer patch(String path, JsonNode body, String etag) {
        return ask("PATCH", path, Json.bytes(body), etag.isEmpty() ? Map.of() : Map.of("if-match", etag));
    }

    public Answer delete(String path) {
        return ask("DELETE", path, new byte[0], Map.of());
    }

    /**
     * Any request, with headers by their names in lower case, such as the SDK key of a question to explain. A change that the
     * person may not make is the end of the page: whose forms are hidden from them has no place to say it.
     */
    public Answer ask(String method, String path, byte[] body, Map<String, String> headers) {
        Answer answer = answer(reply(method, path, body, headers));
        if (answer.status() == 403 && !method.equals("GET")) {
            throw new Answer.Stopped(answer);
        }
        return answer;
    }

    private static Answer answer(Reply reply) {
        byte[] content = switch (reply) {
            case Reply.Content it -> it.body();
            case Reply.Prepared it -> it.body().orElseGet(() -> new byte[0]);
            case Reply.Empty _ -> new byte[0];
            case Reply.Stream _ -> throw new IllegalStateException("a page cannot show a stream");
        };
        return new Answer(
                reply.status(),
                content.length == 0 ? MissingNode.getInstance() : json(content),
                header(reply, "ETag"),
                Answer.lastPage(header(reply, "Link").orElse("")));
    }

    /**
     * The answer of the API as it is, to be kept as a file.
     *
     * @param name of the file
     */
    public Reply download(String path, String name) {
        Reply reply = reply("GET", path, new byte[0], Map.of());
        return reply.status() == 200
                ? reply.with("Content-Disposition", "attachment; filename=\"" + name + "\"")
                : errorPage(answer(reply));
    }

    private Reply reply(String method, String path, byte[] body, Map<String, String> headers) {
        String[] parts = path.split("\\?", 2);
        Request request = new Request(
                method,
                parts[0],
                parts.length == 1 ? "" : parts[1],
                call.origin(),
                name -> Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))),
                most -> body.length > most ? Optional.empty() : Optional.of(body),
                call.peer());
        return api.answer(request, who());
    }

    private static JsonNode json(byte[] content) {
        try {
            return Json.parse(content);
        } catch (Json.NotJson e) {
            // a file, which the page does not read
            return MissingNode.getInstance();
        }
    }

    private static Optional<String> header(Reply reply, String name) {
        return reply.headers().entrySet().stream()
                .filter(it -> it.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** What is around a page about a project. The person need not be allowed to see it: then the page is none. */
    public Frame frame(String title, Frame.Where where, long projectId) {
        return frame(title, where, Optional.of(projectId), Problems.NONE);
    }

    /** What is around a page about the account or nothing special. */
    public Frame frame(String title, Frame.Where where) {
        return frame(title, where, Optional.empty(), Problems.NONE);
    }

    private Frame frame(String title, Frame.Where where, Optional<Long> projectId, Problems problem) {
        List<Frame.Project> projects =
                Answer.elements(get("/v2/projects?per_page=100").body(), Frame.Project::of);
        return new Frame(
                title,
                where,
                projectId
                        .flatMap(id ->
                                projects.stream().filter(it -> it.id() == id).findFirst())
                        .or(() -> projectId.flatMap(this::beyondTheSwitch)),
                projects,
                called(person()),
                person().administrator(),
                projectId.filter(it -> may(Right.ADMINISTER, it)).isPresent(),
                formToken,
                said(),
                problem);
    }

    private static String called(Person person) {
        Profile profile = person.profile();
        String name = (profile.firstName() + " " + profile.lastName()).strip();
        return !name.isEmpty() ? name : !profile.email().isEmpty() ? profile.email() : "Administrator";
    }

    private Optional<Frame.Project> beyondTheSwitch(long id) {
        Answer answer = get("/v2/projects/" + id);
        return answer.isDone() ? Optional.of(Frame.Project.of(answer.body())) : Optional.empty();
    }

    /** What each form of the page sends along. */
    public String formToken() {
        return formToken;
    }

    /**
     * Archives a thing or takes it back, as the form says. Whoever sends what another has just done changes nothing.
     *
     * @param api where the API changes it
     * @param then where to go on
     */
    public Reply archive(String api, String then) {
        boolean archived = form().text("archived").equals("yes");
        patch(api, object().put("archived", archived)).orStop();
        return goTo(then, archived ? "It is archived." : "It is in use again.");
    }

    /** Shows a page: what the template has as its one parameter. */
    public Reply show(String template, Object page) {
        return show(200, template, page);
    }

    /** Shows a form once more, with what is wrong beside its fields: nothing was changed. */
    public Reply showAgain(String template, Object page) {
        return show(422, template, page);
    }

    public Reply show(int status, String template, Object page) {
        Reply made = templates.reply(status, template, page);
        // the address of a form is none to come back to: the browser keeps that of the page
        Reply reply = call.line().startsWith("POST ") ? made.with("HX-Push-Url", "false") : made;
        return cookie(SAID).isEmpty() ? reply : reply.with("Set-Cookie", SAID + "=; Path=/; Max-Age=0");
    }

    /** Goes on to another page, which begins by saying what was done. */
    public Reply goTo(String path, String said) {
        return new Reply.Empty(
                303,
                Map.of(
                        "Location",
                        path,
                        "Set-Cookie",
                        SAID + "=" + URLEncoder.encode(said, UTF_8) + "; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"
                                + Cookies.secure(call)));
    }

    /** Goes on to another page. */
    public Reply goTo(String path) {
        return new Reply.Empty(303, Map.of("Location", path));
    }

    /** The page that says why the API did not do or give what was wanted. */
    public Reply errorPage(Answer answer) {
        String title = switch (answer.status()) {
            case 403 -> "Not yours to see or do";
            case 404, 410 -> "Not here";
            case 412 -> "Somebody else was faster";
            case 429, 503 -> "Busy";
            default -> "This did not work";
        };
        return show(
                answer.status(),
                "error.jte",
                new ErrorPage(frame(title, Frame.Where.NOWHERE, Optional.empty(), answer.problems())));
    }

    /** The same in the place of a part of a page. */
    Reply errorPart(Answer answer) {
        return show(answer.status(), "part/failed.jte", answer.problems());
    }

    /** @param frame says what is wrong */
    public record ErrorPage(Frame frame) {}

    private Optional<String> cookie(String name) {
        return Cookies.find(call, name);
    }

    private String said() {
        try {
            return cookie(SAID).map(it -> URLDecoder.decode(it, UTF_8)).orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** An object to be filled and sent. */
    public static ObjectNode object() {
        return Json.object();
    }

    /** The query with these parameters, without those that are empty; begins with a question mark unless it is empty. */
    public static String query(Map<String, String> parameters) {
        StringBuilder query = new StringBuilder();
        new LinkedHashMap<>(parameters).forEach((name, value) -> {
            if (!value.isEmpty()) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, UTF_8));
            }
        });
        return query.toString();
    }
}
