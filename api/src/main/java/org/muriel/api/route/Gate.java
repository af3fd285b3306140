package org.muriel.api.route;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.muriel.access.Person;
import org.muriel.access.Right;
import org.muriel.access.Role;
import org.muriel.api.json.Fields;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.project.Project;

/**
 * Lets a caller pass who has the right that the route needs, in the project that the request is about. What a write
 * needs beyond that depends on what it would change, and is asked by {@link org.muriel.api.rights.GuardedCatalog}.
 *
 * <p>Who administers the account passes without a look at the request.
 */
final class Gate {
    private static final String PROJECT_ID = "project_id";
    private static final String CAMPAIGN_ID = "campaign_id";

    private final Supplier<Snapshot> configuration;

    Gate(Supplier<Snapshot> configuration) {
        this.configuration = configuration;
    }

    /** Why the caller may not pass; nothing when the caller may. */
    Optional<Problem> refusal(Route route, Person caller, Map<String, String> path, Query query, byte[] body) {
        if (caller.administrator()) {
            return Optional.empty();
        }
        return switch (route.scope()) {
            case ACCOUNT -> Optional.of(ofAccount(route));
            case CALLER ->
                caller.mayAnywhere(route.right())
                        ? Optional.empty()
                        : Optional.of(new Problem.NotPermitted(
                                "do this", roles(route.right()) + " in a project", "that in none"));
            case PROJECT -> inProject(route, caller, path, query, body);
        };
    }

    private Optional<Problem> inProject(
            Route route, Person caller, Map<String, String> path, Query query, byte[] body) {
        Snapshot snapshot = configuration.get();
        List<Parameter> ids = route.parameters().stream()
                .filter(it -> it.in() == Parameter.In.PATH && it.type() == Parameter.Type.ID)
                .toList();
        Set<Long> projects = new LinkedHashSet<>();
        // one that belongs to no entity is looked for by the handler, below the one that does
        ids.forEach(it -> projectOf(it.name(), idOf(it, path), snapshot).ifPresent(projects::add));
        if (projects.isEmpty() && !ids.isEmpty()) {
            return Optional.of(new Problem.NotFound(word(ids.getFirst()), idOf(ids.getFirst(), path)));
        }
        if (ids.isEmpty()) {
            projects.addAll(named(route, query, body, snapshot));
        }
        if (projects.isEmpty() && route.methods().contains("GET")) {
            return Optional.of(ofAccount(route));
        }
        if (projects.isEmpty() && !caller.mayAnywhere(route.right())) {
            return Optional.of(new Problem.NotPermitted("do this", roles(route.right()), "that in no project"));
        }
        return projects.stream()
                .flatMap(it -> refusal(caller, route.right(), it).stream())
                .findFirst();
    }

    private static long idOf(Parameter id, Map<String, String> path) {
        return Long.parseLong(path.getOrDefault(id.name(), "0"));
    }

    private static Optional<Long> projectOf(String parameter, long id, Snapshot snapshot) {
        return parameter.equals(CAMPAIGN_ID)
                ? snapshot.projects().stream()
                        .map(Project::id)
                        .filter(project -> snapshot.list(Experiment.class, project).stream()
                                .anyMatch(it -> it.campaignId() == id))
                        .findFirst()
                : snapshot.find(Entity.class, id).map(Entity::projectId);
    }

    /** The projects that the query names, each of them; else the one the body names. */
    private static Set<Long> named(Route route, Query query, byte[] body, Snapshot snapshot) {
        List<Long> ids = new ArrayList<>();
        query.all(PROJECT_ID).forEach(it -> number(it).ifPresent(ids::add));
        if (ids.isEmpty()) {
            query.all(CAMPAIGN_ID)
                    .forEach(it -> number(it)
                            .flatMap(id -> projectOf(CAMPAIGN_ID, id, snapshot))
                            .ifPresent(ids::add));
        }
        if (ids.isEmpty() && !route.methods().contains("GET")) {
            Outcome<Fields> fields = Fields.parse(body, false);
            if (fields instanceof Outcome.Done<Fields>(Fields members)) {
                members.idIfAny(PROJECT_ID).ifPresent(ids::add);
            }
        }
        return new LinkedHashSet<>(ids);
    }

    private static Optional<Long> number(String text) {
        return text.matches("[0-9]{1,16}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private static Optional<Problem> refusal(Person caller, Right right, long projectId) {
        return caller.may(right, projectId)
                ? Optional.empty()
                : Optional.of(new Problem.NotPermitted(
                        verb(right) + " project " + projectId,
                        roles(right) + " there",
                        caller.roleIn(projectId).map(Role::word).orElse("nobody there")));
    }

    private static Problem ofAccount(Route route) {
        return new Problem.NotPermitted(verb(route.right()) + " the account", "administrator of it", "none");
    }

    private static String verb(Right right) {
        return switch (right) {
            case VIEW -> "see";
            case EDIT -> "change";
            case PUBLISH -> "change what visitors get in";
            case ADMINISTER -> "administer";
        };
    }

    private static String roles(Right right) {
        return Role.granting(right).stream().map(Role::word).collect(Collectors.joining(", "));
    }

    private static String word(Parameter id) {
        return id.name().replace("_id", "").replace('_', ' ');
    }
}
