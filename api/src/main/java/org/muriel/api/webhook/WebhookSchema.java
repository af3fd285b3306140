package org.muriel.api.webhook;

import static org.muriel.api.schema.Schema.count;
import static org.muriel.api.schema.Schema.filledText;
import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.integer;
import static org.muriel.api.schema.Schema.list;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.time;
import static org.muriel.api.schema.Schema.truth;
import static org.muriel.api.schema.Schema.word;

import java.util.stream.Stream;
import org.muriel.api.entity.Limits;
import org.muriel.api.json.Words;
import org.muriel.api.schema.Schema;
import org.muriel.api.schema.Shape;
import org.muriel.change.delivery.Delivery;
import org.muriel.experiment.webhook.Topic;

/** Webhooks as the API's description has them (REST specification, 20). */
final class WebhookSchema {
    private static final Schema TOPIC =
            word(Stream.of(Topic.values()).map(TopicWords::word).toArray(String[]::new));

    static final Shape WEBHOOK = Shape.of("Webhook", "An address that is told of a project's changes.")
            .required("name", filledText(Limits.NAME), "For people.")
            .required("url", filledText(Limits.WEBHOOK_URL), "Where messages are sent, by http or https.")
            .required("events", list(TOPIC, Topic.values().length), "What it is told of.")
            .writable("description", text(Limits.DESCRIPTION), "For people.")
            .readOnly("active", truth(), "Always true.")
            .readOnly("created", time(), "When it was created.")
            .readOnly("id", text(), "Decimal digits.")
            .readOnly("last_modified", time(), "When it was last changed.")
            .readOnly("project_id", id(), "The project it belongs to.")
            .readOnlyIfAny("secret", text(), "What messages are signed with: shown by the creation alone.");

    private static final Shape ATTEMPT = Shape.of("DeliveryAttempt", "One time that a message was sent.")
            .readOnly("answer", text(), "The beginning of the answer, or why there was none.")
            .readOnly("latency_ms", count(), "How long it took, in milliseconds.")
            .readOnlyIfAny("status", integer(100, 999), "Of the HTTP answer, if there was one.")
            .readOnly("time", time(), "When it was sent.");

    static final Shape DELIVERY = Shape.of("Delivery", "A message to a webhook, and what became of it.")
            .readOnly("attempts", count(), "How often it was sent.")
            .readOnly("body", text(), "What is sent, as it is signed.")
            .readOnly("created", time(), "When it was made.")
            .readOnly("event", text(), "What it tells.")
            .readOnly("id", id(), "The same each time it is sent.")
            .readOnlyIfAny("last_attempt", ATTEMPT, "The last time that it was sent.")
            .readOnlyIfAny("next_attempt", time(), "When it is sent next, while it waits.")
            .readOnlyIfAny("replay_of", id(), "The delivery that is sent once more.")
            .readOnly("status", word(Words.of(Delivery.Status.class)), "Whether it waits, was taken, or was given up.")
            .readOnly("webhook_id", text(), "Decimal digits.");

    private WebhookSchema() {}
}
