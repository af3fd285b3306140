package org.muriel.datafile;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.audience.AudienceTest;
import org.muriel.experiment.audience.AudienceTest.Value;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.audience.MatchType;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes audiences where the clients that can read them look (SDK contract, 1.6). Clients that predate typed
 * conditions know only texts that are equal; what they cannot read gets a placeholder for them, which holds for
 * nobody, and its real conditions among the typed ones.
 */
final class Audiences {
    private static final String NO_ATTRIBUTE = "$opt_dummy_attribute";

    /** Holds for nobody, also where a missing attribute counts as unknown. */
    private static final String PLACEHOLDER = "[\"or\",{\"match\":\"exact\",\"name\":\"" + NO_ATTRIBUTE
            + "\",\"type\":\"custom_attribute\",\"value\":\"$opt_dummy_value\"}]";

    /** Beyond it every client calls a number unknown (SDK contract, 3.5), and one cannot even read a longer integer. */
    private static final BigDecimal LAST_INTEGER = BigDecimal.valueOf(1L << 53);

    private final JsonFactory json;
    private final JsonGenerator out;
    private final List<Audience> audiences;
    private final LongFunction<String> attributeKeys;

    /** @param attributeKeys id of an attribute → its key */
    Audiences(JsonFactory json, JsonGenerator out, List<Audience> audiences, LongFunction<String> attributeKeys) {
        this.json = json;
        this.out = out;
        this.audiences = audiences;
        this.attributeKeys = attributeKeys;
    }

    void write() {
        out.writeArrayPropertyStart("audiences");
        for (Audience audience : audiences) {
            begin(audience);
            out.writeStringProperty("conditions", isLegacy(audience) ? text(audience) : PLACEHOLDER);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayPropertyStart("typedAudiences");
        for (Audience audience : audiences) {
            if (!isLegacy(audience)) {
                begin(audience);
                out.writeName("conditions");
                conditions(audience, out);
                out.writeEndObject();
            }
        }
        out.writeEndArray();
    }

    private void begin(Audience audience) {
        out.writeStartObject();
        out.writeStringProperty("id", Long.toString(audience.id()));
        out.writeStringProperty("name", audience.name().orElse(Long.toString(audience.id())));
    }

    private static boolean isLegacy(Audience audience) {
        List<AudienceTest> tests = new ArrayList<>();
        audience.conditions().ifPresent(it -> it.forEachLeaf(tests::add));
        return !tests.isEmpty() && tests.stream().allMatch(Audiences::isLegacy);
    }

    private static boolean isLegacy(AudienceTest test) {
        return test instanceof AudienceTest.OfAttribute ofAttribute
                && Set.of(MatchType.EXACT, MatchType.LEGACY)
                        .contains(ofAttribute.match().orElse(MatchType.EXACT))
                && ofAttribute.value().filter(Value.Text.class::isInstance).isPresent();
    }

    private String text(Audience audience) {
        StringWriter text = new StringWriter();
        try (JsonGenerator inner = json.createGenerator(ObjectWriteContext.empty(), text)) {
            conditions(audience, inner);
        }
        return text.toString();
    }

    private void conditions(Audience audience, JsonGenerator to) {
        if (audience.conditions().isPresent()) {
            tree(audience.conditions().get(), to, test -> test(test, to));
        } else {
            everybody(to);
        }
    }

    /** A list of conditions may not be empty, so everybody is who has no attribute that nobody has. */
    private static void everybody(JsonGenerator to) {
        to.writeStartArray();
        to.writeString("not");
        to.writeStartObject();
        to.writeStringProperty("match", "exists");
        to.writeStringProperty("name", NO_ATTRIBUTE);
        to.writeStringProperty("type", "custom_attribute");
        to.writeEndObject();
        to.writeEndArray();
    }

    /** A tree whose root is a list that begins with its operator: no client misunderstands this form. */
    static <T> void tree(Condition<T> tree, JsonGenerator to, Consumer<T> leaf) {
        switch (tree) {
            case Condition.Leaf<T> _ -> operator("or", List.of(tree), to, leaf);
            case Condition.And<T>(List<Condition<T>> operands) -> operator("and", operands, to, leaf);
            case Condition.Or<T>(List<Condition<T>> operands) -> operator("or", operands, to, leaf);
            case Condition.Not<T>(Condition<T> operand) -> operator("not", List.of(operand), to, leaf);
        }
    }

    private static <T> void operator(String word, List<Condition<T>> operands, JsonGenerator to, Consumer<T> leaf) {
        to.writeStartArray();
        to.writeString(word);
        for (Condition<T> operand : operands) {
            if (operand instanceof Condition.Leaf<T>(T test)) {
                leaf.accept(test);
            } else {
                tree(operand, to, leaf);
            }
        }
        to.writeEndArray();
    }

    private void test(AudienceTest test, JsonGenerator to) {
        to.writeStartObject();
        switch (test) {
            case AudienceTest.OfAttribute ofAttribute -> {
                MatchType match = ofAttribute.match().orElse(MatchType.EXACT);
                if (match != MatchType.LEGACY) {
                    to.writeStringProperty("match", match.name().toLowerCase(Locale.ROOT));
                }
                to.writeStringProperty("name", attributeKeys.apply(ofAttribute.attributeId()));
                to.writeStringProperty("type", "custom_attribute");
                ofAttribute.value().ifPresent(it -> value(it, to));
            }
            // any unknown type is unknown to every client, which is what a browser's test is outside of browsers
            case AudienceTest.OfBrowser _ -> {
                to.writeStringProperty("match", "exact");
                to.writeStringProperty("name", "browser");
                to.writeStringProperty("type", "browser");
            }
        }
        to.writeEndObject();
    }

    private static void value(Value value, JsonGenerator to) {
        switch (value) {
            case Value.Text(String text) -> to.writeStringProperty("value", text);
            case Value.Truth(boolean truth) -> to.writeBooleanProperty("value", truth);
            case Value.Numeric(BigDecimal number) -> number(number, to);
            // null is not the same as absent to the Java SDK's parsers
            case Value.Nothing() -> {}
        }
    }

    private static void number(BigDecimal number, JsonGenerator to) {
        boolean isInteger = number.abs().compareTo(LAST_INTEGER) <= 0
                && number.remainder(BigDecimal.ONE).signum() == 0;
        if (isInteger) {
            to.writeNumberProperty("value", number.longValueExact());
        } else {
            double nearest = number.doubleValue();
            to.writeNumberProperty("value", Math.clamp(nearest, -Double.MAX_VALUE, Double.MAX_VALUE));
        }
    }
}
