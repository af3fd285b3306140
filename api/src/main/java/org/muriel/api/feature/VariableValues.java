package org.muriel.api.feature;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.muriel.api.entity.Limits;
import org.muriel.api.json.Fields;
import org.muriel.api.json.Json;
import org.muriel.api.json.Member;
import org.muriel.experiment.feature.Variable;

/** Texts that stand in for the defaults of a feature's variables, by variable key on the wire and by id inside. */
public final class VariableValues {
    private static final String NAME = "variable_values";

    /** As every SDK reads them: Java would also take the digits of other scripts. */
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private VariableValues() {}

    /**
     * The values as the body would have them: what it names is replaced, or removed by null.
     *
     * @param variables those of the feature, archived ones included
     */
    public static Map<Long, String> read(Fields in, Map<Long, String> current, List<Variable> variables) {
        Member<Map<String, Optional<String>>> sent = in.scalarsByName(NAME, Limits.VARIABLES, Limits.VARIABLE_VALUE);
        Map<Long, String> values = sent.isNull() ? new HashMap<>() : new HashMap<>(current);
        sent.value().orElse(Map.of()).forEach((key, text) -> put(in, values, variables, key, text));
        return values;
    }

    public static Map<String, String> write(Map<Long, String> values, List<Variable> variables) {
        Map<String, String> byKey = new TreeMap<>();
        variables.stream()
                .filter(it -> values.containsKey(it.id()))
                .forEach(it -> byKey.put(it.key(), values.getOrDefault(it.id(), it.defaultValue())));
        return byKey;
    }

    /** Whether SDKs can read the text as the type. */
    static boolean isOf(Variable.Type type, String text) {
        return switch (type) {
            case STRING -> true;
            case BOOLEAN -> text.equals("true") || text.equals("false");
            case INTEGER -> isInteger(text);
            case DOUBLE -> isFinite(text);
            case JSON -> isJson(text);
        };
    }

    static String expected(Variable.Type type) {
        return switch (type) {
            case STRING -> "text";
            case BOOLEAN -> "text that is true or false";
            case INTEGER -> "text that is an integer";
            case DOUBLE -> "text that is a number";
            case JSON -> "text that is JSON";
        };
    }

    private static void put(
            Fields in, Map<Long, String> values, List<Variable> variables, String key, Optional<String> text) {
        Optional<Variable> variable =
                variables.stream().filter(it -> it.key().equals(key)).findFirst();
        if (variable.isEmpty()) {
            in.reject(NAME, "keys of the feature's variables", "'" + Json.excerpt(key) + "'");
        } else if (text.isEmpty()) {
            values.remove(variable.get().id());
        } else if (!isOf(variable.get().type(), text.get())) {
            in.rejectWithin(NAME, "/" + key, expected(variable.get().type()), "'" + Json.excerpt(text.get()) + "'");
        } else {
            values.put(variable.get().id(), text.get());
        }
    }

    private static boolean isInteger(String text) {
        try {
            Long.parseLong(text);
            return INTEGER.matcher(text).matches();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isFinite(String text) {
        return NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text));
    }

    private static boolean isJson(String text) {
        try {
            Json.parse(text);
            return true;
        } catch (Json.NotJson e) {
            return false;
        }
    }
}
