package org.muriel.console.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.muriel.access.Right;
import org.muriel.api.json.Json;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Form;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Problems;
import org.muriel.console.page.Times;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists, makes, changes and tries webhooks. */
public final class WebhookPages {
    /** What most want to be told: that SDKs get something else now. */
    private static final String USUAL = "project.datafile_updated";

    private static final List<String> FIELDS = List.of("name", "url", "events", "description");

    private WebhookPages() {}

    /** @param events a line each */
    public record Webhook(long id, String name, String url, String description, String events) {
        static Webhook of(JsonNode json) {
            return new Webhook(
                    json.path("id").asLong(),
                    json.path("name").asString(""),
                    json.path("url").asString(""),
                    json.path("description").asString(""),
                    String.join("\n", Answer.elements(json.path("events"), JsonNode::asString)));
        }

        static Webhook of(Form form, long id) {
            return new Webhook(
                    id,
                    form.text("name"),
                    form.text("url"),
                    form.text("description"),
                    form.raw("events").strip());
        }

        ObjectNode body() {
            ObjectNode body = Visit.object().put("name", name).put("url", url).put("description", description);
            ArrayNode all = Json.array();
            events.lines().map(String::strip).filter(it -> !it.isEmpty()).forEach(all::add);
            body.set("events", all);
            return body;
        }
    }

    public record ListPage(
            Frame frame,
            long projectId,
            List<Webhook> webhooks,
            Webhook entered,
            String secret,
            boolean mayAdminister,
            Problems problems) {
        public List<String> fields() {
            return FIELDS;
        }
    }

    /** @param status {@code waiting}, {@code delivered} or {@code failed} */
    public record Delivery(
            long id,
            String event,
            String status,
            long attempts,
            Instant created,
            Optional<Instant> next,
            String answer,
            String body) {}

    public record EditPage(
            Frame frame,
            Webhook webhook,
            String etag,
            List<Delivery> deliveries,
            boolean mayAdminister,
            Problems problems) {
        public List<String> fields() {
            return FIELDS;
        }
    }

    public static void addTo(Pages pages) {
        pages.get(
                "/projects/{project_id}/webhooks",
                visit -> visit.show(
                        "webhook/list.jte", listPage(visit, new Webhook(0, "", "", "", USUAL), "", Problems.NONE)));
        pages.post("/projects/{project_id}/webhooks", WebhookPages::create);
        pages.get(
                "/webhooks/{webhook_id}",
                visit -> visit.show("webhook/edit.jte", editPage(visit, Optional.empty(), Problems.NONE)));
        pages.post("/webhooks/{webhook_id}", WebhookPages::change);
        pages.post(
                "/webhooks/{webhook_id}/ping",
                visit -> done(
                        visit,
                        visit.post(path(visit, "x/") + "/ping", Visit.object()),
                        "A message is on its way: what comes of it stands below."));
        pages.post(
                "/webhooks/{webhook_id}/replay/{delivery_id}",
                visit -> done(
                        visit,
                        visit.post(
                                path(visit, "x/") + "/deliveries/"
                                        + visit.call().pathId("delivery_id") + "/replay",
                                Visit.object()),
                        "It is sent once more."));
        pages.post("/webhooks/{webhook_id}/remove", WebhookPages::remove);
    }

    private static String path(Visit visit, String x) {
        return "/v2/" + x + "webhooks/" + visit.call().pathId("webhook_id");
    }

    private static ListPage listPage(Visit visit, Webhook entered, String secret, Problems problems) {
        long projectId = visit.call().pathId("project_id");
        return new ListPage(
                visit.frame("Webhooks", Frame.Where.WEBHOOKS, projectId),
                projectId,
                Answer.elements(
                        visit.getAll("/v2/projects/" + projectId + "/webhooks?").orStop(), Webhook::of),
                entered,
                secret,
                visit.may(Right.ADMINISTER, projectId),
                problems);
    }

    private static Reply create(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        Webhook entered = Webhook.of(visit.form(), 0);
        Answer answer = visit.post("/v2/projects/" + projectId + "/webhooks", entered.body());
        return answer.isDone()
                ? visit.show(
                        "webhook/list.jte",
                        listPage(
                                visit,
                                new Webhook(0, "", "", "", USUAL),
                                answer.body().path("secret").asString(""),
                                Problems.NONE))
                : visit.showAgain("webhook/list.jte", listPage(visit, entered, "", answer.problems()));
    }

    private static EditPage editPage(Visit visit, Optional<Webhook> entered, Problems problems) {
        Answer answer = visit.get(path(visit, ""));
        JsonNode json = answer.orStop();
        long projectId = json.path("project_id").asLong();
        return new EditPage(
                visit.frame("Webhook " + json.path("name").asString(""), Frame.Where.WEBHOOKS, projectId),
                entered.orElseGet(() -> Webhook.of(json)),
                answer.etag().orElse(""),
                Answer.elements(
                        visit.get(path(visit, "x/") + "/deliveries?per_page=25").body(), WebhookPages::delivery),
                visit.may(Right.ADMINISTER, projectId),
                problems);
    }

    private static Delivery delivery(JsonNode json) {
        JsonNode last = json.path("last_attempt");
        String status = last.has("status") ? "HTTP " + last.path("status").asInt() + " " : "";
        return new Delivery(
                json.path("id").asLong(),
                json.path("event").asString(""),
                json.path("status").asString(""),
                json.path("attempts").asLong(),
                Instant.parse(json.path("created").asString()),
                Times.of(json.path("next_attempt")),
                status + last.path("answer").asString(""),
                json.path("body").asString(""));
    }

    private static Reply change(Visit visit) {
        Form form = visit.form();
        Webhook entered = Webhook.of(form, visit.call().pathId("webhook_id"));
        Answer answer = visit.patch(path(visit, ""), entered.body(), form.text("etag"));
        return answer.isDone()
                ? visit.goTo("/webhooks/" + entered.id(), "Saved.")
                : visit.showAgain(
                        "webhook/edit.jte", again(visit, entered, form.text("etag"), answer.problemsOfForm()));
    }

    /** With the tag of what was opened, so that what somebody else has changed since is not overwritten next time. */
    private static EditPage again(Visit visit, Webhook entered, String etag, Problems problems) {
        EditPage page = editPage(visit, Optional.of(entered), problems);
        return new EditPage(
                page.frame(), page.webhook(), etag, page.deliveries(), page.mayAdminister(), page.problems());
    }

    private static Reply done(Visit visit, Answer answer, String said) {
        return answer.isDone()
                ? visit.goTo("/webhooks/" + visit.call().pathId("webhook_id"), said)
                : visit.showAgain("webhook/edit.jte", editPage(visit, Optional.empty(), answer.problems()));
    }

    private static Reply remove(Visit visit) {
        long projectId = visit.get(path(visit, "")).orStop().path("project_id").asLong();
        Answer answer = visit.delete(path(visit, ""));
        return answer.isDone()
                ? visit.goTo("/projects/" + projectId + "/webhooks", "It is removed.")
                : visit.showAgain("webhook/edit.jte", editPage(visit, Optional.empty(), answer.problems()));
    }
}
