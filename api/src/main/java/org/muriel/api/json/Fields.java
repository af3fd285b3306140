package org.muriel.api.json;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.problem.Violation;
import org.muriel.experiment.problem.Violations;
import org.muriel.experiment.traffic.Share;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON object of a request body, read member by member. Everything wrong with it is gathered, so that one answer
 * names it all; members nobody asks for are ignored (REST specification, 1.3).
 */
public final class Fields {
    private static final long MAX_ID = (1L << 53) - 1;

    private final ObjectNode node;
    private final String at;
    private final boolean creating;
    private final Violations violations;

    private Fields(ObjectNode node, String at, boolean creating, Violations violations) {
        this.node = node;
        this.at = at;
        this.creating = creating;
        this.violations = violations;
    }

    /**
     * @param body UTF-8; nothing at all counts as an empty object, and so does {@code null}, which is how clients that are
     *     generated from the description write that they have nothing to say
     * @param creating whether required members must be there
     */
    public static Outcome<Fields> parse(byte[] body, boolean creating) {
        if (body.length == 0) {
            return Outcome.done(new Fields(Json.object(), "", creating, new Violations()));
        }
        try {
            JsonNode parsed = Json.parse(body);
            JsonNode node = parsed.isNull() ? Json.object() : parsed;
            return node instanceof ObjectNode object
                    ? Outcome.done(new Fields(object, "", creating, new Violations()))
                    : Outcome.refused(Problem.Malformed.at("", "a JSON object", Json.excerpt(node)));
        } catch (Json.NotJson e) {
            return Outcome.refused(Problem.Malformed.at("", "a JSON object", Json.excerpt(e.reason())));
        }
    }

    /**
     * A body that is an array of objects.
     *
     * @param most longer ones are refused
     */
    public static Outcome<List<Fields>> parseAll(byte[] body, boolean creating, int most) {
        try {
            ObjectNode around = Json.object();
            around.set("body", Json.parse(body));
            Fields fields = new Fields(around, "", creating, new Violations());
            Member<List<Fields>> all = fields.objects("body", most);
            all.required(List.of());
            return fields.violations.orDone(all.value().orElse(List.of()));
        } catch (Json.NotJson e) {
            return Outcome.refused(Problem.Malformed.at("", "a JSON array", Json.excerpt(e.reason())));
        }
    }

    /**
     * An object that something of ours has put together, as if a caller had sent it.
     *
     * @param creating whether required members must be there
     */
    public static Fields of(ObjectNode object, boolean creating) {
        return new Fields(object, "", creating, new Violations());
    }

    /** An object with one member, as if a caller had sent it to change an entity. */
    public static Fields change(String name, boolean value) {
        return new Fields(Json.object().put(name, value), "", false, new Violations());
    }

    /** An object that says nothing and lacks nothing, for when a member that would be one is missing. */
    public Fields none() {
        return new Fields(Json.object(), at, false, violations);
    }

    public boolean isCreating() {
        return creating;
    }

    /** This object with its required members required or not, reporting to the same place. */
    public Fields creating(boolean nowCreating) {
        return new Fields(node, at, nowCreating, violations);
    }

    public boolean isEmpty() {
        return node.isEmpty();
    }

    public Violations violations() {
        return violations;
    }

    /** Reports that a member is not acceptable. */
    public void reject(String name, String expected, String found) {
        violations.add(pointer(name), expected, found);
    }

    /** Reports that the value of a member is not acceptable, quoting it. */
    public void reject(String name, String expected) {
        reject(name, expected, node.has(name) ? Json.excerpt(node.get(name)) : "nothing");
    }

    /** Reports what another checker found within a member. */
    public void reject(String name, List<Violation> within) {
        within.forEach(it -> violations.add(it.below(pointer(name))));
    }

    /** Reports that something within a member is not acceptable; {@code at} is a pointer that begins at the member. */
    public void rejectWithin(String name, String at, String expected, String found) {
        violations.add(pointer(name) + at, expected, found);
    }

    /** Reports every member with another name. */
    public void rejectAllBut(Set<String> known) {
        String expected = "one of the members " + String.join(", ", new TreeSet<>(known));
        node.propertyNames().stream()
                .filter(it -> !known.contains(it))
                .forEach(it -> reject(it, expected, "a member of this name"));
    }

    /** Text of at most {@code longest} UTF-16 units. */
    public Member<String> text(String name, int longest) {
        return read(
                name,
                "text of at most " + longest + " characters",
                it -> it.isString() && it.stringValue().length() <= longest && Json.isStorable(it.stringValue())
                        ? Optional.of(it.stringValue())
                        : Optional.empty());
    }

    /** Text with something in it, of at most {@code longest} UTF-16 units. */
    public Member<String> filledText(String name, int longest) {
        return read(
                name,
                "text of 1 to " + longest + " characters",
                it -> it.isString()
                                && !it.stringValue().isBlank()
                                && it.stringValue().length() <= longest
                                && Json.isStorable(it.stringValue())
                        ? Optional.of(it.stringValue())
                        : Optional.empty());
    }

    public Member<String> matching(String name, Pattern pattern, String expected) {
        return read(
                name,
                expected,
                it -> it.isString() && pattern.matcher(it.stringValue()).matches()
                        ? Optional.of(it.stringValue())
                        : Optional.empty());
    }

    public Member<Boolean> truth(String name) {
        return read(name, "true or false", it -> it.isBoolean() ? Optional.of(it.booleanValue()) : Optional.empty());
    }

    public Member<Long> id(String name) {
        return read(name, "an id, a positive integer", Fields::idOf);
    }

    public Member<Integer> integer(String name, int lowest, int highest) {
        return read(
                name,
                "an integer from " + lowest + " to " + highest,
                it -> it.isIntegralNumber()
                                && it.canConvertToInt()
                                && it.intValue() >= lowest
                                && it.intValue() <= highest
                        ? Optional.of(it.intValue())
                        : Optional.empty());
    }

    /** An integer that keeps its digits in JavaScript. */
    public Member<Long> wholeNumber(String name) {
        return read(
                name,
                "an integer",
                it -> it.isIntegralNumber() && it.canConvertToLong() && Math.abs(it.longValue()) <= MAX_ID
                        ? Optional.of(it.longValue())
                        : Optional.empty());
    }

    /** A whole number within bounds. */
    public Member<Long> wholeNumber(String name, long lowest, long highest) {
        return read(
                name,
                "an integer from " + lowest + " to " + highest,
                it -> it.isIntegralNumber()
                                && it.canConvertToLong()
                                && it.longValue() >= lowest
                                && it.longValue() <= highest
                        ? Optional.of(it.longValue())
                        : Optional.empty());
    }

    /** Any number within bounds. */
    public Member<Double> number(String name, double lowest, double highest) {
        return read(name, "a number from " + lowest + " to " + highest, it -> {
            double value = it.isNumber() ? it.decimalValue().doubleValue() : Double.NaN;
            return value >= lowest && value <= highest ? Optional.of(value) : Optional.empty();
        });
    }

    public Member<Instant> time(String name) {
        return read(
                name,
                "a time such as 2026-03-01T12:00:00Z",
                it -> it.isString() ? Times.parse(it.stringValue()) : Optional.empty());
    }

    /** A fraction with at most four decimals. */
    public Member<Double> fraction(String name, double lowest, double highest) {
        return read(name, "a number from " + lowest + " to " + highest + " with at most 4 decimals", it -> {
            if (!it.isNumber() || it.decimalValue().stripTrailingZeros().scale() > 4) {
                return Optional.empty();
            }
            double value = it.decimalValue().doubleValue(); // the node's own refuses what is too large for a double
            return value >= lowest && value <= highest ? Optional.of(value) : Optional.empty();
        });
    }

    public Member<Share> share(String name) {
        return read(
                name,
                "an integer from 0 to 10000 (hundredths of a percent)",
                it -> it.isIntegralNumber() && it.canConvertToInt() && it.intValue() >= 0 && it.intValue() <= 10_000
                        ? Optional.of(new Share(it.intValue()))
                        : Optional.empty());
    }

    public <E extends Enum<E>> Member<E> word(String name, Words<E> words) {
        return read(
                name,
                "one of " + String.join(", ", words.all()),
                it -> it.isString() ? words.find(it.stringValue()) : Optional.empty());
    }

    /** Text, or a number or a truth value taken as the text it is written with. */
    public Member<String> scalarText(String name, int longest) {
        return read(name, "text of at most " + longest + " characters, a number or a truth value", it -> {
            if (!it.isString() && !it.isNumber() && !it.isBoolean()) {
                return Optional.empty();
            }
            String text = it.isString() ? it.stringValue() : it.asString();
            return text.length() <= longest && Json.isStorable(text) ? Optional.of(text) : Optional.empty();
        });
    }

    public Member<Fields> object(String name) {
        return read(
                name,
                "an object",
                it -> it instanceof ObjectNode object ? Optional.of(within(object, pointer(name))) : Optional.empty());
    }

    /** An object as it was sent, for whoever reads it by other means; it is required. */
    public Optional<ObjectNode> jsonObject(String name) {
        object(name).required(this);
        return node.get(name) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }

    public Member<List<Fields>> objects(String name, int most) {
        Member<JsonNode> array = array(name, "an array of at most " + most + " objects", most);
        return array.then(nodes -> {
            List<Fields> objects = new ArrayList<>();
            boolean wrong = false;
            for (int i = 0; i < nodes.size(); i++) {
                if (nodes.get(i) instanceof ObjectNode object) {
                    objects.add(within(object, pointer(name) + "/" + i));
                } else {
                    violations.add(pointer(name) + "/" + i, "an object", Json.excerpt(nodes.get(i)));
                    wrong = true;
                }
            }
            return wrong ? Member.wrong(this, name) : Member.given(this, name, objects);
        });
    }

    public Member<List<Long>> ids(String name, int most) {
        String expected = "an array of at most " + most + " ids";
        return array(name, expected, most).then(nodes -> {
            List<Long> ids = new ArrayList<>();
            boolean wrong = false;
            for (int i = 0; i < nodes.size(); i++) {
                Optional<Long> id = idOf(nodes.get(i));
                if (id.isEmpty()) {
                    violations.add(pointer(name) + "/" + i, "an id, a positive integer", Json.excerpt(nodes.get(i)));
                    wrong = true;
                }
                id.ifPresent(ids::add);
            }
            return wrong ? Member.wrong(this, name) : Member.given(this, name, ids);
        });
    }

    public Member<List<String>> texts(String name, int most, int longest) {
        String expected = "an array of at most " + most + " texts";
        return array(name, expected, most).then(nodes -> {
            List<String> texts = new ArrayList<>();
            boolean wrong = false;
            for (int i = 0; i < nodes.size(); i++) {
                JsonNode it = nodes.get(i);
                if (it.isString() && it.stringValue().length() <= longest && Json.isStorable(it.stringValue())) {
                    texts.add(it.stringValue());
                } else {
                    violations.add(
                            pointer(name) + "/" + i, "text of at most " + longest + " characters", Json.excerpt(it));
                    wrong = true;
                }
            }
            return wrong ? Member.wrong(this, name) : Member.given(this, name, texts);
        });
    }

    /** The members of an object, each an object itself. */
    public Member<Map<String, Fields>> objectsByName(String name, int most) {
        return object(name).then(outer -> {
            Map<String, Fields> objects = new LinkedHashMap<>();
            if (outer.tooMany(most)) {
                return Member.wrong(this, name);
            }
            boolean wrong = false;
            for (String inner : outer.names()) {
                Optional<Fields> object = outer.object(inner).value();
                if (object.isPresent()) {
                    objects.put(inner, object.get());
                } else {
                    wrong = true;
                    if (outer.node.get(inner).isNull()) {
                        outer.reject(inner, "an object", "null");
                    }
                }
            }
            return wrong ? Member.wrong(this, name) : Member.given(this, name, objects);
        });
    }

    /** The members of an object, each a scalar; null members are kept, as the wish to remove them. */
    public Member<Map<String, Optional<String>>> scalarsByName(String name, int most, int longest) {
        return object(name).then(outer -> {
            Map<String, Optional<String>> texts = new LinkedHashMap<>();
            if (outer.tooMany(most)) {
                return Member.wrong(this, name);
            }
            boolean wrong = false;
            for (String inner : outer.names()) {
                Member<String> text = outer.scalarText(inner, longest);
                boolean isNull = outer.node.get(inner).isNull();
                wrong |= !isNull && !text.isGiven();
                texts.put(inner, text.value());
            }
            return wrong ? Member.wrong(this, name) : Member.given(this, name, texts);
        });
    }

    /** JSON that may also be sent as a string holding JSON, such as conditions (REST specification, 1.8). */
    public Member<JsonNode> jsonOrText(String name, int longest) {
        JsonNode sent = node.get(name);
        if (sent == null || !sent.isString()) {
            return read(name, "JSON", Optional::of);
        }
        if (sent.stringValue().length() > longest) {
            reject(
                    name,
                    "JSON of at most " + longest + " characters",
                    sent.stringValue().length() + " characters");
            return Member.wrong(this, name);
        }
        try {
            return Member.given(this, name, Json.parse(sent.stringValue()));
        } catch (Json.NotJson e) {
            reject(name, "text that holds JSON", Json.excerpt(sent.stringValue() + ": " + e.reason()));
            return Member.wrong(this, name);
        }
    }

    /** Whether the body speaks of the member at all; nothing is reported. */
    public boolean mentions(String name) {
        return node.has(name);
    }

    /** Whether the body clears the member; nothing is reported. */
    public boolean isNull(String name) {
        return node.path(name).isNull();
    }

    /** The member's text when it is one; nothing is reported. */
    public Optional<String> textIfAny(String name) {
        JsonNode sent = node.get(name);
        return sent != null && sent.isString() ? Optional.of(sent.stringValue()) : Optional.empty();
    }

    /** The member's id when it is one; nothing is reported. */
    public Optional<Long> idIfAny(String name) {
        JsonNode sent = node.get(name);
        return sent == null ? Optional.empty() : idOf(sent);
    }

    /** Whether the member is there and is exactly this text. */
    public boolean isText(String name, String text) {
        return textIfAny(name).equals(Optional.of(text));
    }

    public List<String> names() {
        return List.copyOf(node.propertyNames());
    }

    private Member<JsonNode> array(String name, String expected, int most) {
        return read(name, expected, it -> it.isArray() && it.size() <= most ? Optional.of(it) : Optional.empty());
    }

    private boolean tooMany(int most) {
        if (node.size() > most) {
            violations.add(at, "at most " + most + " members", node.size() + " members");
        }
        return node.size() > most;
    }

    private <T> Member<T> read(String name, String expected, Function<JsonNode, Optional<T>> reader) {
        JsonNode sent = node.get(name);
        if (sent == null) {
            return Member.absent(this, name);
        }
        if (sent.isNull()) {
            return Member.ofNull(this, name);
        }
        Optional<T> value = reader.apply(sent);
        if (value.isEmpty()) {
            reject(name, expected, Json.excerpt(sent));
            return Member.wrong(this, name);
        }
        return Member.given(this, name, value.get());
    }

    private Fields within(ObjectNode object, String pointer) {
        return new Fields(object, pointer, creating, violations);
    }

    private String pointer(String name) {
        return at + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    static Optional<Long> idOf(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() > 0 && node.longValue() <= MAX_ID
                ? Optional.of(node.longValue())
                : Optional.empty();
    }
}
