package org.muriel.api.json;

import java.io.StringWriter;
import java.util.function.Supplier;
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
        return parse(() -> MAPPER.readTree(utf8));
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
            var where = e.getLocation();
            String place = where == null ? "" : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
            throw new NotJson(e.getOriginalMessage() + place);
        }
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
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
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
