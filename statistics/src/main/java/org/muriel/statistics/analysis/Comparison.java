package org.muriel.statistics.analysis;

import org.muriel.statistics.fixed.FixedHorizon.Outcome;
import org.muriel.statistics.multiplicity.Tier;

/** A treatment against a baseline in one respect, at all looks. */
public record Comparison(Tier tier, Outcome outcome) {}
