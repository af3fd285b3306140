package org.muriel.decision.audience;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How one attribute is compared with what a condition asks for. SDK contract, 3.4. */
sealed interface Comparison {
    Comparison UNKNOWN = new Unknown();

    /** @param found the visitor's value; null if there is none */
    Truth with(@Nullable Object found);

    /** The comparison that a match and a value of a condition ask for. */
    static Comparison of(String match, @Nullable Object value) {
        return switch (match) {
            case "exact" -> exact(value);
            case "exists" -> new Exists();
            case "substring" -> value instanceof String part ? new Contains(part) : UNKNOWN;
            case "gt" -> number(Relation.GREATER, value);
            case "ge" -> number(Relation.GREATER_OR_EQUAL, value);
            case "lt" -> number(Relation.LESS, value);
            case "le" -> number(Relation.LESS_OR_EQUAL, value);
            case "semver_eq" -> version(Relation.EQUAL, value);
            case "semver_gt" -> version(Relation.GREATER, value);
            case "semver_ge" -> version(Relation.GREATER_OR_EQUAL, value);
            case "semver_lt" -> version(Relation.LESS, value);
            case "semver_le" -> version(Relation.LESS_OR_EQUAL, value);
            default -> UNKNOWN;
        };
    }

    private static Comparison exact(@Nullable Object value) {
        return switch (value) {
            case String text -> new SameText(text);
            case Boolean flag -> new SameFlag(flag);
            case null, default -> number(Relation.EQUAL, value);
        };
    }

    private static Comparison number(Relation relation, @Nullable Object value) {
        return value instanceof Number number && isExact(number.doubleValue())
                ? new Numbers(relation, number.doubleValue())
                : UNKNOWN;
    }

    private static Comparison version(Relation relation, @Nullable Object value) {
        if (!(value instanceof String text)) {
            return UNKNOWN;
        }
        Optional<Version> version = Version.parse(text);
        return version.isPresent() ? new Versions(relation, version.get()) : UNKNOWN;
    }

    /**
     * Beyond 2^53 neighbouring whole numbers are the same double. 2^53 itself is allowed, and so is what is rounded to it,
     * as in JavaScript and Java. SDK contract, 3.5.
     */
    private static boolean isExact(double number) {
        return Math.abs(number) <= 0x1p53;
    }

    record Unknown() implements Comparison {
        @Override
        public Truth with(@Nullable Object found) {
            return Truth.UNKNOWN;
        }
    }

    record SameText(String wanted) implements Comparison {
        @Override
        public Truth with(@Nullable Object found) {
            return found instanceof String text ? Truth.of(text.equals(wanted)) : Truth.UNKNOWN;
        }
    }

    record SameFlag(boolean wanted) implements Comparison {
        @Override
        public Truth with(@Nullable Object found) {
            return found instanceof Boolean flag ? Truth.of(flag == wanted) : Truth.UNKNOWN;
        }
    }

    record Exists() implements Comparison {
        @Override
        public Truth with(@Nullable Object found) {
            return Truth.of(found != null);
        }
    }

    record Contains(String part) implements Comparison {
        @Override
        public Truth with(@Nullable Object found) {
            return found instanceof String text ? Truth.of(text.contains(part)) : Truth.UNKNOWN;
        }
    }

    record Numbers(Relation relation, double wanted) implements Comparison {
        @Override
        public Truth with(@Nullable Object found) {
            if (!(found instanceof Number number)) {
                return Truth.UNKNOWN;
            }
            double value = number.doubleValue();
            return isExact(value) ? Truth.of(relation.holds(value, wanted)) : Truth.UNKNOWN;
        }
    }

    record Versions(Relation relation, Version wanted) implements Comparison {
        @Override
        public Truth with(@Nullable Object found) {
            if (!(found instanceof String text)) {
                return Truth.UNKNOWN;
            }
            Optional<Version> version = Version.parse(text);
            return version.isPresent() ? Truth.of(relation.holds(version.get().comparedWith(wanted))) : Truth.UNKNOWN;
        }
    }

    /** Membership of a segment, which {@link Leaf} looks up, because it is not about an attribute. */
    record Qualified(String segment) implements Comparison {
        @Override
        public Truth with(@Nullable Object found) {
            return Truth.UNKNOWN;
        }
    }

    enum Relation {
        EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        LESS,
        LESS_OR_EQUAL;

        boolean holds(double left, double right) {
            return switch (this) {
                case EQUAL -> left == right;
                case GREATER -> left > right;
                case GREATER_OR_EQUAL -> left >= right;
                case LESS -> left < right;
                case LESS_OR_EQUAL -> left <= right;
            };
        }

        /** @param order negative, zero or positive, as of a comparator */
        boolean holds(int order) {
            return holds(order, 0);
        }
    }
}
