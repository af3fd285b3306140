package org.muriel.api.project;

import java.util.Optional;
import org.muriel.api.entity.SecretKeys;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;

/**
 * Keys of the two environments a new project gets. Clients of one generation of the emulated API write them with a
 * capital, those of a later one without (REST specification, 3.2).
 */
public enum DefaultEnvironments {
    CAPITALISED("Production", "Development"),
    LOWERCASE("production", "development");

    private final String production;
    private final String development;

    DefaultEnvironments(String production, String development) {
        this.production = production;
        this.development = development;
    }

    /** Makes both in a project that has none yet. */
    public void putInto(Project project, SecretKeys secretKeys, Draft draft) {
        put(project, "Production", production, true, 1, secretKeys, draft);
        put(project, "Development", development, false, 2, secretKeys, draft);
    }

    private static void put(
            Project project,
            String name,
            String key,
            boolean primary,
            int priority,
            SecretKeys secretKeys,
            Draft draft) {
        Outcome<Environment> put = draft.put(new Environment(
                draft.nextId(),
                project.id(),
                key,
                name,
                "",
                false,
                primary,
                false,
                Optional.of(priority),
                draft.nextId(),
                secretKeys.next(),
                draft.now(),
                draft.now()));
        if (put instanceof Outcome.Refused<Environment>(var problem)) {
            throw new IllegalStateException("a new project has no environment yet, but " + problem);
        }
    }
}
