package org.muriel.api.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.muriel.access.Right;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Limits;
import org.muriel.api.entity.Resource;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Words;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.change.delivery.Deliveries;
import org.muriel.change.delivery.Delivery;
import org.muriel.change.delivery.Secrets;
import org.muriel.change.outbound.AllowedAddresses;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.project.Project;
import org.muriel.experiment.webhook.Webhook;

/** Webhooks, and what was sent to them. */
public final class WebhookRoutes {
    private static final String TAG = "Webhooks";
    private static final String ID = "webhook_id";
    private static final Words<Delivery.Status> STATUSES = Words.of(Delivery.Status.class);

    private final Catalog catalog;
    private final Deliveries deliveries;
    private final Secrets secrets;
    private final Runnable onMade;
    private final InstantSource clock;
    private final WebhookJson codec;
    private final Resource<Webhook> resource;

    /** @param onMade told when there is something new to send */
    public WebhookRoutes(
            Catalog catalog,
            Deliveries deliveries,
            Secrets secrets,
            AllowedAddresses allowed,
            Runnable onMade,
            InstantSource clock) {
        this.catalog = catalog;
        this.deliveries = deliveries;
        this.secrets = secrets;
        this.onMade = onMade;
        this.clock = clock;
        this.codec = new WebhookJson(allowed);
        this.resource = new Resource<>(catalog, codec);
    }

    public List<Route> routes() {
        String all = "/v2/projects/{project_id}/webhooks";
        String one = "/v2/webhooks/{" + ID + "}";
        String ours = "/v2/x/webhooks/{" + ID + "}";
        List<Parameter> paging = List.of(
                Parameter.optional("page", Parameter.Type.PAGE),
                Parameter.optional("per_page", Parameter.Type.PER_PAGE),
                Parameter.optional("page_window", Parameter.Type.PAGE),
                Parameter.optional("page_token", Parameter.Type.TEXT));
        return Stream.of(
                        Route.of("GET", all, "list_webhooks", TAG, paging, Set.of(200, 400, 404), this::list)
                                .described("Lists the webhooks of a project")
                                .answering(Schema.list(WebhookSchema.WEBHOOK)),
                        Route.of("POST", all, "create_webhook", TAG, List.of(), Set.of(201, 400, 404), this::create)
                                .described("Creates a webhook, and shows its secret this once")
                                .taking(WebhookSchema.WEBHOOK)
                                .answering(WebhookSchema.WEBHOOK),
                        Route.of("GET", one, "get_webhook", TAG, List.of(), Set.of(200, 400, 404), this::get)
                                .described("Reads a webhook")
                                .answering(WebhookSchema.WEBHOOK),
                        Route.of(
                                        "PATCH",
                                        one,
                                        "update_webhook",
                                        TAG,
                                        List.of(),
                                        Set.of(200, 400, 404, 412),
                                        this::update)
                                .described("Changes a webhook")
                                .taking(WebhookSchema.WEBHOOK)
                                .answering(WebhookSchema.WEBHOOK),
                        Route.of(
                                        "DELETE",
                                        one,
                                        "delete_webhook",
                                        TAG,
                                        List.of(),
                                        Set.of(204, 400, 404, 412),
                                        this::remove)
                                .described("Removes a webhook"),
                        Route.of(
                                        "POST",
                                        ours + "/ping",
                                        "ping_webhook",
                                        TAG,
                                        List.of(),
                                        Set.of(201, 400, 404),
                                        this::ping)
                                .described("Sends a webhook a message about nothing")
                                .answering(WebhookSchema.DELIVERY),
                        Route.of(
                                        "GET",
                                        ours + "/deliveries",
                                        "list_deliveries",
                                        TAG,
                                        Parameter.paging(),
                                        Set.of(200, 400, 404),
                                        this::deliveries)
                                .described("Lists what a webhook was sent, the newest first")
                                .answering(Schema.list(WebhookSchema.DELIVERY)),
                        Route.of(
                                        "POST",
                                        ours + "/deliveries/{delivery_id}/replay",
                                        "replay_delivery",
                                        TAG,
                                        List.of(),
                                        Set.of(201, 400, 404),
                                        this::replay)
                                .withText("delivery_id")
                                .described("Sends a message once more")
                                .answering(WebhookSchema.DELIVERY))
                .map(it -> it.needing(Right.ADMINISTER))
                .toList();
    }

    private Outcome<Reply> get(Call call) {
        return find(call).then(it -> resource.get(call, it.id()));
    }

    /** For the history of changes, which only tells. */
    public static EntityCodec<Webhook> codec() {
        return new WebhookJson(AllowedAddresses.PUBLIC);
    }

    private static boolean isThere(Webhook webhook) {
        return !webhook.archived();
    }

    private Outcome<Webhook> find(Call call) {
        return find(catalog.snapshot(), call.pathId(ID));
    }

    private Outcome<Webhook> find(Snapshot snapshot, long id) {
        return resource.find(snapshot, id)
                .then(it -> isThere(it) ? Outcome.done(it) : Outcome.refused(new Problem.NotFound(codec.word(), id)));
    }

    private static Outcome<Project> project(Snapshot snapshot, long id) {
        return snapshot.find(Project.class, id)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Problem.NotFound("project", id)));
    }

    /** The one collection that is paged by token (REST specification, 20.1); by number when a number is asked for. */
    private Outcome<Reply> list(Call call) {
        Snapshot snapshot = catalog.snapshot();
        return project(snapshot, call.pathId("project_id")).then(project -> {
            List<Webhook> webhooks = snapshot.list(Webhook.class, project.id()).stream()
                    .filter(WebhookRoutes::isThere)
                    .toList();
            return call.text("page").isPresent()
                    ? Outcome.done(call.page(webhooks, it -> codec.write(it, snapshot, call.origin())))
                    : after(call).map(after -> page(call, project, webhooks, after, snapshot));
        });
    }

    private Reply page(Call call, Project project, List<Webhook> webhooks, long after, Snapshot snapshot) {
        int most = Integer.parseInt(call.text("per_page").orElse("25"));
        List<Webhook> rest =
                webhooks.stream().filter(it -> it.id() > after).limit(most + 1L).toList();
        List<Webhook> shown = rest.subList(0, Math.min(most, rest.size()));
        Reply reply = Reply.json(200, JsonObject.array(shown, it -> codec.write(it, snapshot, call.origin())));
        return shown.size() == rest.size()
                ? reply
                : reply.with(
                        "Link",
                        "<" + call.origin() + "/v2/projects/" + project.id() + "/webhooks?page_token="
                                + token(shown.getLast()) + "&per_page=" + most + ">; rel=next");
    }

    private static String token(Webhook last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Long.toString(last.id()).getBytes(UTF_8));
    }

    /** The id after which the page begins. */
    private static Outcome<Long> after(Call call) {
        String token = call.text("page_token").orElse("");
        if (token.isEmpty()) {
            return Outcome.done(0L);
        }
        try {
            return Outcome.done(Long.valueOf(new String(Base64.getUrlDecoder().decode(token), UTF_8)));
        } catch (IllegalArgumentException e) {
            return Outcome.refused(
                    Problem.Malformed.at("page_token", "a token from a Link header of this collection", token));
        }
    }

    private Outcome<Reply> create(Call call) {
        long projectId = call.pathId("project_id");
        return call.fields(true)
                .then(fields -> catalog.write(
                        call.caller().id(),
                        draft -> project(draft.current(), projectId)
                                .then(it -> created(fields, projectId, call.origin(), draft))
                                .map(webhook -> {
                                    call.keep(draft, () -> withSecret(webhook, draft.result(), call.origin()));
                                    return webhook;
                                })))
                .map(it -> withSecret(it.value(), it.snapshot(), call.origin()));
    }

    private Reply withSecret(Webhook webhook, Snapshot snapshot, String origin) {
        return Reply.created(codec.write(webhook, snapshot, origin).put("secret", secrets.of(webhook.id())));
    }

    private Outcome<Webhook> created(Fields fields, long projectId, String origin, Draft draft) {
        Webhook read = codec.read(fields, codec.blank(draft, projectId), draft);
        long present = draft.current().list(Webhook.class, projectId).stream()
                .filter(WebhookRoutes::isThere)
                .count();
        if (present >= Limits.WEBHOOKS) {
            fields.violations().add("", "at most " + Limits.WEBHOOKS + " webhooks in a project", present + " others");
        }
        return fields.violations().orDone(calledAt(read, origin)).then(draft::put);
    }

    private Outcome<Reply> update(Call call) {
        return resource.update(
                call,
                call.pathId(ID),
                WebhookRoutes::isThere,
                (it, fields, draft) -> Outcome.done(fields.isEmpty() ? it : calledAt(it, call.origin())));
    }

    private static Webhook calledAt(Webhook it, String origin) {
        return new Webhook(
                it.id(),
                it.projectId(),
                it.name(),
                it.description(),
                it.url(),
                it.topics(),
                origin,
                it.archived(),
                it.created(),
                it.lastModified());
    }

    private Outcome<Reply> remove(Call call) {
        return catalog.write(
                        call.caller().id(),
                        draft -> find(draft.current(), call.pathId(ID))
                                .then(it -> resource.target(call, draft, it.id()))
                                .then(it -> draft.put(it.removed(draft.now()))))
                .map(it -> {
                    deliveries.forget(it.value().id());
                    return Reply.noContent();
                });
    }

    private Outcome<Reply> ping(Call call) {
        return find(call).map(it -> added(call, WebhookMessages.ping(it, clock.instant())));
    }

    /** The delivery's id is text to the route: its kind has no project of its own to ask rights in. */
    private Outcome<Reply> replay(Call call) {
        String text = call.pathText("delivery_id");
        long id = text.matches("[0-9]{1,16}") ? Long.parseLong(text) : 0;
        return find(call)
                .then(webhook -> deliveries
                        .find(id)
                        .filter(it -> it.webhookId() == webhook.id())
                        .map(it -> Outcome.done(added(call, again(it))))
                        .orElseGet(() -> Outcome.refused(new Problem.NotFound("delivery", id))));
    }

    private static Delivery.New again(Delivery delivery) {
        return new Delivery.New(delivery.webhookId(), delivery.event(), delivery.body(), Optional.of(delivery.id()));
    }

    private Reply added(Call call, Delivery.New made) {
        Instant now = clock.instant();
        Delivery added = deliveries.add(made, now, it -> call.receipt(() -> Reply.created(json(it))));
        onMade.run();
        return Reply.created(json(added));
    }

    private Outcome<Reply> deliveries(Call call) {
        return find(call).map(it -> call.page(deliveries.list(it.id(), Deliveries.KEPT), WebhookRoutes::json));
    }

    private static JsonObject json(Delivery it) {
        JsonObject json = new JsonObject()
                .put("attempts", it.attempts())
                .put("body", it.body())
                .put("created", it.created())
                .put("event", it.event())
                .put("id", it.id())
                .putTime("next_attempt", it.next())
                .putNumber("replay_of", it.replayOf())
                .put("status", it.status(), STATUSES)
                .put("webhook_id", Long.toString(it.webhookId()));
        it.last().ifPresent(last -> json.put("last_attempt", json(last)));
        return json;
    }

    private static JsonObject json(Delivery.Attempt it) {
        JsonObject json = new JsonObject()
                .put("answer", it.excerpt())
                .put("latency_ms", it.latency().toMillis())
                .put("time", it.at());
        it.status().ifPresent(status -> json.put("status", status));
        return json;
    }
}
