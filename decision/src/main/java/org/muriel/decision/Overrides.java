package org.muriel.decision;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Variations that a running program has given to visitors in experiments, against all rules but the experiment's status.
 * In memory only; safe for all threads. Kept by the ids of experiments, so they outlive a new datafile. SDK contract, 4.5.
 */
public final class Overrides {
    private final Map<Place, String> variationKeys = new ConcurrentHashMap<>();

    private record Place(String experimentId, String visitorId) {}

    /** The key of the variation that a visitor was given. */
    public Optional<String> get(String experimentId, String visitorId) {
        return variationKeys.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(variationKeys.get(new Place(experimentId, visitorId)));
    }

    /** Gives a visitor a variation. Answers the key of the one it was given before. */
    public Optional<String> put(String experimentId, String visitorId, String variationKey) {
        return Optional.ofNullable(variationKeys.put(new Place(experimentId, visitorId), variationKey));
    }

    /** Takes it back. Answers the key of the one that was given. */
    public Optional<String> remove(String experimentId, String visitorId) {
        return Optional.ofNullable(variationKeys.remove(new Place(experimentId, visitorId)));
    }
}
