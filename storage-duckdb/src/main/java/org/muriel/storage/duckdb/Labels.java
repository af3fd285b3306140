package org.muriel.storage.duckdb;

import java.math.BigDecimal;
import java.util.List;
import org.muriel.event.VisitorAttribute;
import org.muriel.event.VisitorAttribute.Value;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Names with values in one text that SQL can look into with the words every engine has: each is the separator, the
 * name, the mark, the value; the separator ends the text. Without any it is empty. Either character within a name or
 * value, where nobody has reason to put one, becomes a space.
 */
final class Labels {
    static final char SEPARATOR = '\u001f';
    static final char MARK = '\u001e';

    private static final JsonFactory JSON = new JsonFactory();

    /** A double holds whole numbers of so many digits as they are. */
    private static final int EXACT_DIGITS = 15;

    private final StringBuilder text = new StringBuilder();

    /** Attributes by id, or by key when the client did not know the id. */
    static String of(List<VisitorAttribute> attributes) {
        Labels labels = new Labels();
        for (VisitorAttribute attribute : attributes) {
            labels.add(
                    attribute.id().orElse(attribute.key()),
                    switch (attribute.value()) {
                        case Value.Text(String text) -> text;
                        case Value.Numeric(double number) -> plain(BigDecimal.valueOf(number));
                        case Value.Truth(boolean truth) -> String.valueOf(truth);
                    });
        }
        return labels.end();
    }

    /** Texts, numbers and truths at the top of two JSON objects; where both have a name, the first one's comes first. */
    static String ofObjects(String first, String second) {
        Labels labels = new Labels();
        labels.addObject(first);
        labels.addObject(second);
        return labels.end();
    }

    /** How the label with this name begins. */
    static String beginning(String name) {
        return SEPARATOR + clean(name) + MARK;
    }

    private void addObject(String json) {
        if (json.equals("{}")) {
            return;
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                switch (parser.nextToken()) {
                    case VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> add(name, parser.getString());
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> add(name, number(parser.getString()));
                    case START_OBJECT, START_ARRAY -> parser.skipChildren();
                    case null, default -> {
                        // null says nothing
                    }
                }
            }
        } catch (JacksonException e) {
            // An event is stored whatever its tags are; those that cannot be read satisfy no filter.
        }
    }

    private void add(String name, String value) {
        text.append(SEPARATOR).append(clean(name)).append(MARK).append(clean(value));
    }

    private String end() {
        return text.isEmpty() ? "" : text.append(SEPARATOR).toString();
    }

    /** Digits as JSON has them may be very many; as a double they are what they are compared as. */
    private static String number(String digits) {
        if (digits.length() <= EXACT_DIGITS && digits.chars().allMatch(it -> it >= '0' && it <= '9')) {
            return digits;
        }
        double number = Double.parseDouble(digits);
        return Double.isFinite(number) ? plain(BigDecimal.valueOf(number)) : digits;
    }

    /** 5 rather than 5.0 or 5E0, as people write it; beyond 10^21 with an exponent. */
    private static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return Math.abs((long) stripped.precision() - stripped.scale()) > 21
                ? stripped.toString()
                : stripped.toPlainString();
    }

    private static String clean(String text) {
        return text.replace(SEPARATOR, ' ').replace(MARK, ' ');
    }
}
