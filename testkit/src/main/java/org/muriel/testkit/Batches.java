package org.muriel.testkit;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.muriel.event.Conversion;
import org.muriel.event.EventBatch;
import org.muriel.event.Exposure;
import org.muriel.event.VisitorAttribute;
import org.muriel.event.VisitorEvent;
import org.muriel.event.VisitorEvents;

/** Events for tests: every call makes the same ones. */
public final class Batches {
    /** When they happened. */
    public static final Instant HAPPENED = Instant.parse("2026-03-01T12:00:00.123Z");

    private Batches() {}

    public static EventBatch aBatch(VisitorEvents... visitors) {
        return new EventBatch(
                "10000000001",
                Optional.of("10000000002"),
                Optional.of("7"),
                EventBatch.Client.of("java-sdk", "4.2.2"),
                true,
                true,
                Arrays.asList(visitors));
    }

    public static VisitorEvents visitor(String visitorId, VisitorEvent... events) {
        return new VisitorEvents(visitorId, Optional.empty(), List.of(), Arrays.asList(events));
    }

    public static Exposure exposure(String uuid) {
        return new Exposure(
                uuid,
                HAPPENED,
                Optional.of("300"),
                Optional.of("301"),
                Optional.of("302"),
                false,
                Optional.of(new Exposure.Flag("checkout", "rule", "experiment", "green", true, Optional.empty())));
    }

    public static Conversion conversion(String uuid) {
        return new Conversion(
                uuid,
                HAPPENED,
                "purchase",
                Optional.of("400"),
                OptionalLong.of(1999),
                OptionalDouble.of(0.5),
                OptionalLong.empty(),
                "{\"revenue\":1999,\"value\":0.5}",
                "{}");
    }

    /** A batch in which every member is present, absent, odd or extreme at least once. */
    public static EventBatch everything() {
        return new EventBatch(
                "10000000001",
                Optional.empty(),
                Optional.empty(),
                new EventBatch.Client(Optional.empty(), Optional.of("")),
                false,
                false,
                List.of(
                        new VisitorEvents("", Optional.of("session"), List.of(), List.of()),
                        new VisitorEvents(
                                "zoë 日本 \uD83D\uDE00",
                                Optional.empty(),
                                List.of(
                                        attribute("plan", new VisitorAttribute.Value.Text("pro\u0000\n")),
                                        attribute("age", new VisitorAttribute.Value.Numeric(-0.1)),
                                        attribute("vip", new VisitorAttribute.Value.Truth(true)),
                                        new VisitorAttribute(
                                                Optional.empty(),
                                                "$opt_bot_filtering",
                                                new VisitorAttribute.Value.Truth(false))),
                                List.of(
                                        exposure("a"),
                                        new Exposure(
                                                "b",
                                                Instant.ofEpochMilli(-1),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                true,
                                                Optional.empty()),
                                        conversion("c"),
                                        new Conversion(
                                                "d",
                                                Instant.ofEpochMilli(Long.MAX_VALUE / 2),
                                                "",
                                                Optional.empty(),
                                                OptionalLong.of(Long.MIN_VALUE),
                                                OptionalDouble.of(Double.MIN_VALUE),
                                                OptionalLong.of(-1),
                                                "{}",
                                                "{\"a\":[1,2,{}]}")))));
    }

    private static VisitorAttribute attribute(String key, VisitorAttribute.Value value) {
        return new VisitorAttribute(Optional.of("50" + key.length()), key, value);
    }
}
