package org.muriel.decision.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A version of a program, as SDKs compare them: one to three numbers, and what follows the first {@code -} or
 * {@code +} as one text. Not semantic versioning: a condition that names fewer parts looks at fewer parts, and
 * {@code beta.2} is greater than {@code beta.10}. SDK contract, 3.6.
 *
 * @param parts the numbers, then the text after them if it is not empty
 */
record Version(List<String> parts, Kind kind) {
    private static final int NUMBERS = 3;

    enum Kind {
        RELEASE,
        PRE_RELEASE,
        BUILD
    }

    /** Nothing for a text that is no version. */
    static Optional<Version> parse(String text) {
        if (text.isEmpty() || text.chars().anyMatch(Version::isSpace)) {
            return Optional.empty();
        }
        int dash = text.indexOf('-');
        int plus = text.indexOf('+');
        Kind kind = dash >= 0 && (plus < 0 || dash < plus) ? Kind.PRE_RELEASE : plus >= 0 ? Kind.BUILD : Kind.RELEASE;
        int end = switch (kind) {
            case RELEASE -> text.length();
            case PRE_RELEASE -> dash;
            case BUILD -> plus;
        };
        List<String> parts = new ArrayList<>(NUMBERS + 1);
        int from = 0;
        while (from <= end) {
            int dot = text.indexOf('.', from);
            int to = dot < 0 || dot > end ? end : dot;
            if (parts.size() == NUMBERS || !isNumber(text, from, to)) {
                return Optional.empty();
            }
            parts.add(text.substring(from, to));
            from = to + 1;
        }
        if (end + 1 < text.length()) {
            parts.add(text.substring(end + 1));
        }
        return Optional.of(new Version(parts, kind));
    }

    /**
     * How this version, a visitor's, stands to one that a condition names: negative if it is smaller, positive if it is
     * greater. The two sides are not alike: only as many parts are looked at as the condition has.
     */
    int comparedWith(Version condition) {
        for (int i = 0; i < condition.parts.size(); i++) {
            if (i >= parts.size()) {
                return condition.kind == Kind.RELEASE ? -1 : 1;
            }
            int order = isNumber(parts.get(i))
                    ? compareNumbers(parts.get(i), condition.parts.get(i))
                    : compareTexts(parts.get(i), condition, i);
            if (order != 0) {
                return order;
            }
        }
        return kind == Kind.PRE_RELEASE && condition.kind != Kind.PRE_RELEASE ? -1 : 0;
    }

    private int compareTexts(String part, Version condition, int i) {
        int order = part.compareTo(condition.parts.get(i));
        if (order < 0) {
            return condition.kind == Kind.PRE_RELEASE && kind != Kind.PRE_RELEASE ? 1 : -1;
        }
        if (order > 0) {
            return condition.kind != Kind.PRE_RELEASE && kind == Kind.PRE_RELEASE ? -1 : 1;
        }
        return 0;
    }

    /** A condition's part counts by the digits it begins with; without any it is neither smaller nor greater. */
    private static int compareNumbers(String part, String condition) {
        int digits = 0;
        while (digits < condition.length() && isDigit(condition.charAt(digits))) {
            digits++;
        }
        return digits == 0
                ? 0
                : Double.compare(Double.parseDouble(part), Double.parseDouble(condition.substring(0, digits)));
    }

    private static boolean isNumber(String text) {
        return isNumber(text, 0, text.length());
    }

    private static boolean isNumber(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return from < to;
    }

    private static boolean isDigit(char it) {
        return it >= '0' && it <= '9';
    }

    private static boolean isSpace(int it) {
        return Character.isWhitespace(it) || Character.isSpaceChar(it) || it == '\uFEFF';
    }
}
