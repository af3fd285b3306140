package org.muriel.api.json;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.muriel.experiment.traffic.Share;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer in the making. Members without a value are left out; the order they are put in does not matter. */
public final class JsonObject {
    private final ObjectNode node;

    public JsonObject() {
        this(Json.object());
    }

    private JsonObject(ObjectNode node) {
        this.node = node;
    }

    /** What is there already. */
    public static JsonObject of(ObjectNode node) {
        return new JsonObject(node);
    }

    public JsonObject put(String name, String value) {
        node.put(name, value);
        return this;
    }

    public JsonObject put(String name, long value) {
        node.put(name, value);
        return this;
    }

    public JsonObject put(String name, double value) {
        node.put(name, value);
        return this;
    }

    public JsonObject put(String name, BigDecimal value) {
        node.put(name, value);
        return this;
    }

    public JsonObject put(String name, boolean value) {
        node.put(name, value);
        return this;
    }

    public JsonObject put(String name, Instant value) {
        return put(name, Times.write(value));
    }

    public JsonObject put(String name, Share value) {
        return put(name, value.basisPoints());
    }

    public <E extends Enum<E>> JsonObject put(String name, E value, Words<E> words) {
        return put(name, words.word(value));
    }

    public JsonObject put(String name, JsonObject value) {
        node.set(name, value.node);
        return this;
    }

    public JsonObject put(String name, ArrayNode value) {
        node.set(name, value);
        return this;
    }

    public JsonObject putText(String name, Optional<String> value) {
        value.ifPresent(it -> put(name, it));
        return this;
    }

    public JsonObject putNumber(String name, Optional<? extends Number> value) {
        value.ifPresent(it -> {
            if (it instanceof Double real) {
                put(name, real.doubleValue());
            } else {
                put(name, it.longValue());
            }
        });
        return this;
    }

    public JsonObject putTruth(String name, Optional<Boolean> value) {
        value.ifPresent(it -> put(name, it.booleanValue()));
        return this;
    }

    public JsonObject putTime(String name, Optional<Instant> value) {
        value.ifPresent(it -> put(name, it));
        return this;
    }

    public JsonObject putNumbers(String name, double... values) {
        ArrayNode array = node.putArray(name);
        for (double value : values) {
            array.add(value);
        }
        return this;
    }

    public JsonObject putTexts(String name, Collection<String> values) {
        ArrayNode array = node.putArray(name);
        values.forEach(array::add);
        return this;
    }

    public JsonObject putIds(String name, Collection<Long> values) {
        ArrayNode array = node.putArray(name);
        values.forEach(array::add);
        return this;
    }

    public JsonObject putTextsByName(String name, Map<String, String> values) {
        ObjectNode object = node.putObject(name);
        values.forEach(object::put);
        return this;
    }

    public <T> JsonObject putObjects(String name, Collection<T> values, Function<? super T, JsonObject> write) {
        node.set(name, array(values, write));
        return this;
    }

    public JsonNode node() {
        return node;
    }

    public static <T> ArrayNode array(Collection<T> values, Function<? super T, JsonObject> write) {
        ArrayNode array = Json.array();
        values.forEach(it -> array.add(write.apply(it).node));
        return array;
    }
}
