package org.muriel.experiment.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Variation;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.eventtype.EventType;
import org.muriel.experiment.exclusion.ExclusionGroup;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;
import org.muriel.experiment.traffic.Range;

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
            case PROJECT -> before.isPresent() && differs(before, after, Project.class, Project::botFiltering);
            case ENVIRONMENT ->
                after.id() == environment.id()
                        && (differs(before, after, Environment.class, Environment::key)
                                || differs(before, after, Environment.class, Environment::sdkKey));
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
                        || differs(before, after, Feature.class, it -> it.rulesIn(environment.id()))
                        || differs(before, after, Feature.class, it -> it.importedRollout(environment.id()))
                        || differs(before, after, Feature.class, Feature::experimentOrder);
            case EXPERIMENT -> experimentShows(before, (Experiment) after, environment);
            case GROUP ->
                differs(before, after, ExclusionGroup.class, ExclusionGroup::ranges)
                        || differs(before, after, ExclusionGroup.class, DatafileImpact::memberIds)
                        || differs(before, after, ExclusionGroup.class, ExclusionGroup::policy)
                        || differs(before, after, ExclusionGroup.class, ExclusionGroup::archived);
            case WEBHOOK -> false;
        };
    }

    /** What a datafile shows of an experiment that runs; ranges stand for its traffic and weights. */
    private record Shown(
            String key,
            Targeting targeting,
            Optional<Long> featureId,
            List<VariationShown> variations,
            Set<Long> eventIds,
            Map<String, Long> whitelist,
            List<Range> ranges) {
        Shown(Experiment it) {
            this(
                    it.design().key(),
                    it.design().targeting(),
                    it.design().featureId(),
                    it.design().variations().stream().map(VariationShown::new).toList(),
                    it.design().eventIds(),
                    it.design().whitelist(),
                    it.ranges());
        }
    }

    private record VariationShown(
            long id, String key, boolean active, boolean featureEnabled, Map<Long, String> variableValues) {
        VariationShown(Variation it) {
            this(it.id(), it.key(), it.status() == Variation.Status.ACTIVE, it.featureEnabled(), it.variableValues());
        }
    }

    private static boolean experimentShows(Optional<Entity> before, Experiment after, Environment environment) {
        boolean shown = after.runsIn(environment.id());
        boolean wasShown =
                before.map(it -> ((Experiment) it).runsIn(environment.id())).orElse(false);
        return shown != wasShown || (shown && differs(before, after, Experiment.class, Shown::new));
    }

    private static Set<Long> memberIds(ExclusionGroup group) {
        return group.members().stream().map(ExclusionGroup.Member::experimentId).collect(Collectors.toSet());
    }

    private static <T extends Entity> boolean differs(
            Optional<Entity> before, Entity after, Class<T> type, Function<T, ?> part) {
        return before.isEmpty() || !part.apply(type.cast(before.get())).equals(part.apply(type.cast(after)));
    }
}
