package org.muriel.api.agent;

/**
 * What the decision service's routes that show or change the decisions of other visitors ask for: overrides, kept
 * variations, the stream of notifications.
 */
public enum AgentCredential {
    /** The SDK key alone, as the decision service itself does. For networks of one's own. */
    KEY,

    /** A personal token beside the SDK key, which pages and apps show to everybody. For where strangers get in. */
    TOKEN
}
