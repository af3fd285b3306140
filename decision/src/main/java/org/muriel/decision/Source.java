package org.muriel.decision;

/** What kind of rule a decision comes from. */
public enum Source {
    /** An experiment asked for by its own key, as {@code activate} does. */
    EXPERIMENT("experiment"),
    /** An experiment of a flag, or a decision forced for the whole flag. */
    FEATURE_TEST("feature-test"),
    /** A rule of a rollout. A flag that nothing decides is reported as this, too. */
    ROLLOUT("rollout"),
    HOLDOUT("holdout");

    private final String word;

    Source(String word) {
        this.word = word;
    }

    /** The word of events and notifications, such as {@code feature-test}. */
    public String word() {
        return word;
    }
}
