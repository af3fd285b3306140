package org.muriel.decision.audience;

/**
 * What a condition says about a visitor. Unknown is not false: {@code not} leaves it unknown, so that a visitor who
 * does not tell an attribute is neither in an audience nor in its opposite.
 */
public enum Truth {
    TRUE,
    FALSE,
    UNKNOWN;

    public static Truth of(boolean holds) {
        return holds ? TRUE : FALSE;
    }

    /** The opposite; the opposite of unknown is unknown. */
    public Truth negated() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
