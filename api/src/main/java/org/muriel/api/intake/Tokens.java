package org.muriel.api.intake;

import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * A body, token by token. Each reader leaves the parser at the last token of the value it was asked for, also when the
 * value is of another type. Owned by one thread.
 */
final class Tokens {
    /** Tags may nest; nothing that a client has reason to send nests deeper. */
    private static final int MAX_DEPTH = 100;

    /** Whole numbers up to here are exact as fractions too. */
    private static final double LARGEST_EXACT = 1L << 53;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final String text;
    final JsonParser parser;

    /** Opens a body; close its parser. */
    Tokens(byte[] body) {
        text = decode(body);
        parser = JSON.createParser(ObjectReadContext.empty(), text);
    }

    /**
     * UTF-8 if the body is that, else ISO 8859-1, in which the stock Java sender writes without saying so (SDK
     * contract, 5.2): any bytes are.
     */
    private static String decode(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0 && !isUtf8(body)) {
            return new String(body, StandardCharsets.ISO_8859_1);
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static boolean isUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The present value in the words of messages, without anything of what it says. */
    String found() {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT, END_OBJECT -> "an object";
            case START_ARRAY, END_ARRAY -> "a list";
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT -> "a whole number";
            case VALUE_NUMBER_FLOAT -> "a fraction";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            case NOT_AVAILABLE, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT -> "something else";
        };
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** The present value as text; a whole number is taken for its digits, as some clients send ids. */
    Optional<String> text() {
        return switch (parser.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT -> Optional.of(parser.getString());
            default -> nothing();
        };
    }

    /** As {@link #text()}, where clients say nothing by empty text. */
    Optional<String> id() {
        return text().filter(it -> !it.isEmpty());
    }

    /** @return nothing for null too */
    Optional<Boolean> truth() {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> Optional.of(true);
            case VALUE_FALSE -> Optional.of(false);
            default -> nothing();
        };
    }

    /** The present value if it is a number; one beyond a double's range is infinite. */
    OptionalDouble number() {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> OptionalDouble.of(Double.parseDouble(parser.getString()));
            default -> {
                parser.skipChildren();
                yield OptionalDouble.empty();
            }
        };
    }

    /**
     * The present value if it is a whole number, however it is written; one beyond a long's range becomes the nearest
     * that is within.
     */
    OptionalLong wholeNumber() {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return switch (parser.getNumberType()) {
                case INT, LONG -> OptionalLong.of(parser.getLongValue());
                default -> OptionalLong.of(parser.getString().startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE);
            };
        }
        OptionalDouble number = number();
        if (number.isEmpty()) {
            return OptionalLong.empty();
        }
        double value = number.getAsDouble();
        boolean whole = value == Math.rint(value) && (Math.abs(value) <= LARGEST_EXACT || Double.isInfinite(value));
        return whole ? OptionalLong.of((long) value) : OptionalLong.empty();
    }

    /**
     * The present value if it is an object, as its JSON text. Empty lists are taken for empty objects, as one of the
     * Java SDK's JSON libraries writes those.
     */
    Optional<String> object() {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            boolean empty = parser.nextToken() == JsonToken.END_ARRAY;
            if (!empty) {
                skipToEndOfList();
            }
            return empty ? Optional.of("{}") : Optional.empty();
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return nothing();
        }
        int begin = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        int end = (int) parser.currentLocation().getCharOffset();
        return Optional.of(cleaned(text.substring(begin, end)));
    }

    private void skipToEndOfList() {
        JsonToken token = parser.currentToken();
        while (token != JsonToken.END_ARRAY) {
            parser.skipChildren();
            token = parser.nextToken();
        }
    }

    private <T> Optional<T> nothing() {
        parser.skipChildren();
        return Optional.empty();
    }

    /** Half surrogate pairs and NULs can only come as escapes, and readers of JSON stumble over both. */
    private static String cleaned(String json) {
        if (!json.contains("\\u")) {
            return json;
        }
        StringWriter cleaned = new StringWriter(json.length());
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json);
                JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), cleaned)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                switch (token) {
                    case PROPERTY_NAME -> out.writeName(storable(in.currentName()));
                    case VALUE_STRING -> out.writeString(storable(in.getString()));
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(in.getString());
                    default -> out.copyCurrentEvent(in);
                }
            }
        }
        return cleaned.toString();
    }

    /** Writing as UTF-8 replaces each half pair by a question mark. */
    private static String storable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }
}
