package org.muriel.api.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muriel.event.RefusedEvent;
import org.muriel.event.RefusedEvent.Reason;
import org.muriel.event.VisitorAttribute;
import org.muriel.event.VisitorAttribute.Value;
import org.muriel.event.VisitorEvent;
import org.muriel.event.VisitorEvents;
import tools.jackson.core.JsonToken;

/** Reads one element of {@code visitors}. */
final class VisitorDecoder {
    /** With which a truth value or a number that is sent as text may begin (SDK contract, 5.1). */
    private static final String TYPED_TEXT = "\uE000";

    private final Tokens tokens;
    private final String at;
    private final List<RefusedEvent> refused;
    private Optional<String> visitorId = Optional.empty();
    private Optional<String> sessionId = Optional.empty();
    private List<VisitorAttribute> attributes = new ArrayList<>();
    private List<SnapshotDecoder.Result> snapshots = new ArrayList<>(1);
    private String visitorIdFound = "nothing";
    private String snapshotsFound = "nothing";

    /** @param refused to which the events that cannot be read are added */
    VisitorDecoder(Tokens tokens, String at, List<RefusedEvent> refused) {
        this.tokens = tokens;
        this.at = at;
        this.refused = refused;
    }

    /** @return nothing when no event of it can be kept */
    Optional<VisitorEvents> read() {
        var parser = tokens.parser;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            String found = tokens.found();
            parser.skipChildren();
            return refuseOne(at + ": expected an object, found " + found);
        }
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            switch (name) {
                case "visitor_id" -> {
                    visitorIdFound = tokens.found();
                    visitorId = tokens.text();
                }
                case "session_id" -> sessionId = tokens.id();
                case "attributes" -> attributes();
                case "snapshots" -> snapshots();
                default -> parser.skipChildren();
            }
        }
        if (!snapshotsFound.isEmpty()) {
            return refuseOne(at + "/snapshots: expected a list, found " + snapshotsFound);
        }
        return visitorId.isEmpty() ? refuseAll() : kept(visitorId.get());
    }

    private Optional<VisitorEvents> kept(String id) {
        List<VisitorEvent> events = snapshots.size() == 1 ? snapshots.getFirst().events() : new ArrayList<>();
        for (SnapshotDecoder.Result snapshot : snapshots) {
            if (snapshots.size() > 1) {
                events.addAll(snapshot.events());
            }
            snapshot.refused().forEach(it -> refused.add(it.of(visitorId)));
        }
        return events.isEmpty() ? Optional.empty() : Optional.of(new VisitorEvents(id, sessionId, attributes, events));
    }

    private Optional<VisitorEvents> refuseOne(String detail) {
        refused.add(new RefusedEvent(Reason.MALFORMED, visitorId, Optional.empty(), detail));
        return Optional.empty();
    }

    private Optional<VisitorEvents> refuseAll() {
        String detail = at + "/visitor_id: expected text, found " + visitorIdFound;
        for (SnapshotDecoder.Result snapshot : snapshots) {
            snapshot.events()
                    .forEach(it -> refused.add(
                            new RefusedEvent(Reason.MALFORMED, Optional.empty(), Optional.of(it.uuid()), detail)));
            snapshot.refused().forEach(it -> refused.add(it.of(Optional.empty())));
        }
        return Optional.empty();
    }

    private void snapshots() {
        var parser = tokens.parser;
        snapshots = new ArrayList<>(1);
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            snapshotsFound = tokens.found();
            parser.skipChildren();
            return;
        }
        snapshotsFound = "";
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            snapshots.add(new SnapshotDecoder(tokens, at + "/snapshots/" + i).read());
        }
    }

    /** One that makes no sense is left out, and takes nothing with it: no client is known to send such. */
    private void attributes() {
        var parser = tokens.parser;
        attributes = new ArrayList<>();
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                attribute().ifPresent(attributes::add);
            } else {
                parser.skipChildren();
            }
        }
    }

    private Optional<VisitorAttribute> attribute() {
        var parser = tokens.parser;
        Optional<String> id = Optional.empty();
        Optional<String> key = Optional.empty();
        Optional<Value> value = Optional.empty();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            switch (name) {
                case "entity_id" -> id = tokens.id();
                case "key" -> key = tokens.id();
                case "value" -> value = value();
                default -> parser.skipChildren();
            }
        }
        Optional<String> name = key.isPresent() ? key : id;
        return name.isEmpty() || value.isEmpty()
                ? Optional.empty()
                : Optional.of(new VisitorAttribute(id, name.get(), value.get()));
    }

    private Optional<Value> value() {
        return switch (tokens.parser.currentToken()) {
            case VALUE_STRING -> Optional.of(typed(tokens.parser.getString()));
            case VALUE_TRUE -> Optional.of(new Value.Truth(true));
            case VALUE_FALSE -> Optional.of(new Value.Truth(false));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> numeric(tokens.parser.getString());
            default -> {
                tokens.parser.skipChildren();
                yield Optional.empty();
            }
        };
    }

    private static Value typed(String text) {
        if (!text.startsWith(TYPED_TEXT)) {
            return new Value.Text(text);
        }
        String rest = text.substring(TYPED_TEXT.length());
        return switch (rest) {
            case "true" -> new Value.Truth(true);
            case "false" -> new Value.Truth(false);
            default -> {
                try {
                    yield numeric(rest).orElseGet(() -> new Value.Text(rest));
                } catch (NumberFormatException e) {
                    yield new Value.Text(rest);
                }
            }
        };
    }

    private static Optional<Value> numeric(String digits) {
        double number = Double.parseDouble(digits);
        return Double.isFinite(number) ? Optional.of(new Value.Numeric(number)) : Optional.empty();
    }
}
