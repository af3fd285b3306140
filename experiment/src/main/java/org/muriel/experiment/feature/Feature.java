package org.muriel.experiment.feature;

import java.time.Instant;
import java.util.Comparator;
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
 * @param rollouts environment id → id of the rollout that its rules came in; empty text: a feature without a rollout.
 *     Elsewhere rollouts are made here, and end with a rule that is off for everybody else
 * @param experimentOrder ids of experiments that are asked before all others, in this order; the others follow by id
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
        Map<Long, String> rollouts,
        List<Long> experimentOrder,
        Instant created,
        Instant lastModified)
        implements Entity {

    /** A feature made here. */
    public Feature(
            long id,
            long projectId,
            String key,
            Optional<String> ownName,
            String description,
            boolean archived,
            List<Variable> variables,
            Map<Long, List<RolloutRule>> rules,
            Instant created,
            Instant lastModified) {
        this(
                id,
                projectId,
                key,
                ownName,
                description,
                archived,
                variables,
                rules,
                Map.of(),
                List.of(),
                created,
                lastModified);
    }

    public Feature {
        variables = List.copyOf(variables);
        rules = Map.copyOf(rules);
        rollouts = Map.copyOf(rollouts);
        experimentOrder = List.copyOf(experimentOrder);
    }

    public String name() {
        return ownName.orElse(key);
    }

    public List<RolloutRule> rulesIn(long environmentId) {
        return rules.getOrDefault(environmentId, List.of());
    }

    /** The id of the rollout that an import brought to the environment; empty text: none. */
    public Optional<String> importedRollout(long environmentId) {
        return Optional.ofNullable(rollouts.get(environmentId));
    }

    /** Which of its experiments is asked first, by their ids. */
    public Comparator<Long> askedFirst() {
        return Comparator.<Long>comparingInt(
                        it -> experimentOrder.contains(it) ? experimentOrder.indexOf(it) : experimentOrder.size())
                .thenComparing(Comparator.naturalOrder());
    }

    public Feature withExperimentOrder(List<Long> order) {
        return new Feature(
                id,
                projectId,
                key,
                ownName,
                description,
                archived,
                variables,
                rules,
                rollouts,
                order,
                created,
                lastModified);
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
