package org.muriel.access;

/** What somebody may do in a project, or in the whole account. Each includes those before it. */
public enum Right {
    /** See everything, results included. */
    VIEW,
    /** Change what no visitor notices: drafts, and what does not run. */
    EDIT,
    /** Change what visitors get: start, pause, and change what runs. */
    PUBLISH,
    /** Decide about people, environments with their SDK keys, webhooks, and the project itself. */
    ADMINISTER;

    public boolean includes(Right other) {
        return compareTo(other) >= 0;
    }
}
