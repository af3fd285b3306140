package org.muriel.experiment.audience;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;

/**
 * A named condition on visitors.
 *
 * @param conditions absent: everybody matches
 * @param forJourney absent while never set
 */
public record Audience(
        long id,
        long projectId,
        Optional<String> name,
        String description,
        Optional<Condition<AudienceTest>> conditions,
        boolean archived,
        boolean segmentation,
        Optional<Boolean> forJourney,
        Instant created,
        Instant lastModified)
        implements Entity {

    @Override
    public Kind kind() {
        return Kind.AUDIENCE;
    }

    @Override
    public List<UniqueName> uniqueNames() {
        return name.map(it -> List.of(UniqueName.exact("name", it))).orElse(List.of());
    }
}
