package org.muriel.experiment.catalog;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Run;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.audience.AudienceTest;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.exclusion.ExclusionGroup;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.feature.RolloutRule;
import org.muriel.experiment.project.Environment;

/**
 * Whether visitors of an environment would notice a change: what runs there would change, or what it is made of.
 *
 * <p>Narrower than {@link DatafileImpact}: a datafile also names what nothing makes use of yet. An experiment with a
 * schedule counts as one that runs, since it will start as it is then and nobody is asked again.
 */
public final class LiveImpact {
    private LiveImpact() {}

    public static boolean isLive(Draft draft, Entity after, Environment environment) {
        return switch (after.kind()) {
            case PROJECT, ENVIRONMENT -> false; // who may change them may change everything in them
            case WEBHOOK -> false;
            case EXPERIMENT -> isLive(before(draft, after, Experiment.class), (Experiment) after, environment);
            case FEATURE ->
                shows(draft, after, environment)
                        && (serves(draft, after, environment)
                                || runs(
                                        draft,
                                        environment,
                                        it -> it.design().featureId().equals(Optional.of(after.id()))));
            case AUDIENCE -> shows(draft, after, environment) && targeted(draft, environment, Set.of(after.id()));
            case ATTRIBUTE ->
                shows(draft, after, environment) && targeted(draft, environment, audiencesOn(draft.current(), after));
            case EVENT ->
                shows(draft, after, environment)
                        && runs(draft, environment, it -> it.design().eventIds().contains(after.id()));
            case GROUP -> {
                Predicate<Experiment> member = it -> ((ExclusionGroup) after).has(it.id())
                        || before(draft, after, ExclusionGroup.class)
                                .filter(group -> group.has(it.id()))
                                .isPresent();
                yield shows(draft, after, environment) && runs(draft, environment, member);
            }
        };
    }

    /** Whether it changes what is set for this environment alone, noticed or not. */
    public static boolean isOfEnvironment(Draft draft, Entity after, Environment environment) {
        return after instanceof Feature feature
                && before(draft, after, Feature.class)
                        .filter(it -> !it.rulesIn(environment.id()).equals(feature.rulesIn(environment.id()))
                                || !it.importedRollout(environment.id())
                                        .equals(feature.importedRollout(environment.id())))
                        .isPresent();
    }

    /** Starting and pausing count even where nobody is shown anything yet or any more. */
    private static boolean isLive(Optional<Experiment> before, Experiment after, Environment environment) {
        Run run = before.map(it -> it.runIn(environment.id())).orElse(Run.NOT_STARTED);
        return !run.equals(after.runIn(environment.id()))
                || Stream.concat(before.stream(), Stream.of(after)).anyMatch(it -> runs(it, environment));
    }

    private static boolean runs(Experiment experiment, Environment environment) {
        return experiment.runsIn(environment.id())
                || (environment.primary()
                        && !experiment.archived()
                        && experiment.design().schedule().isPresent());
    }

    private static boolean shows(Draft draft, Entity after, Environment environment) {
        return DatafileImpact.shows(draft.before(after), after, environment);
    }

    /** Whether a rule of the feature is on, before or after. */
    private static boolean serves(Draft draft, Entity feature, Environment environment) {
        return Stream.concat(before(draft, feature, Feature.class).stream(), Stream.of((Feature) feature))
                .anyMatch(it -> serves(it, environment, rule -> true));
    }

    private static boolean serves(Feature feature, Environment environment, Predicate<RolloutRule> which) {
        return !feature.archived()
                && feature.rulesIn(environment.id()).stream()
                        .filter(RolloutRule::enabled)
                        .anyMatch(which);
    }

    private static boolean runs(Draft draft, Environment environment, Predicate<Experiment> which) {
        return draft.current().list(Experiment.class, environment.projectId()).stream()
                .anyMatch(it -> which.test(it) && runs(it, environment));
    }

    /** Whether something that runs is for one of the audiences. */
    private static boolean targeted(Draft draft, Environment environment, Set<Long> audiences) {
        Predicate<Targeting> any = it -> it.audienceIds().stream().anyMatch(audiences::contains);
        return runs(draft, environment, it -> any.test(it.design().targeting()))
                || draft.current().list(Feature.class, environment.projectId()).stream()
                        .anyMatch(it -> serves(it, environment, rule -> any.test(rule.targeting())));
    }

    private static Set<Long> audiencesOn(Snapshot snapshot, Entity attribute) {
        Set<Long> audiences = new HashSet<>();
        for (Audience audience : snapshot.list(Audience.class, attribute.projectId())) {
            audience.conditions()
                    .ifPresent(it -> it.forEachLeaf(test -> {
                        if (test instanceof AudienceTest.OfAttribute of && of.attributeId() == attribute.id()) {
                            audiences.add(audience.id());
                        }
                    }));
        }
        return audiences;
    }

    private static <T extends Entity> Optional<T> before(Draft draft, Entity after, Class<T> type) {
        return draft.before(after).map(type::cast);
    }
}
