package org.muriel.api.decision;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.muriel.api.json.Json;
import org.muriel.api.json.Values;
import org.muriel.decision.Decision;
import org.muriel.decision.Ruleset;
import org.muriel.decision.Visitor;
import org.muriel.decision.datafile.Datafile;
import org.muriel.event.Conversion;
import org.muriel.event.EventBatch;
import org.muriel.event.EventIntake;
import org.muriel.event.Exposure;
import org.muriel.event.VisitorAttribute;
import org.muriel.event.VisitorEvent;
import org.muriel.event.VisitorEvents;

/**
 * Hands what visitors saw and did here to the intake, as an SDK would have sent it (SDK contract, 5.1). What it was
 * given is durable when it returns. Thread-safe.
 */
public final class Reporting {
    private static final String BOT_FILTERING = "$opt_bot_filtering";
    private static final String RESERVED = "$opt_";

    private final EventIntake intake;
    private final EventBatch.Client client;
    private final InstantSource clock;
    private final Supplier<UUID> uuids;

    /** @param client what these events say they come from */
    public Reporting(EventIntake intake, EventBatch.Client client, InstantSource clock, Supplier<UUID> uuids) {
        this.intake = intake;
        this.client = client;
        this.clock = clock;
        this.uuids = uuids;
    }

    /** Reports decisions that one visitor was shown; nothing when there are none. */
    public void exposures(Ruleset ruleset, Visitor visitor, List<Decision> decisions) {
        if (!decisions.isEmpty()) {
            Instant now = clock.instant();
            List<VisitorEvent> events = new ArrayList<>(decisions.size());
            decisions.forEach(it -> events.add(exposure(it, now)));
            accept(ruleset, visitor, events);
        }
    }

    private Exposure exposure(Decision decision, Instant now) {
        return new Exposure(
                uuids.get().toString(),
                now,
                decision.campaignId(),
                decision.ruleId(),
                decision.variationId(),
                false,
                Optional.of(new Exposure.Flag(
                        decision.flagKey(),
                        decision.ruleKey().orElse(""),
                        decision.source().word(),
                        decision.variationKey().orElse(""),
                        decision.enabled(),
                        decision.predictionId())));
    }

    /**
     * Reports what a visitor did.
     *
     * @param tags as given; revenue and value are taken from those of that name, if they are numbers
     */
    public void conversion(Ruleset ruleset, Visitor visitor, Datafile.Event event, Map<String, Object> tags) {
        accept(
                ruleset,
                visitor,
                List.of(new Conversion(
                        uuids.get().toString(),
                        clock.instant(),
                        event.key(),
                        Optional.of(event.id()),
                        revenue(tags),
                        value(tags),
                        OptionalLong.empty(),
                        Json.spaced(Values.object(tags)),
                        "{}")));
    }

    /** In hundredths of a currency unit: the whole part of the tag. */
    public static OptionalLong revenue(Map<String, Object> tags) {
        return tags.get("revenue") instanceof Number number
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
    }

    public static OptionalDouble value(Map<String, Object> tags) {
        return tags.get("value") instanceof Number number && Double.isFinite(number.doubleValue())
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    private void accept(Ruleset ruleset, Visitor visitor, List<VisitorEvent> events) {
        Datafile datafile = ruleset.datafile();
        intake.accept(new EventBatch(
                datafile.accountId(),
                Optional.of(datafile.projectId()),
                Optional.of(datafile.revision()),
                client,
                datafile.anonymizeIp(),
                true,
                List.of(new VisitorEvents(visitor.id(), Optional.empty(), attributes(ruleset, visitor), events))));
    }

    /** Those that the datafile knows, and reserved ones. */
    public static List<VisitorAttribute> attributes(Ruleset ruleset, Visitor visitor) {
        List<VisitorAttribute> attributes = new ArrayList<>();
        visitor.attributes()
                .forEach((key, value) -> id(ruleset, key)
                        .ifPresent(id -> told(value)
                                .ifPresent(it -> attributes.add(new VisitorAttribute(Optional.of(id), key, it)))));
        ruleset.datafile()
                .botFiltering()
                .ifPresent(it -> attributes.add(new VisitorAttribute(
                        Optional.of(BOT_FILTERING), BOT_FILTERING, new VisitorAttribute.Value.Truth(it))));
        return attributes;
    }

    private static Optional<String> id(Ruleset ruleset, String key) {
        return key.startsWith(RESERVED)
                ? Optional.of(key)
                : ruleset.attribute(key).map(Datafile.Attribute::id);
    }

    private static Optional<VisitorAttribute.Value> told(Object value) {
        return switch (value) {
            case String text -> Optional.of(new VisitorAttribute.Value.Text(text));
            case Boolean truth -> Optional.of(new VisitorAttribute.Value.Truth(truth));
            case Number number
            when Double.isFinite(number.doubleValue()) ->
                Optional.of(new VisitorAttribute.Value.Numeric(number.doubleValue()));
            default -> Optional.empty();
        };
    }
}
