package org.muriel.datafile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.audience.AudienceTest;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.eventtype.EventType;
import org.muriel.experiment.exclusion.ExclusionGroup;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.feature.RolloutRule;
import org.muriel.experiment.project.Environment;

/**
 * What a datafile shows: experiments that run in its environment, and of everything else what is not archived or still
 * in use (REST specification, 1.13). All by ascending id.
 */
final class Contents {
    private final Snapshot snapshot;
    private final Environment environment;
    final List<Experiment> experiments;
    final List<ExclusionGroup> groups;
    final List<Feature> features;
    final List<Audience> audiences;
    final List<Attribute> attributes;
    final List<EventType> events;

    Contents(Snapshot snapshot, Environment environment) {
        this.snapshot = snapshot;
        this.environment = environment;
        this.experiments = all(Experiment.class).stream()
                .filter(it -> it.runsIn(environment.id()))
                .toList();
        this.groups = live(ExclusionGroup.class, Set.of());
        this.features = live(Feature.class, usedFeatures());
        this.audiences = live(Audience.class, usedAudiences());
        this.attributes = live(Attribute.class, usedAttributes());
        this.events = live(EventType.class, usedEvents());
    }

    /** The rules that serve somebody: no client looks at the status of a rule, so others are left out. */
    List<RolloutRule> rules(Feature feature) {
        return feature.rulesIn(environment.id()).stream()
                .filter(RolloutRule::enabled)
                .toList();
    }

    /** The rollout of a feature, empty text where it has none: an import may have brought either. */
    String rolloutId(Feature feature) {
        return feature.importedRollout(environment.id()).orElseGet(() -> Ids.rollout(feature.id()));
    }

    /** Whether the rollout was made here, and so ends with the rule for everybody else. */
    boolean isMadeHere(Feature feature) {
        return feature.importedRollout(environment.id()).isEmpty();
    }

    Attribute attribute(long id) {
        return snapshot.get(Attribute.class, id);
    }

    Feature feature(long id) {
        return snapshot.get(Feature.class, id);
    }

    /** Group id → experiments of it. */
    Map<Long, List<Experiment>> experimentsByGroup() {
        Map<Long, Long> groupOf = new HashMap<>();
        groups.forEach(group -> group.members().forEach(it -> groupOf.put(it.experimentId(), group.id())));
        return experiments.stream()
                .filter(it -> groupOf.containsKey(it.id()))
                .collect(Collectors.groupingBy(it -> groupOf.getOrDefault(it.id(), 0L)));
    }

    Set<Long> groupedExperiments() {
        Set<Long> grouped = new HashSet<>();
        groups.forEach(group -> group.members().forEach(it -> grouped.add(it.experimentId())));
        return grouped;
    }

    /** Feature id → experiments that vary it, in the order in which they are asked. */
    Map<Long, List<Experiment>> experimentsByFeature() {
        Map<Long, List<Experiment>> byFeature = new HashMap<>();
        for (Experiment experiment : experiments) {
            experiment
                    .design()
                    .featureId()
                    .ifPresent(id -> byFeature
                            .computeIfAbsent(id, it -> new ArrayList<>())
                            .add(experiment));
        }
        byFeature.forEach((id, some) ->
                some.sort(Comparator.comparing(Experiment::id, feature(id).askedFirst())));
        return byFeature;
    }

    /** Event id → experiments with a metric that counts it. */
    Map<Long, List<Experiment>> experimentsByEvent() {
        Map<Long, List<Experiment>> byEvent = new HashMap<>();
        for (Experiment experiment : experiments) {
            experiment
                    .design()
                    .eventIds()
                    .forEach(id ->
                            byEvent.computeIfAbsent(id, it -> new ArrayList<>()).add(experiment));
        }
        return byEvent;
    }

    private Set<Long> usedFeatures() {
        return experimentsByFeature().keySet();
    }

    private Set<Long> usedEvents() {
        return experimentsByEvent().keySet();
    }

    private Set<Long> usedAudiences() {
        Set<Long> used = new HashSet<>();
        experiments.forEach(it -> used.addAll(it.design().targeting().audienceIds()));
        features.forEach(feature ->
                rules(feature).forEach(it -> used.addAll(it.targeting().audienceIds())));
        return used;
    }

    private Set<Long> usedAttributes() {
        Set<Long> used = new HashSet<>();
        for (Audience audience : audiences) {
            audience.conditions()
                    .ifPresent(it -> it.forEachLeaf(test -> {
                        if (test instanceof AudienceTest.OfAttribute ofAttribute) {
                            used.add(ofAttribute.attributeId());
                        }
                    }));
        }
        return used;
    }

    private <T extends Entity> List<T> live(Class<T> type, Set<Long> used) {
        return all(type).stream()
                .filter(it -> !it.archived() || used.contains(it.id()))
                .toList();
    }

    private <T extends Entity> List<T> all(Class<T> type) {
        return snapshot.list(type, environment.projectId());
    }
}
