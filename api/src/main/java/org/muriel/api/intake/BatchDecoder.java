package org.muriel.api.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muriel.api.json.Json;
import org.muriel.event.EventBatch;
import org.muriel.event.RefusedEvent;
import org.muriel.event.VisitorEvents;
import org.muriel.event.intake.Screening;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;

/**
 * Reads a body of {@code POST /v1/events} (SDK contract, 5.1). Members may come in any order; of one that comes twice
 * the last counts, as in every client; unknown ones are passed over, and null is as good as absent.
 */
final class BatchDecoder {
    /** One request of a client has ten events; browsers keep at most five hundred for another try. */
    static final int MOST_EVENTS = 10_000;

    private final Tokens tokens;
    private Optional<String> account = Optional.empty();
    private Optional<String> project = Optional.empty();
    private Optional<String> revision = Optional.empty();
    private Optional<String> clientName = Optional.empty();
    private Optional<String> clientVersion = Optional.empty();
    private boolean anonymizeIp;
    private boolean enrichDecisions;
    private String accountFound = "nothing";
    private String visitorsFound = "nothing";
    private List<VisitorEvents> visitors = new ArrayList<>();
    private List<RefusedEvent> refused = new ArrayList<>();

    private BatchDecoder(Tokens tokens) {
        this.tokens = tokens;
    }

    static Decoded decode(byte[] body) throws NotABatch {
        Tokens tokens = new Tokens(body);
        try (var parser = tokens.parser) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw new NotABatch("", "a JSON object", tokens.found());
            }
            Decoded decoded = new BatchDecoder(tokens).batch();
            if (parser.nextToken() != null) {
                throw new NotABatch("", "one JSON object", "more after its end");
            }
            return decoded;
        } catch (JacksonException e) {
            throw new NotABatch("", "a JSON object", Json.inWords(e));
        }
    }

    private Decoded batch() throws NotABatch {
        var parser = tokens.parser;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            switch (name) {
                case "account_id" -> {
                    accountFound = tokens.found();
                    account = tokens.text();
                }
                case "project_id" -> project = named();
                case "revision" -> revision = named();
                case "client_name" -> clientName = named();
                case "client_version" -> clientVersion = named();
                case "anonymize_ip" -> anonymizeIp = tokens.truth().orElse(false);
                case "enrich_decisions" -> enrichDecisions = tokens.truth().orElse(false);
                case "visitors" -> visitors();
                default -> parser.skipChildren();
            }
        }
        if (account.isEmpty()) {
            throw new NotABatch("/account_id", "text", accountFound);
        }
        if (!visitorsFound.isEmpty()) {
            throw new NotABatch("/visitors", "a list", visitorsFound);
        }
        EventBatch batch = new EventBatch(
                account.get(),
                project,
                revision,
                new EventBatch.Client(clientName, clientVersion),
                anonymizeIp,
                enrichDecisions,
                visitors);
        return new Decoded(batch, refused);
    }

    /** What is said of the whole batch refuses none of it: what is too long to mean anything is not kept. */
    private Optional<String> named() {
        return tokens.id().filter(it -> it.length() <= Screening.LONGEST_NAME);
    }

    private void visitors() throws NotABatch {
        var parser = tokens.parser;
        visitors = new ArrayList<>();
        refused = new ArrayList<>();
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            visitorsFound = tokens.found();
            parser.skipChildren();
            return;
        }
        visitorsFound = "";
        int kept = 0;
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            Optional<VisitorEvents> visitor = new VisitorDecoder(tokens, "/visitors/" + index, refused).read();
            visitor.ifPresent(visitors::add);
            kept += visitor.map(it -> it.events().size()).orElse(0);
            if (kept + refused.size() > MOST_EVENTS) {
                throw new NotABatch("/visitors", "at most " + MOST_EVENTS + " events", "more");
            }
        }
    }
}
