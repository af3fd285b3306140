package org.muriel.decision.bucketing;

/**
 * A stretch of the line of traffic, from where the one before it ends.
 *
 * @param entityId the id of the variation, in a group of the experiment, to which it belongs; empty for a gap
 * @param end the first bucket after it, 0 to 10 000
 */
public record Range(String entityId, int end) {}
