package org.muriel.api.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.experiment.Design;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Variation;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.entity.Kind;
import org.muriel.experiment.eventtype.EventType;
import org.muriel.experiment.exclusion.ExclusionGroup;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.feature.RolloutRule;
import org.muriel.experiment.feature.Variable;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.traffic.Range;

/** Gives what has just been made the ids and buckets that its entry says. */
final class Numbering {
    private final Identity identity;
    private final Entry entry;
    private final Draft draft;

    Numbering(Identity identity, Entry entry, Draft draft) {
        this.identity = identity;
        this.entry = entry;
        this.draft = draft;
    }

    Environment number(Environment it) {
        return it.identified(kept(identity.id(), it.id()), identity.sdkKey().orElse(it.sdkKey()), it.primary());
    }

    Attribute number(Attribute it) {
        long id = kept(identity.id(), it.id());
        return new Attribute(
                id, it.projectId(), it.key(), it.name(), it.description(), it.archived(), it.lastModified());
    }

    EventType number(EventType it) {
        return new EventType(
                kept(identity.id(), it.id()),
                it.projectId(),
                it.key(),
                it.name(),
                it.description(),
                it.category(),
                it.archived(),
                it.properties(),
                it.created(),
                it.lastModified());
    }

    Audience number(Audience it) {
        return new Audience(
                kept(identity.id(), it.id()),
                it.projectId(),
                it.name(),
                it.description(),
                it.conditions(),
                it.archived(),
                it.segmentation(),
                it.forJourney(),
                it.created(),
                it.lastModified());
    }

    Feature number(Feature it) {
        Map<Long, Long> variables = new HashMap<>();
        it.variables().forEach(variable -> variables.put(variable.id(), part(variable.key(), variable.id())));
        Map<Long, List<RolloutRule>> rules = new HashMap<>(it.rules());
        identity.rules()
                .forEach((key, id) -> draft.current()
                        .environment(it.projectId(), key)
                        .ifPresent(environment -> rules.computeIfPresent(
                                environment.id(),
                                (environmentId, list) -> list.stream()
                                        .map(rule -> withId(rule, kept(Optional.of(id), rule.id())))
                                        .toList())));
        rules.replaceAll((environmentId, list) ->
                list.stream().map(rule -> withValues(rule, variables)).toList());
        return new Feature(
                kept(identity.id(), it.id()),
                it.projectId(),
                it.key(),
                it.ownName(),
                it.description(),
                it.archived(),
                it.variables().stream()
                        .map(variable -> new Variable(
                                part(variable.key(), variable.id()),
                                variable.key(),
                                variable.type(),
                                variable.defaultValue(),
                                variable.description(),
                                variable.archived()))
                        .toList(),
                rules,
                it.rollouts(),
                it.experimentOrder(),
                it.created(),
                it.lastModified());
    }

    private static RolloutRule withId(RolloutRule rule, long id) {
        return new RolloutRule(
                id, rule.targeting(), rule.enabled(), rule.share(), rule.variableValues(), rule.delivery());
    }

    private static RolloutRule withValues(RolloutRule rule, Map<Long, Long> variables) {
        Map<Long, String> values = new HashMap<>();
        rule.variableValues().forEach((id, value) -> values.put(variables.getOrDefault(id, id), value));
        return new RolloutRule(rule.id(), rule.targeting(), rule.enabled(), rule.share(), values, rule.delivery());
    }

    Experiment number(Experiment it) {
        Design was = it.design();
        Map<Long, Long> ids = new HashMap<>();
        was.variations().forEach(variation -> ids.put(variation.id(), part(variation.key(), variation.id())));
        Map<String, Long> whitelist = new LinkedHashMap<>();
        was.whitelist().forEach((visitor, id) -> whitelist.put(visitor, ids.getOrDefault(id, id)));
        List<Variation> variations = was.variations().stream()
                .map(variation -> new Variation(
                        ids.getOrDefault(variation.id(), variation.id()),
                        variation.key(),
                        variation.name(),
                        variation.description(),
                        variation.status(),
                        variation.weight(),
                        variation.featureEnabled(),
                        variation.variableValues()))
                .toList();
        Design design = new Design(
                was.key(),
                was.name(),
                was.description(),
                was.type(),
                was.targeting(),
                was.traffic(),
                was.featureId(),
                variations,
                was.metrics(),
                whitelist,
                was.schedule(),
                was.fullFactorial(),
                was.settings());
        return new Experiment(
                kept(identity.id(), it.id()),
                it.projectId(),
                identity.campaignId().map(this::kept).orElse(it.campaignId()),
                it.shareToken(),
                design,
                it.runs(),
                it.archived(),
                it.confidence(),
                ranges(key -> variations.stream()
                        .filter(variation ->
                                variation.key().equals(key) && variation.status() == Variation.Status.ACTIVE)
                        .map(Variation::id)
                        .findFirst()),
                it.created(),
                it.lastModified());
    }

    ExclusionGroup number(ExclusionGroup it) {
        return new ExclusionGroup(
                kept(identity.id(), it.id()),
                it.projectId(),
                it.name(),
                it.description(),
                it.archived(),
                it.members(),
                ranges(key -> entry.names().find(Kind.EXPERIMENT, key).filter(it::has)),
                it.policy(),
                it.created(),
                it.lastModified());
    }

    /** Finds who holds a range. */
    private interface Holders {
        Optional<Long> find(String key);
    }

    private List<Range> ranges(Holders holders) {
        List<Range> ranges = new ArrayList<>();
        for (Identity.Stretch stretch : identity.ranges().orElse(List.of())) {
            Optional<Long> holder = stretch.holder().flatMap(holders::find);
            if (stretch.holder().isPresent() && holder.isEmpty()) {
                entry.violations()
                        .add(
                                "/ranges/" + ranges.size(),
                                "the key of one that takes part",
                                "'" + stretch.holder().get() + "'");
            }
            ranges.add(new Range(holder, stretch.end()));
        }
        return ranges;
    }

    /** The same with neighbours of one holder made one, and nothing that is nobody's at the end. */
    static List<Range> merged(List<Range> ranges) {
        List<Range> merged = new ArrayList<>();
        for (Range range : ranges) {
            if (!merged.isEmpty() && merged.getLast().holder().equals(range.holder())) {
                merged.removeLast();
            }
            merged.add(range);
        }
        if (!merged.isEmpty() && merged.getLast().holder().isEmpty()) {
            merged.removeLast();
        }
        return merged;
    }

    private long part(String key, long otherwise) {
        return kept(Optional.ofNullable(identity.parts().get(key)), otherwise);
    }

    private long kept(Optional<Long> id, long otherwise) {
        return id.map(this::kept).orElse(otherwise);
    }

    private long kept(long id) {
        draft.keepForeign(id);
        return id;
    }
}
