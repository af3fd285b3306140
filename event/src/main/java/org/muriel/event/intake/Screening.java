package org.muriel.event.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.muriel.event.Conversion;
import org.muriel.event.EventBatch;
import org.muriel.event.Exposure;
import org.muriel.event.RefusedEvent;
import org.muriel.event.RefusedEvent.Reason;
import org.muriel.event.VisitorAttribute;
import org.muriel.event.VisitorEvent;
import org.muriel.event.VisitorEvents;

/**
 * The rules that an event must keep, whichever dialect it came in. One that breaks a rule is refused by itself.
 *
 * @param kept the batch without what is refused
 */
public record Screening(EventBatch kept, List<RefusedEvent> refused) {
    /** Longest id of a visitor or session, in UTF-16 units: far above the uuids, mail addresses and hashes in use. */
    public static final int LONGEST_VISITOR_ID = 1024;

    /** Longest key, id or uuid. */
    public static final int LONGEST_NAME = RefusedEvent.LONGEST_UUID;

    /** Longest text of an attribute; no browser's name for itself comes near. */
    public static final int LONGEST_ATTRIBUTE = 4096;

    /** Most attributes of one visitor. */
    public static final int MOST_ATTRIBUTES = 500;

    /** Longest tags and longest properties of one event, as JSON. */
    public static final int LONGEST_TAGS = 32_768;

    /** Milliseconds since 1970 below this are seconds by mistake (SDK contract, 5.5): this is a day in 1973. */
    public static final long FIRST_TIME = 100_000_000_000L;

    /** How far a client's clock may be ahead of ours (SDK contract, 5.5). */
    public static final Duration MOST_AHEAD = Duration.ofDays(1);

    private record Fault(Reason reason, String detail) {}

    /**
     * @param now by the server's clock
     * @param botFiltering as in {@link org.muriel.experiment.project.Project#botFiltering()}
     */
    public static Screening of(EventBatch batch, Instant now, Optional<Boolean> botFiltering) {
        long latest = now.plus(MOST_AHEAD).toEpochMilli();
        List<VisitorEvents> visitors = new ArrayList<>(batch.visitors().size());
        List<RefusedEvent> refused = new ArrayList<>();
        for (VisitorEvents visitor : batch.visitors()) {
            Optional<Fault> fault = faultOf(visitor, botFiltering);
            List<VisitorEvent> events = new ArrayList<>(visitor.events().size());
            for (VisitorEvent event : visitor.events()) {
                fault.or(() -> faultOf(event, latest))
                        .ifPresentOrElse(it -> refused.add(refusal(it, visitor, event)), () -> events.add(event));
            }
            if (events.size() == visitor.events().size()) {
                visitors.add(visitor);
            } else if (!events.isEmpty()) {
                visitors.add(new VisitorEvents(visitor.visitorId(), visitor.sessionId(), visitor.attributes(), events));
            }
        }
        return new Screening(refused.isEmpty() ? batch : batch.with(visitors), List.copyOf(refused));
    }

    private static RefusedEvent refusal(Fault fault, VisitorEvents visitor, VisitorEvent event) {
        return new RefusedEvent(
                fault.reason(), Optional.of(visitor.visitorId()), Optional.of(event.uuid()), fault.detail());
    }

    private static Optional<Fault> faultOf(VisitorEvents visitor, Optional<Boolean> botFiltering) {
        if (visitor.visitorId().length() > LONGEST_VISITOR_ID) {
            return tooLong("visitor_id", LONGEST_VISITOR_ID, visitor.visitorId());
        }
        if (isLonger(visitor.sessionId(), LONGEST_VISITOR_ID)) {
            return tooLong("session_id", LONGEST_VISITOR_ID, visitor.sessionId().orElse(""));
        }
        if (visitor.attributes().size() > MOST_ATTRIBUTES) {
            return Optional.of(new Fault(
                    Reason.TOO_LARGE,
                    "attributes: expected at most " + MOST_ATTRIBUTES + ", found "
                            + visitor.attributes().size()));
        }
        for (VisitorAttribute attribute : visitor.attributes()) {
            if (attribute.key().length() > LONGEST_NAME || isLonger(attribute.id(), LONGEST_NAME)) {
                return tooLong("key of an attribute", LONGEST_NAME, attribute.key());
            }
            if (attribute.value() instanceof VisitorAttribute.Value.Text(String text)
                    && text.length() > LONGEST_ATTRIBUTE) {
                return tooLong("attribute " + attribute.key(), LONGEST_ATTRIBUTE, text);
            }
        }
        return Robots.isLeftOut(visitor.attributes(), botFiltering)
                ? Optional.of(new Fault(Reason.BOT, "$opt_user_agent: expected a person's, found a robot's"))
                : Optional.empty();
    }

    private static Optional<Fault> faultOf(VisitorEvent event, long latest) {
        if (event.uuid().length() > LONGEST_NAME) {
            return tooLong("uuid", LONGEST_NAME, event.uuid());
        }
        long at = event.at().toEpochMilli();
        if (at < FIRST_TIME) {
            return Optional.of(new Fault(
                    Reason.TIME_IN_SECONDS,
                    "timestamp: expected milliseconds since 1970, at least " + FIRST_TIME + ", found " + at));
        }
        if (at > latest) {
            return Optional.of(new Fault(
                    Reason.TIME_IN_FUTURE,
                    "timestamp: expected at most " + latest + ", a day ahead of the server's clock, found " + at));
        }
        return switch (event) {
            case Exposure exposure -> faultOf(exposure);
            case Conversion conversion -> faultOf(conversion);
        };
    }

    private static Optional<Fault> faultOf(Exposure exposure) {
        for (Optional<String> id : List.of(exposure.campaignId(), exposure.experimentId(), exposure.variationId())) {
            if (isLonger(id, LONGEST_NAME)) {
                return tooLong("id of a decision", LONGEST_NAME, id.orElse(""));
            }
        }
        if (exposure.flag().isPresent()) {
            Exposure.Flag flag = exposure.flag().get();
            for (String name : List.of(flag.key(), flag.ruleKey(), flag.ruleType(), flag.variationKey())) {
                if (name.length() > LONGEST_NAME) {
                    return tooLong("key in metadata", LONGEST_NAME, name);
                }
            }
            if (isLonger(flag.banditUuid(), LONGEST_NAME)) {
                return tooLong("cmab_uuid", LONGEST_NAME, flag.banditUuid().orElse(""));
            }
        }
        return Optional.empty();
    }

    private static Optional<Fault> faultOf(Conversion conversion) {
        if (conversion.key().length() > LONGEST_NAME) {
            return tooLong("key", LONGEST_NAME, conversion.key());
        }
        if (isLonger(conversion.eventId(), LONGEST_NAME)) {
            return tooLong("entity_id", LONGEST_NAME, conversion.eventId().orElse(""));
        }
        if (conversion.tags().length() > LONGEST_TAGS) {
            return tooLong("tags", LONGEST_TAGS, conversion.tags());
        }
        if (conversion.properties().length() > LONGEST_TAGS) {
            return tooLong("properties", LONGEST_TAGS, conversion.properties());
        }
        if (isOutOfRange(conversion.revenue())) {
            return outOfRange("revenue", Conversion.MOST_REVENUE);
        }
        if (isOutOfRange(conversion.quantity())) {
            return outOfRange("quantity", Conversion.MOST_REVENUE);
        }
        boolean fits = conversion.value().isEmpty()
                || Math.abs(conversion.value().getAsDouble()) <= Conversion.MOST_VALUE; // not so for NaN either
        return fits ? Optional.empty() : outOfRange("value", (long) Conversion.MOST_VALUE);
    }

    private static boolean isLonger(Optional<String> text, int longest) {
        return text.isPresent() && text.get().length() > longest;
    }

    private static boolean isOutOfRange(OptionalLong number) {
        return number.isPresent()
                && (number.getAsLong() > Conversion.MOST_REVENUE || number.getAsLong() < -Conversion.MOST_REVENUE);
    }

    private static Optional<Fault> tooLong(String what, int longest, String found) {
        return Optional.of(new Fault(
                Reason.TOO_LARGE, what + ": expected at most " + longest + " characters, found " + found.length()));
    }

    private static Optional<Fault> outOfRange(String what, long most) {
        return Optional.of(new Fault(
                Reason.NUMBER_OUT_OF_RANGE,
                what + ": expected at most " + most + " either side of zero, found a larger one"));
    }
}
