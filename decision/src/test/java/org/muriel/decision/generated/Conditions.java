package org.muriel.decision.generated;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Conditions, of all matches, with values of right and of wrong kinds, and visitors' values that meet them or nearly do.
 *
 * <p>Left out, because the Java SDK alone decides them otherwise: what {@link KnownDifferencesTest} shows.
 */
final class Conditions {
    private static final List<String> TEXTS = List.of("", "pro", "free", "Pro", "プロ", "pro plan", "true", "10");
    private static final List<Number> NUMBERS =
            List.of(0, 1, -1, 10, 10.5, 18, 9007199254740992L, 9007199254740993L, -9007199254740994L, 1e300, 0.1);
    private static final List<String> VERSIONS = List.of(
            "2",
            "2.0",
            "2.0.0",
            "2.1",
            "2.1.3",
            "10.0",
            "2.1.3-beta",
            "2.1.3-beta.2",
            "2.1.3-beta.10",
            "2.1.3-rc",
            "3.7.1");
    private static final List<String> ODD_VERSIONS = List.of(
            "2.1.3+build",
            "2.1.3-beta+b",
            "2.1.3+b-c",
            "1.2.3.4",
            "2.x",
            "",
            " ",
            "2.",
            ".2",
            "-",
            "+t",
            "v2",
            "2.1.3-");

    static final List<String> COMPARISONS = List.of(
            "exact",
            "substring",
            "exists",
            "gt",
            "ge",
            "lt",
            "le",
            "semver_eq",
            "semver_gt",
            "semver_ge",
            "semver_lt",
            "semver_le");

    static final List<String> ATTRIBUTES = List.of("plan", "age", "beta", "version", "größe", "$opt_user_agent");
    static final List<String> SEGMENTS = List.of("loyal", "new", "");

    private final Choice choice;

    Conditions(Choice choice) {
        this.choice = choice;
    }

    /** A tree over the operands, with and without operators, not deeper than so many levels. */
    Object tree(int levels, Supplier<Object> operand) {
        if (levels == 0 || choice.percent(30)) {
            return operand.get();
        }
        List<Object> list = new ArrayList<>();
        String operator = choice.of(List.of("and", "or", "not", "or", ""));
        if (!operator.isEmpty()) {
            list.add(operator);
        }
        int least = operator.isEmpty() || choice.percent(95) ? 1 : 0;
        list.addAll(choice.some(least, operator.equals("not") ? 1 : 3, () -> tree(levels - 1, operand)));
        return list;
    }

    Object leaf() {
        Map<String, Object> leaf = new LinkedHashMap<>();
        leaf.put("type", choice.percent(95) ? "custom_attribute" : "other");
        if (choice.percent(8)) {
            leaf.put("type", "third_party_dimension");
            leaf.put("name", "odp.audiences");
            leaf.put("match", "qualified");
            leaf.put("value", choice.of(SEGMENTS));
            return leaf;
        }
        String match = choice.percent(5) ? "regex" : choice.percent(20) ? "exact" : choice.of(COMPARISONS);
        leaf.put("name", choice.percent(85) ? about(match) : choice.of(ATTRIBUTES));
        leaf.put("match", match);
        if (!match.equals("exists") || choice.percent(50)) {
            leaf.put("value", choice.percent(85) ? fitting(match) : choice.percent(10) ? List.of() : any(match));
        }
        return leaf;
    }

    private Object fitting(String match) {
        return switch (match) {
            case "gt", "ge", "lt", "le" -> choice.of(NUMBERS);
            case "substring" -> choice.of(TEXTS);
            case "exact" -> any("exact");
            default -> match.startsWith("semver") ? choice.of(VERSIONS) : choice.of(TEXTS);
        };
    }

    private Object any(String match) {
        return switch (choice.below(3)) {
            case 0 -> match.startsWith("semver") ? choice.of(VERSIONS) : choice.of(TEXTS);
            case 1 -> choice.percent(50);
            default -> choice.of(NUMBERS);
        };
    }

    /** An attribute that visitors often have such a value of as a match asks for. */
    private String about(String match) {
        return switch (match) {
            case "gt", "ge", "lt", "le" -> "age";
            case "substring" -> "plan";
            case "exact" -> choice.of(List.of("plan", "age", "beta"));
            default -> match.startsWith("semver") ? "version" : choice.of(ATTRIBUTES);
        };
    }

    /** A visitor's value of an attribute: often what a condition asks for, sometimes what no condition can be about. */
    @Nullable
    Object value(String attribute) {
        if (choice.percent(70)) {
            switch (attribute) {
                case "plan" -> {
                    return choice.of(TEXTS);
                }
                case "age" -> {
                    return choice.of(NUMBERS);
                }
                case "beta" -> {
                    return choice.percent(50);
                }
                case "version" -> {
                    return choice.of(choice.percent(80) ? VERSIONS : ODD_VERSIONS);
                }
                default -> {}
            }
        }
        return switch (choice.below(6)) {
            case 0 -> choice.of(TEXTS);
            case 1 -> choice.of(NUMBERS);
            case 2 -> choice.percent(50);
            case 3 -> choice.of(VERSIONS);
            case 4 -> choice.percent(50) ? List.of("pro") : Map.of("plan", "pro");
            default -> null;
        };
    }
}
