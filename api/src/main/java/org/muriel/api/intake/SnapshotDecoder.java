package org.muriel.api.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.muriel.event.Conversion;
import org.muriel.event.Exposure;
import org.muriel.event.RefusedEvent;
import org.muriel.event.RefusedEvent.Reason;
import org.muriel.event.VisitorEvent;
import tools.jackson.core.JsonToken;

/**
 * Reads one snapshot: decisions and events that happened together. A decision has neither time nor uuid of its own; it
 * takes those of an event beside it (SDK contract, 5.1).
 */
final class SnapshotDecoder {
    /** The event that announces decisions. */
    private static final String ACTIVATED = "campaign_activated";

    private final Tokens tokens;
    private final String at;
    private List<Happening> events = new ArrayList<>(1);
    private List<Choice> decisions = new ArrayList<>(1);
    private @Nullable Fault fault;

    SnapshotDecoder(Tokens tokens, String at) {
        this.tokens = tokens;
        this.at = at;
    }

    /** What was wrong first with an element; nothing of an element with a fault is kept. */
    private record Fault(String at, String expected, String found) {
        String detail() {
            return at + ": expected " + expected + ", found " + found;
        }
    }

    /** An element of {@code events}. */
    private static final class Happening {
        private Optional<String> uuid = Optional.empty();
        private Optional<Instant> time = Optional.empty();
        private String key = "";
        private Optional<String> entityId = Optional.empty();
        private OptionalLong revenue = OptionalLong.empty();
        private OptionalDouble value = OptionalDouble.empty();
        private OptionalLong quantity = OptionalLong.empty();
        private String tags = "{}";
        private String properties = "{}";
        private @Nullable Fault fault;

        /** How many took its uuid. */
        private int users;

        boolean announces() {
            return key.equals(ACTIVATED);
        }
    }

    /** An element of {@code decisions}. */
    private static final class Choice {
        private Optional<String> campaign = Optional.empty();
        private Optional<String> experiment = Optional.empty();
        private Optional<String> variation = Optional.empty();
        private boolean holdback;
        private Optional<Exposure.Flag> flag = Optional.empty();
        private @Nullable Fault fault;
    }

    record Result(List<VisitorEvent> events, List<Refused> refused) {}

    /** A refusal without its visitor, who may be named later. */
    record Refused(Optional<String> uuid, String detail) {
        RefusedEvent of(Optional<String> visitorId) {
            return new RefusedEvent(Reason.MALFORMED, visitorId, uuid, detail);
        }
    }

    Result read() {
        var parser = tokens.parser;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            String found = tokens.found();
            parser.skipChildren();
            return refusedAsAWhole(new Fault(at, "an object", found));
        }
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            switch (name) {
                case "events" -> events = list(name, this::event);
                case "decisions" -> decisions = list(name, this::decision);
                default -> parser.skipChildren();
            }
        }
        return fault != null ? refusedAsAWhole(fault) : joined();
    }

    private static Result refusedAsAWhole(Fault fault) {
        return new Result(List.of(), List.of(new Refused(Optional.empty(), fault.detail())));
    }

    private interface Element<T> {
        T read(String at);
    }

    private <T> List<T> list(String name, Element<T> element) {
        List<T> elements = new ArrayList<>(1);
        var parser = tokens.parser;
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                elements.add(element.read(at + "/" + name + "/" + i));
            }
        } else if (!tokens.isNull()) {
            fault = new Fault(at + "/" + name, "a list", tokens.found());
            parser.skipChildren();
        }
        return elements;
    }

    private Happening event(String place) {
        Happening event = new Happening();
        var parser = tokens.parser;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            event.fault = new Fault(place, "an object", tokens.found());
            parser.skipChildren();
            return event;
        }
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            if (tokens.isNull()) {
                continue;
            }
            String found = tokens.found();
            boolean read = member(event, name);
            if (!read && event.fault == null) {
                event.fault = new Fault(place + "/" + name, expected(name), found);
            }
        }
        if (event.fault == null) {
            event.fault = missing(place, event);
        }
        return event;
    }

    /** @return whether the member is of its type */
    private boolean member(Happening event, String name) {
        return switch (name) {
            case "uuid" -> {
                Optional<String> uuid = tokens.text();
                event.uuid = uuid.filter(it -> !it.isEmpty());
                yield uuid.isPresent();
            }
            case "timestamp" -> {
                OptionalLong millis = tokens.wholeNumber();
                event.time =
                        millis.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis.getAsLong()));
                yield event.time.isPresent();
            }
            case "key" -> {
                Optional<String> key = tokens.text();
                event.key = key.orElse("");
                yield key.isPresent();
            }
            case "entity_id" -> {
                Optional<String> id = tokens.text();
                event.entityId = id.filter(it -> !it.isEmpty());
                yield id.isPresent();
            }
            case "revenue" -> {
                event.revenue = tokens.wholeNumber();
                yield event.revenue.isPresent();
            }
            case "value" -> {
                event.value = tokens.number();
                yield event.value.isPresent();
            }
            case "quantity" -> {
                event.quantity = tokens.wholeNumber();
                yield event.quantity.isPresent();
            }
            case "tags" -> {
                Optional<String> tags = tokens.object();
                event.tags = tags.orElse("{}");
                yield tags.isPresent();
            }
            case "properties" -> {
                Optional<String> properties = tokens.object();
                event.properties = properties.orElse("{}");
                yield properties.isPresent();
            }
            default -> {
                tokens.parser.skipChildren();
                yield true;
            }
        };
    }

    private static @Nullable Fault missing(String place, Happening event) {
        if (event.uuid.isEmpty()) {
            return new Fault(place + "/uuid", expected("uuid"), "nothing");
        }
        if (event.time.isEmpty()) {
            return new Fault(place + "/timestamp", expected("timestamp"), "nothing");
        }
        return event.key.isEmpty() ? new Fault(place + "/key", expected("key"), "nothing") : null;
    }

    private static String expected(String name) {
        return switch (name) {
            case "timestamp", "revenue", "quantity" -> "a whole number";
            case "value" -> "a number";
            case "tags", "properties" -> "an object";
            default -> "text";
        };
    }

    private Choice decision(String place) {
        Choice decision = new Choice();
        var parser = tokens.parser;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            decision.fault = new Fault(place, "an object", tokens.found());
            parser.skipChildren();
            return decision;
        }
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            switch (name) {
                case "campaign_id" -> decision.campaign = id(decision, place, name);
                case "experiment_id" -> decision.experiment = id(decision, place, name);
                case "variation_id" -> decision.variation = id(decision, place, name);
                case "is_campaign_holdback" ->
                    decision.holdback = tokens.truth().orElse(false);
                case "metadata" -> decision.flag = flag();
                default -> parser.skipChildren();
            }
        }
        return decision;
    }

    /** Absent, null and empty mean that there is none; anything that cannot be an id is a fault of the decision. */
    private Optional<String> id(Choice decision, String place, String name) {
        if (tokens.isNull()) {
            return Optional.empty();
        }
        String found = tokens.found();
        Optional<String> id = tokens.text();
        if (id.isEmpty() && decision.fault == null) {
            decision.fault = new Fault(place + "/" + name, expected(name), found);
        }
        return id.filter(it -> !it.isEmpty());
    }

    private Optional<Exposure.Flag> flag() {
        var parser = tokens.parser;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return Optional.empty();
        }
        String key = "";
        String ruleKey = "";
        String ruleType = "";
        String variationKey = "";
        boolean enabled = false;
        Optional<String> banditUuid = Optional.empty();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            switch (name) {
                case "flag_key" -> key = tokens.text().orElse("");
                case "rule_key" -> ruleKey = tokens.text().orElse("");
                case "rule_type" -> ruleType = tokens.text().orElse("");
                case "variation_key" -> variationKey = tokens.text().orElse("");
                case "enabled" -> enabled = tokens.truth().orElse(false);
                case "cmab_uuid" -> banditUuid = tokens.id();
                default -> parser.skipChildren();
            }
        }
        return Optional.of(new Exposure.Flag(key, ruleKey, ruleType, variationKey, enabled, banditUuid));
    }

    private Result joined() {
        List<VisitorEvent> kept = new ArrayList<>(decisions.size() + events.size());
        List<Refused> refused = new ArrayList<>(0);
        for (Choice decision : decisions) {
            Optional<Happening> announcement = announcement(decision);
            Fault why = decision.fault != null
                    ? decision.fault
                    : announcement.map(it -> it.fault).orElse(null);
            if (announcement.isEmpty() || why != null) {
                announcement.ifPresent(it -> it.users++);
                refused.add(new Refused(
                        announcement.flatMap(it -> it.uuid),
                        why != null ? why.detail() : new Fault(at + "/events", "an event", "none").detail()));
            } else {
                kept.add(exposure(decision, announcement.get()));
            }
        }
        for (Happening event : events) {
            if (event.fault != null) {
                // with a decision it was refused above, and is not counted twice
                if (event.users == 0) {
                    refused.add(new Refused(event.uuid, event.fault.detail()));
                }
            } else if (!event.announces()) {
                kept.add(conversion(event));
            } else if (event.users == 0) {
                refused.add(new Refused(
                        event.uuid, new Fault(at + "/decisions", "the decision it announces", "none").detail()));
            }
        }
        return new Result(kept, refused);
    }

    private Optional<Happening> announcement(Choice decision) {
        Happening first = null;
        for (Happening event : events) {
            if (event.announces()) {
                if (event.entityId.isPresent() && event.entityId.equals(decision.campaign)) {
                    return Optional.of(event);
                }
                first = first == null ? event : first;
            }
        }
        return Optional.ofNullable(first).or(() -> events.stream().findFirst());
    }

    private static Exposure exposure(Choice decision, Happening event) {
        event.users++;
        return new Exposure(
                event.uuid.orElseThrow(),
                event.time.orElseThrow(),
                decision.campaign,
                decision.experiment,
                decision.variation,
                decision.holdback,
                decision.flag);
    }

    private static Conversion conversion(Happening event) {
        return new Conversion(
                event.uuid.orElseThrow(),
                event.time.orElseThrow(),
                event.key,
                event.entityId,
                event.revenue,
                event.value,
                event.quantity,
                event.tags,
                event.properties);
    }
}
