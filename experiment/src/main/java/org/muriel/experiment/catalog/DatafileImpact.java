package org.muriel.experiment.catalog;

import java.util.Optional;
import java.util.function.Function;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.eventtype.EventType;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.project.Environment;

/**
 * Which datafiles a change of one entity may show in (SDK contract, 1.5).
 *
 * <p>Errs on the side of raising: a revision too many costs each SDK one download, one too few leaves visitors on the
 * old configuration, since SDKs ignore a datafile whose revision they know.
 */
final class DatafileImpact {
    private DatafileImpact() {}

    static boolean shows(Optional<Entity> before, Entity after, Environment environment) {
        return switch (after.kind()) {
            case PROJECT -> false;
            case ENVIRONMENT ->
                after.id() == environment.id() && differs(before, after, Environment.class, Environment::key);
            case ATTRIBUTE ->
                differs(before, after, Attribute.class, Attribute::key)
                        || differs(before, after, Attribute.class, Attribute::archived);
            case EVENT ->
                differs(before, after, EventType.class, EventType::key)
                        || differs(before, after, EventType.class, EventType::archived);
            case AUDIENCE ->
                differs(before, after, Audience.class, Audience::conditions)
                        || differs(before, after, Audience.class, Audience::name)
                        || differs(before, after, Audience.class, Audience::archived);
            case FEATURE ->
                differs(before, after, Feature.class, Feature::key)
                        || differs(before, after, Feature.class, Feature::variables)
                        || differs(before, after, Feature.class, Feature::archived)
                        || differs(before, after, Feature.class, it -> it.rulesIn(environment.id()));
            case EXPERIMENT -> experimentShows(before, (Experiment) after, environment);
        };
    }

    private static boolean experimentShows(Optional<Entity> before, Experiment after, Environment environment) {
        boolean shown = after.runsIn(environment.id());
        boolean wasShown =
                before.map(it -> ((Experiment) it).runsIn(environment.id())).orElse(false);
        return shown != wasShown || (shown && differs(before, after, Experiment.class, Experiment::design));
    }

    private static <T extends Entity> boolean differs(
            Optional<Entity> before, Entity after, Class<T> type, Function<T, ?> part) {
        return before.isEmpty() || !part.apply(type.cast(before.get())).equals(part.apply(type.cast(after)));
    }
}
