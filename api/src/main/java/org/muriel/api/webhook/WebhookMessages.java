package org.muriel.api.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import org.muriel.api.datafile.DatafileAddresses;
import org.muriel.api.json.Json;
import org.muriel.api.json.JsonObject;
import org.muriel.change.Notice;
import org.muriel.change.delivery.Delivery;
import org.muriel.change.delivery.Dispatch;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.catalog.Change;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.eventtype.EventType;
import org.muriel.experiment.exclusion.ExclusionGroup;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;
import org.muriel.experiment.webhook.Webhook;

/**
 * What receivers are sent (REST specification, 20.2). What {@code data} holds of anything but a datafile is ours: which
 * thing it was, and where to read it.
 */
public final class WebhookMessages implements Dispatch.Message {
    static final String PING = "x_ping";

    @Override
    public Delivery.New write(Notice notice, Change change, Webhook webhook, Snapshot snapshot) {
        JsonObject data = switch (notice) {
            case Notice.Datafile it -> datafile(it, webhook, snapshot);
            case Notice.Thing it -> thing(it, webhook, snapshot).put("change_id", change.seq());
        };
        return message(webhook, TopicWords.word(notice.topic()), change.at(), data);
    }

    /** A message about nothing, to see whether it arrives. */
    static Delivery.New ping(Webhook webhook, Instant now) {
        return message(webhook, PING, now, new JsonObject().put("webhook_id", Long.toString(webhook.id())));
    }

    private static Delivery.New message(Webhook webhook, String event, Instant at, JsonObject data) {
        JsonObject body = new JsonObject()
                .put("data", data)
                .put("event", event)
                .put("project_id", webhook.projectId())
                .put("timestamp", at.getEpochSecond());
        return new Delivery.New(webhook.id(), event, new String(Json.bytes(body.node()), UTF_8), Optional.empty());
    }

    private static JsonObject datafile(Notice.Datafile notice, Webhook webhook, Snapshot snapshot) {
        Environment environment = snapshot.get(Environment.class, notice.environmentId());
        String address = DatafileAddresses.byKey(environment, webhook.origin());
        return new JsonObject()
                .put("cdn_url", address)
                .put("environment", environment.name())
                .put("origin_url", address)
                .put("revision", notice.revision());
    }

    private static JsonObject thing(Notice.Thing notice, Webhook webhook, Snapshot snapshot) {
        JsonObject entity = entity(notice.entity(), webhook.origin());
        if (notice.part().isEmpty()) {
            return entity;
        }
        Notice.Part part = notice.part().get();
        JsonObject json = new JsonObject();
        part.id().ifPresent(it -> json.put("id", it));
        json.putText("key", part.key());
        part.environmentId()
                .ifPresent(it -> json.put(
                        "environment", snapshot.get(Environment.class, it).name()));
        return json.put(notice.entity() instanceof Feature ? "flag" : "rule", entity);
    }

    private static JsonObject entity(Entity entity, String origin) {
        JsonObject json = new JsonObject().put("id", entity.id());
        return switch (entity) {
            case Project it -> named(json, Optional.empty(), it.name(), origin, "projects", it);
            case Environment it -> named(json, Optional.of(it.key()), it.name(), origin, "environments", it);
            case Attribute it -> named(json, Optional.of(it.key()), it.name(), origin, "attributes", it);
            case EventType it -> named(json, Optional.of(it.key()), it.name(), origin, "events", it);
            case Audience it -> named(json, Optional.empty(), it.name().orElse(""), origin, "audiences", it);
            case Feature it -> named(json, Optional.of(it.key()), it.name(), origin, "features", it);
            case Experiment it ->
                named(
                        json,
                        Optional.of(it.design().key()),
                        it.design().name().orElse(it.design().key()),
                        origin,
                        "experiments",
                        it);
            case ExclusionGroup it -> named(json, Optional.empty(), it.name(), origin, "groups", it);
            default -> json;
        };
    }

    private static JsonObject named(
            JsonObject json, Optional<String> key, String name, String origin, String plural, Entity entity) {
        return json.putText("key", key).put("name", name).put("api_url", origin + "/v2/" + plural + "/" + entity.id());
    }
}
