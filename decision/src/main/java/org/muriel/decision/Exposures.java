package org.muriel.decision;

/**
 * Told of every decision that is to be reported as an exposure. SDK contract, 4.4. Called by the thread that decides, so
 * it must be quick and safe for several threads.
 */
@FunctionalInterface
public interface Exposures {
    void exposed(Ruleset ruleset, Visitor visitor, Decision decision);
}
