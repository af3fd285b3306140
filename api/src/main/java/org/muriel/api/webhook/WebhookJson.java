package org.muriel.api.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Limits;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Member;
import org.muriel.api.schema.Shape;
import org.muriel.change.outbound.AllowedAddresses;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.webhook.Topic;
import org.muriel.experiment.webhook.Webhook;

/** A webhook on the wire, without its secret. */
final class WebhookJson implements EntityCodec<Webhook> {
    private static final String URL_EXPECTED = "a URL of scheme http or https with a host, at most "
            + Limits.WEBHOOK_URL + " characters, without user, password and fragment";
    private static final int TOPIC = 100;

    private final AllowedAddresses allowed;

    WebhookJson(AllowedAddresses allowed) {
        this.allowed = allowed;
    }

    @Override
    public Class<Webhook> type() {
        return Webhook.class;
    }

    @Override
    public String word() {
        return "webhook";
    }

    @Override
    public Shape shape() {
        return WebhookSchema.WEBHOOK;
    }

    @Override
    public Webhook blank(Draft draft, long projectId) {
        return new Webhook(draft.nextId(), projectId, "", "", "", List.of(), "", false, draft.now(), draft.now());
    }

    @Override
    public Webhook read(Fields in, Webhook current, Draft draft) {
        return new Webhook(
                current.id(),
                current.projectId(),
                in.filledText("name", Limits.NAME).required(current.name()),
                in.text("description", Limits.DESCRIPTION).or(current.description(), ""),
                url(in, current),
                topics(in, current),
                current.origin(),
                current.archived(),
                current.created(),
                current.lastModified());
    }

    private String url(Fields in, Webhook current) {
        Member<String> sent = in.filledText("url", Limits.WEBHOOK_URL);
        sent.value().ifPresent(text -> {
            Optional<URI> url = parse(text);
            if (url.isEmpty()) {
                in.reject("url", URL_EXPECTED);
            } else if (allowed.refusesLiteral(url.get().getHost())) {
                in.reject("url", "an address of the internet, or one that the operator allows with --webhook-networks");
            }
        });
        return sent.required(current.url());
    }

    private static Optional<URI> parse(String text) {
        try {
            URI url = new URI(text);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            boolean good = (scheme.equals("http") || scheme.equals("https"))
                    && url.getHost() != null
                    && !url.getHost().contains("%") // a zone, which is a network interface of ours
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null
                    && url.getPort() != 0
                    && url.getPort() <= 65_535;
            return good ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static List<Topic> topics(Fields in, Webhook current) {
        Member<List<String>> sent = in.texts("events", Topic.values().length, TOPIC);
        List<Topic> topics = new ArrayList<>();
        List<String> words = sent.value().orElse(List.of());
        for (int i = 0; i < words.size(); i++) {
            Optional<Topic> topic = TopicWords.find(words.get(i));
            if (topic.isEmpty()) {
                in.rejectWithin("events", "/" + i, TopicWords.expected(), "'" + words.get(i) + "'");
            }
            topic.ifPresent(topics::add);
        }
        return sent.map(it -> List.copyOf(topics)).required(current.topics());
    }

    @Override
    public Webhook modifiedAt(Webhook it, Instant now) {
        return new Webhook(
                it.id(),
                it.projectId(),
                it.name(),
                it.description(),
                it.url(),
                it.topics(),
                it.origin(),
                it.archived(),
                it.created(),
                now);
    }

    @Override
    public JsonObject write(Webhook webhook, Snapshot snapshot, String origin) {
        return new JsonObject()
                .put("active", true)
                .put("created", webhook.created())
                .put("description", webhook.description())
                .putTexts(
                        "events",
                        webhook.topics().stream().map(TopicWords::word).toList())
                .put("id", Long.toString(webhook.id()))
                .put("last_modified", webhook.lastModified())
                .put("name", webhook.name())
                .put("project_id", webhook.projectId())
                .put("url", webhook.url());
    }

    /** Whoever may see the project reads its history, and addresses of receivers often hold a secret: the host alone. */
    @Override
    public JsonObject told(Webhook webhook, Snapshot snapshot) {
        String host = parse(webhook.url()).map(URI::getHost).orElse("");
        return write(webhook, snapshot, "").put("url", host).put("archived", webhook.archived());
    }
}
