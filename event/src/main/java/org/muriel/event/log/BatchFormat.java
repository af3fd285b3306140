package org.muriel.event.log;

import java.time.Instant;
import java.util.ArrayList;
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

/**
 * A batch as logs keep it. It begins with the version of the format; a version, once released, is read for ever.
 * Times keep their milliseconds; of text that is not Unicode, as half a surrogate pair, a question mark is kept.
 */
public final class BatchFormat {
    private static final int VERSION = 1;

    private static final int EXPOSURE = 0;
    private static final int CONVERSION = 1;

    private static final int TEXT = 0;
    private static final int NUMERIC = 1;
    private static final int FALSE = 2;
    private static final int TRUE = 3;

    /** What an event of usual size takes, with its share of attributes. */
    private static final int EXPECTED_EVENT_BYTES = 384;

    private BatchFormat() {}

    public static byte[] write(EventBatch batch) {
        Bytes.Writer out =
                new Bytes.Writer(256 + EXPECTED_EVENT_BYTES * batch.visitors().size());
        out.octet(VERSION);
        out.text(batch.accountId());
        out.text(batch.projectId());
        out.text(batch.revision());
        out.text(batch.client().name());
        out.text(batch.client().version());
        out.truth(batch.anonymizeIp());
        out.truth(batch.enrichDecisions());
        out.number(batch.visitors().size());
        for (VisitorEvents visitor : batch.visitors()) {
            write(out, visitor);
        }
        return out.written();
    }

    /** @throws IllegalArgumentException when these are not the bytes of a batch */
    public static EventBatch read(byte[] bytes) {
        Bytes.Reader in = new Bytes.Reader(bytes);
        try {
            int version = in.octet();
            if (version != VERSION) {
                throw new IllegalArgumentException("version of the batch: expected " + VERSION + ", found " + version);
            }
            EventBatch batch = new EventBatch(
                    in.text(),
                    in.optionalText(),
                    in.optionalText(),
                    new EventBatch.Client(in.optionalText(), in.optionalText()),
                    in.truth(),
                    in.truth(),
                    visitors(in));
            if (!in.isAtEnd()) {
                throw new IllegalArgumentException("bytes follow the batch");
            }
            return batch;
        } catch (IndexOutOfBoundsException | ArithmeticException | NegativeArraySizeException e) {
            throw new IllegalArgumentException("the batch is cut short or altered", e);
        }
    }

    private static void write(Bytes.Writer out, VisitorEvents visitor) {
        out.text(visitor.visitorId());
        out.text(visitor.sessionId());
        out.number(visitor.attributes().size());
        for (VisitorAttribute attribute : visitor.attributes()) {
            out.text(attribute.id());
            out.text(attribute.key());
            switch (attribute.value()) {
                case VisitorAttribute.Value.Text(String text) -> {
                    out.octet(TEXT);
                    out.text(text);
                }
                case VisitorAttribute.Value.Numeric(double number) -> {
                    out.octet(NUMERIC);
                    out.fraction(number);
                }
                case VisitorAttribute.Value.Truth(boolean truth) -> out.octet(truth ? TRUE : FALSE);
            }
        }
        out.number(visitor.events().size());
        for (VisitorEvent event : visitor.events()) {
            switch (event) {
                case Exposure exposure -> write(out, exposure);
                case Conversion conversion -> write(out, conversion);
            }
        }
    }

    private static void write(Bytes.Writer out, Exposure exposure) {
        out.octet(EXPOSURE);
        out.text(exposure.uuid());
        out.signed(exposure.at().toEpochMilli());
        out.text(exposure.campaignId());
        out.text(exposure.experimentId());
        out.text(exposure.variationId());
        out.truth(exposure.holdback());
        out.truth(exposure.flag().isPresent());
        exposure.flag().ifPresent(flag -> {
            out.text(flag.key());
            out.text(flag.ruleKey());
            out.text(flag.ruleType());
            out.text(flag.variationKey());
            out.truth(flag.enabled());
            out.text(flag.banditUuid());
        });
    }

    private static void write(Bytes.Writer out, Conversion conversion) {
        out.octet(CONVERSION);
        out.text(conversion.uuid());
        out.signed(conversion.at().toEpochMilli());
        out.text(conversion.key());
        out.text(conversion.eventId());
        write(out, conversion.revenue());
        out.truth(conversion.value().isPresent());
        conversion.value().ifPresent(out::fraction);
        write(out, conversion.quantity());
        out.text(conversion.tags());
        out.text(conversion.properties());
    }

    private static void write(Bytes.Writer out, OptionalLong number) {
        out.truth(number.isPresent());
        number.ifPresent(out::signed);
    }

    private static List<VisitorEvents> visitors(Bytes.Reader in) {
        int count = in.count();
        List<VisitorEvents> visitors = new ArrayList<>(Math.min(count, 1000));
        for (int i = 0; i < count; i++) {
            visitors.add(new VisitorEvents(in.text(), in.optionalText(), attributes(in), events(in)));
        }
        return visitors;
    }

    private static List<VisitorAttribute> attributes(Bytes.Reader in) {
        int count = in.count();
        List<VisitorAttribute> attributes = new ArrayList<>(Math.min(count, 1000));
        for (int i = 0; i < count; i++) {
            attributes.add(new VisitorAttribute(in.optionalText(), in.text(), value(in)));
        }
        return attributes;
    }

    private static VisitorAttribute.Value value(Bytes.Reader in) {
        int type = in.octet();
        return switch (type) {
            case TEXT -> new VisitorAttribute.Value.Text(in.text());
            case NUMERIC -> new VisitorAttribute.Value.Numeric(in.fraction());
            case FALSE -> new VisitorAttribute.Value.Truth(false);
            case TRUE -> new VisitorAttribute.Value.Truth(true);
            default -> throw new IllegalArgumentException("no attribute has type " + type);
        };
    }

    private static List<VisitorEvent> events(Bytes.Reader in) {
        int count = in.count();
        List<VisitorEvent> events = new ArrayList<>(Math.min(count, 1000));
        for (int i = 0; i < count; i++) {
            int type = in.octet();
            events.add(
                    switch (type) {
                        case EXPOSURE -> exposure(in);
                        case CONVERSION -> conversion(in);
                        default -> throw new IllegalArgumentException("no event has type " + type);
                    });
        }
        return events;
    }

    private static Exposure exposure(Bytes.Reader in) {
        return new Exposure(
                in.text(),
                Instant.ofEpochMilli(in.signed()),
                in.optionalText(),
                in.optionalText(),
                in.optionalText(),
                in.truth(),
                in.truth()
                        ? Optional.of(new Exposure.Flag(
                                in.text(), in.text(), in.text(), in.text(), in.truth(), in.optionalText()))
                        : Optional.empty());
    }

    private static Conversion conversion(Bytes.Reader in) {
        return new Conversion(
                in.text(),
                Instant.ofEpochMilli(in.signed()),
                in.text(),
                in.optionalText(),
                number(in),
                in.truth() ? OptionalDouble.of(in.fraction()) : OptionalDouble.empty(),
                number(in),
                in.text(),
                in.text());
    }

    private static OptionalLong number(Bytes.Reader in) {
        return in.truth() ? OptionalLong.of(in.signed()) : OptionalLong.empty();
    }
}
