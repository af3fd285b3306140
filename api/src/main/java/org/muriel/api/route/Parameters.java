package org.muriel.api.route;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.api.json.Json;
import org.muriel.api.json.Times;
import org.muriel.experiment.problem.Violations;

/** Checks a request's parameters against what its route declares. */
final class Parameters {
    private static final long MAX_ID = (1L << 53) - 1;

    private Parameters() {}

    static Violations check(List<Parameter> declared, Map<String, String> path, Query query) {
        Violations violations = new Violations();
        for (Parameter parameter : declared) {
            List<String> values = values(parameter, path, query);
            if (values.isEmpty() && parameter.required()) {
                violations.add(parameter.name(), parameter.expected() + ": it is required", "nothing");
            }
            values.stream()
                    .filter(it -> !fits(parameter, it))
                    .forEach(
                            it -> violations.add(parameter.name(), parameter.expected(), "'" + Json.excerpt(it) + "'"));
        }
        return violations;
    }

    private static List<String> values(Parameter parameter, Map<String, String> path, Query query) {
        if (parameter.type().isList()) {
            return query.list(parameter.name());
        }
        return switch (parameter.in()) {
            case PATH ->
                Optional.ofNullable(path.get(parameter.name())).stream().toList();
            case QUERY -> query.last(parameter.name()).stream().toList();
        };
    }

    private static boolean fits(Parameter parameter, String value) {
        return switch (parameter.type()) {
            case ID, IDS -> isDigits(value, 16) && Long.parseLong(value) > 0 && Long.parseLong(value) <= MAX_ID;
            case PAGE -> isDigits(value, 18) && Long.parseLong(value) >= 1;
            case PER_PAGE -> isDigits(value, 18) && Long.parseLong(value) >= 1 && Long.parseLong(value) <= 100;
            case TRUTH -> isTruth(value);
            case TEXT, TEXTS -> true;
            case TIME -> Times.parse(value).isPresent();
            case WORD, WORDS -> parameter.words().contains(value);
        };
    }

    static boolean truth(String value) {
        return value.equalsIgnoreCase("true") || value.equals("1");
    }

    /** A page beyond the largest int is past the end of any collection. */
    static int cappedInt(String digits) {
        return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(digits));
    }

    private static boolean isTruth(String value) {
        return truth(value) || value.equalsIgnoreCase("false") || value.equals("0");
    }

    private static boolean isDigits(String value, int longest) {
        return !value.isEmpty() && value.length() <= longest && value.chars().allMatch(it -> it >= '0' && it <= '9');
    }
}
