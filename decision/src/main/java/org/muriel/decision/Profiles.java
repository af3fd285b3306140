package org.muriel.decision;

import java.util.Map;

/**
 * Keeps visitors in the variations they once got, when traffic or weights change later. What is kept is the id of a
 * variation for the id of an experiment. SDK contract, 2.7. Must be safe for the threads that decide. A call looks up at
 * most once and saves at most once, at its end; what this throws reaches whoever asked for the decision.
 */
public interface Profiles {
    /** The visitor's variations by experiment; empty if nothing is known. */
    Map<String, String> lookup(String visitorId);

    /** Keeps a visitor's variations: all that {@link #lookup} gave, and what the call added. */
    void save(String visitorId, Map<String, String> variationByExperiment);
}
