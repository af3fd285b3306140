package org.muriel.experiment.feature;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;

/**
 * Something that can be switched on for some visitors, with parameters.
 *
 * @param ownName absent while the name was never set on its own: it follows the key then
 * @param rules environment id → rules in the order they are tried. Through the REST API an environment has at most
 *     one, none if it is younger than the feature, and all rules of a feature share their targeting; an import may
 *     bring several
 * @param variables archived ones included, in the order they were made
 */
public record Feature(
        long id,
        long projectId,
        String key,
        Optional<String> ownName,
        String description,
        boolean archived,
        List<Variable> variables,
        Map<Long, List<RolloutRule>> rules,
        Instant created,
        Instant lastModified)
        implements Entity {

    public Feature {
        variables = List.copyOf(variables);
        rules = Map.copyOf(rules);
    }

    public String name() {
        return ownName.orElse(key);
    }

    public List<RolloutRule> rulesIn(long environmentId) {
        return rules.getOrDefault(environmentId, List.of());
    }

    public Optional<Variable> variable(String variableKey) {
        return variables.stream().filter(it -> it.key().equals(variableKey)).findFirst();
    }

    public Optional<Variable> variable(long variableId) {
        return variables.stream().filter(it -> it.id() == variableId).findFirst();
    }

    @Override
    public Kind kind() {
        return Kind.FEATURE;
    }

    @Override
    public List<UniqueName> uniqueNames() {
        return List.of(UniqueName.exact("key", key));
    }
}
