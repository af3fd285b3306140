package org.muriel.experiment.project;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;

/**
 * Where a project's experiments and features run, each place with a datafile of its own.
 *
 * @param key kept as created, unique and matched without regard to case
 * @param primary exactly one per project, from its creation on
 * @param restricted only publishers and above may start experiments here
 * @param priority order of display
 * @param datafileId identity of the datafile document
 * @param sdkKey names the datafile to SDKs: 22 characters of {@code [A-Za-z0-9]}, unguessable, fixed for life
 */
public record Environment(
        long id,
        long projectId,
        String key,
        String name,
        String description,
        boolean archived,
        boolean primary,
        boolean restricted,
        Optional<Integer> priority,
        long datafileId,
        String sdkKey,
        Instant created,
        Instant lastModified)
        implements Entity {

    @Override
    public Kind kind() {
        return Kind.ENVIRONMENT;
    }

    @Override
    public List<UniqueName> uniqueNames() {
        return List.of(UniqueName.anyCase("key", key));
    }
}
