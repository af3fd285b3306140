package org.muriel.experiment;

import java.util.Map;
import java.util.Optional;
import org.muriel.experiment.traffic.Share;

/**
 * An arm of an experiment.
 *
 * @param weight share of the experiment's traffic; a paused variation keeps its weight while others share its traffic
 * @param featureEnabled whether the experiment's feature is on here; without meaning when it has none
 * @param variableValues variable id → text that replaces the variable's default here
 */
public record Variation(
        long id,
        String key,
        Optional<String> name,
        String description,
        Status status,
        Share weight,
        boolean featureEnabled,
        Map<Long, String> variableValues) {

    public Variation {
        variableValues = Map.copyOf(variableValues);
    }

    public enum Status {
        ACTIVE,
        PAUSED,
        ARCHIVED
    }

    public Variation withStatus(Status newStatus) {
        return new Variation(id, key, name, description, newStatus, weight, featureEnabled, variableValues);
    }

    public Variation withoutVariableValues() {
        return new Variation(id, key, name, description, status, weight, featureEnabled, Map.of());
    }
}
