package org.muriel.decision;

import java.util.Optional;

/**
 * A variation that a visitor is given whatever rules say. SDK contract, 2.6.
 *
 * @param ruleKey absent for the whole flag; otherwise the variation is given when evaluation reaches that rule
 */
public record ForcedDecision(String flagKey, Optional<String> ruleKey, String variationKey) {}
