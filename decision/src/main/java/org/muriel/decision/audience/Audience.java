package org.muriel.decision.audience;

/**
 * A named condition on visitors.
 *
 * @param text the condition as the datafile writes it, in JSON
 */
public record Audience(String id, String name, Condition condition, String text) {}
