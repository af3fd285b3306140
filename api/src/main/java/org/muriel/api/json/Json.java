package org.muriel.api.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.MinimalPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The one JSON reader and writer of the API. */
public final class Json {
    /** Deeper input is refused: conditions are the deepest bodies we know, and few nest ten levels. */
    private static final int MAX_DEPTH = 64;

    private static final int MAX_NUMBER_LENGTH = 100;

    /** Which some editors put at the beginning of a file. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What the reader adds for programmers: where it was called from, and which of its settings to change. */
    private static final Pattern HINTS = Pattern.compile(
            "(?s)(: enable| \\(for | \\(bound as|: was expecting| \\(start marker at).*|, from `[^`]*`");

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();

    private Json() {}

    /** Text that is not JSON, with what is wrong in the reader's words. */
    public static final class NotJson extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        NotJson(String reason) {
            super(reason);
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }

    public static JsonNode parse(byte[] utf8) throws NotJson {
        return parse(decode(utf8));
    }

    public static JsonNode parse(String text) throws NotJson {
        return parse(() -> MAPPER.readTree(text));
    }

    private static JsonNode parse(Supplier<JsonNode> reader) throws NotJson {
        try {
            JsonNode node = reader.get();
            if (node.isMissingNode()) {
                throw new NotJson("nothing at all");
            }
            return node;
        } catch (JacksonException e) {
            throw new NotJson(inWords(e));
        } catch (NumberFormatException e) {
            throw new NotJson("a number whose exponent is out of range");
        }
    }

    /** What is wrong with text that is not JSON, in words for whoever sent it. */
    public static String inWords(JacksonException e) {
        var where = e.getLocation();
        String place = where == null ? "" : "at line " + where.getLineNr() + ", column " + where.getColumnNr() + ": ";
        return place + HINTS.matcher(e.getOriginalMessage()).replaceAll("");
    }

    /** The reader's own decoder lets overlong and too large UTF-8 sequences pass, and guesses other encodings. */
    private static String decode(byte[] utf8) throws NotJson {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new NotJson("bytes that are not UTF-8");
        }
    }

    /** Half a surrogate pair cannot be written as UTF-8, and NUL ends text in too many places. */
    public static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && UTF_8.newEncoder().canEncode(text);
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** Reads back an object that {@link #spaced} has written. */
    public static ObjectNode parseOwn(String text) {
        return (ObjectNode) MAPPER.readTree(text);
    }

    /** UTF-8, on one line, members in alphabetical order at every level. */
    public static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    /** JSON for inside a string: as {@link #bytes}, with a space after each comma and colon. */
    public static String spaced(JsonNode node) {
        StringWriter text = new StringWriter();
        MAPPER.writer().with(new Spaced()).writeValue(text, node);
        return text.toString();
    }

    /** What was found, for a message: JSON, shortened. */
    public static String excerpt(JsonNode node) {
        return excerpt(node.toString());
    }

    public static String excerpt(String text) {
        String excerpt = text.length() <= 80 ? text : text.substring(0, 77) + "...";
        // Half a surrogate pair, sent or left by the cut, becomes a question mark: no client could read it.
        return new String(excerpt.getBytes(UTF_8), UTF_8);
    }

    private static final class Spaced extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1L;

        @Override
        public void writeObjectNameValueSeparator(JsonGenerator generator) {
            generator.writeRaw(": ");
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator generator) {
            generator.writeRaw(", ");
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator generator) {
            generator.writeRaw(", ");
        }
    }
}
