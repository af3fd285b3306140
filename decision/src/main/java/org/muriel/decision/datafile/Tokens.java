package org.muriel.decision.datafile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON document, read once from beginning to end by what is expected next: {@link #name} and {@link #list} go to the
 * next value, the other methods read it. Whatever else is found is a {@link DatafileException} that says where.
 */
final class Tokens {
    /** More than conditions and what is around them need, and far from the end of a stack. */
    private static final int MAX_NESTING = 200;

    /** Ids and keys. Longer texts hardly repeat, and are not looked for among those read before. */
    private static final int SHARED_LENGTH = 64;

    private static final int SHOWN_LENGTH = 60;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxStringLength(Datafile.MAX_BYTES)
                    .build())
            .build();

    private final JsonParser in;
    private final byte[] json;
    private final String above;
    private final Texts texts;
    private final Supplier<String> text = this::text;
    private @Nullable Object[] stack = new @Nullable Object[64];
    private int top;

    private Tokens(byte[] json, String above, Texts texts) {
        this.in = FACTORY.createParser(ObjectReadContext.empty(), json);
        this.json = json;
        this.above = above;
        this.texts = texts;
    }

    static Tokens of(byte[] json) {
        return new Tokens(json, "", new Texts(json.length));
    }

    /** The document within a text, which is the value read last. */
    Tokens within(String text) {
        return new Tokens(text.getBytes(StandardCharsets.UTF_8), pointer(), texts);
    }

    /** Reads the whole document, with nothing after it. */
    <T> T document(Supplier<T> content) {
        try (in) {
            in.nextToken();
            T result = content.get();
            if (in.nextToken() != null) {
                throw wrong("the end of the document");
            }
            return result;
        } catch (JacksonException notJson) {
            throw new DatafileException(pointer(), "JSON", notJson.getOriginalMessage());
        }
    }

    /** Enters an object. */
    void object() {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw wrong("an object");
        }
    }

    /** The name of the next member, whose value is next; null at the end of the object. */
    @Nullable
    String name() {
        String name = in.nextName();
        if (name != null) {
            in.nextToken();
        }
        return name;
    }

    /** Passes over a value. */
    void skip() {
        in.skipChildren();
    }

    boolean isNull() {
        return in.currentToken() == JsonToken.VALUE_NULL;
    }

    boolean isText() {
        return in.currentToken() == JsonToken.VALUE_STRING;
    }

    boolean isObject() {
        return in.currentToken() == JsonToken.START_OBJECT;
    }

    String text() {
        if (!isText()) {
            throw wrong("a string");
        }
        return in.getStringLength() > SHARED_LENGTH
                ? in.getString()
                : texts.shared(in.getStringCharacters(), in.getStringOffset(), in.getStringLength());
    }

    @Nullable
    String textOrNull() {
        return isNull() ? null : text();
    }

    String textOrEmpty() {
        return isNull() ? "" : text();
    }

    boolean flagOrFalse() {
        return !isNull() && flag();
    }

    boolean flag() {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null, default -> throw wrong("true or false");
        };
    }

    int integer() {
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getNumberType() == JsonParser.NumberType.INT) {
            return in.getIntValue();
        }
        throw wrong("an integer");
    }

    /**
     * Any value: a {@code String}, {@code Boolean}, {@code Long} or {@code Double}; null for null, for lists and for
     * objects.
     */
    @Nullable
    Object scalarOrNull() {
        return switch (in.currentToken()) {
            case VALUE_STRING -> text();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT ->
                in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? (Object) in.getDoubleValue()
                        : in.getLongValue();
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case null, default -> {
                skip();
                yield null;
            }
        };
    }

    /** Enters a list. */
    void array() {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw wrong("an array");
        }
    }

    /** Goes to the next element of a list. False at its end. */
    boolean element() {
        return in.nextToken() != JsonToken.END_ARRAY;
    }

    /** A list; an empty one instead of null. */
    <T> List<T> list(Supplier<T> element) {
        if (isNull()) {
            return List.of();
        }
        array();
        return rest(element(), element);
    }

    /** A list of strings; an empty one instead of null. */
    List<String> texts() {
        return list(text);
    }

    /**
     * What is left of a list that was entered.
     *
     * @param any whether the reader stands at an element, and not at the end
     */
    <T> List<T> rest(boolean any, Supplier<T> element) {
        int from = top;
        for (boolean more = any; more; more = element()) {
            T next = element.get();
            if (top == stack.length) {
                stack = Arrays.copyOf(stack, 2 * top);
            }
            stack[top++] = next;
        }
        return popped(from);
    }

    @SuppressWarnings("unchecked") // what lies above is what this list pushed
    private <T> List<T> popped(int from) {
        List<?> list = switch (top - from) {
            case 0 -> List.of();
            case 1 -> List.of(stack[from]);
            case 2 -> List.of(stack[from], stack[from + 1]);
            default -> List.of(Arrays.copyOfRange(stack, from, top));
        };
        top = from;
        return (List<T>) list;
    }

    /** Where the value read last stands, as a JSON pointer. */
    String pointer() {
        return above + in.streamReadContext().pathAsPointer();
    }

    /** Where the present value begins. */
    int offset() {
        return (int) in.currentTokenLocation().getByteOffset();
    }

    /** The document from an offset to the end of the value read last. */
    String textFrom(int offset) {
        int end = (int) in.currentLocation().getByteOffset();
        return new String(json, offset, end - offset, StandardCharsets.UTF_8);
    }

    DatafileException tooDeep() {
        return new DatafileException(pointer(), "at most " + Datafile.MAX_DEPTH + " levels of conditions", "more");
    }

    DatafileException wrong(String expected) {
        return new DatafileException(pointer(), expected, found());
    }

    /** A member that is missing in the object that was read last. */
    DatafileException missing(String name, String expected) {
        return new DatafileException(pointer() + "/" + name, expected, "nothing");
    }

    /** A member that the object which was read last must have. */
    <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw missing(name, "a string");
        }
        return value;
    }

    private String found() {
        return switch (in.currentToken()) {
            case START_OBJECT, END_OBJECT, PROPERTY_NAME -> "an object";
            case START_ARRAY, END_ARRAY -> "an array";
            case VALUE_STRING -> '"' + shortened(in.getString()) + '"';
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + shortened(in.getString());
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> in.getString();
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "something else";
            case null -> "nothing";
        };
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_LENGTH ? text : text.substring(0, SHOWN_LENGTH) + "…";
    }
}
