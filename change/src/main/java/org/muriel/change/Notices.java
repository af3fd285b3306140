package org.muriel.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.muriel.change.Notice.Part;
import org.muriel.change.Notice.Thing;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Variation;
import org.muriel.experiment.catalog.Change;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.feature.RolloutRule;
import org.muriel.experiment.feature.Variable;
import org.muriel.experiment.webhook.Topic;

/**
 * What there is to tell of journal entries, in their order.
 *
 * <p>Nothing is destroyed here, so most things are archived and never deleted. A variable that is archived counts as
 * deleted, and so does an experiment as a rule, for those have no other word on the wire.
 */
public final class Notices {
    private Notices() {}

    /**
     * @param previous the entry before, if any: entries of one write name the same datafiles, which are told once
     */
    public static List<Notice> of(Optional<Change> previous, Change change) {
        List<Notice> notices = new ArrayList<>(ofEntity(change));
        new TreeMap<>(change.datafileRevisions()).forEach((environmentId, revision) -> {
            if (!previous.map(it -> revision.equals(it.datafileRevisions().get(environmentId)))
                    .orElse(false)) {
                notices.add(new Notice.Datafile(environmentId, revision));
            }
        });
        return notices;
    }

    private static List<Notice> ofEntity(Change change) {
        return switch (change.after().kind()) {
            case PROJECT ->
                whole(
                        change,
                        Topic.PROJECT_SETTING_CREATED,
                        Topic.PROJECT_SETTING_UPDATED,
                        Topic.PROJECT_SETTING_UPDATED);
            case ENVIRONMENT ->
                whole(change, Topic.ENVIRONMENT_CREATED, Topic.ENVIRONMENT_UPDATED, Topic.ENVIRONMENT_ARCHIVED);
            case ATTRIBUTE -> whole(change, Topic.ATTRIBUTE_CREATED, Topic.ATTRIBUTE_UPDATED, Topic.ATTRIBUTE_ARCHIVED);
            case EVENT -> whole(change, Topic.EVENT_CREATED, Topic.EVENT_UPDATED, Topic.EVENT_ARCHIVED);
            case AUDIENCE -> whole(change, Topic.AUDIENCE_CREATED, Topic.AUDIENCE_UPDATED, Topic.AUDIENCE_ARCHIVED);
            case GROUP -> whole(change, Topic.GROUP_CREATED, Topic.GROUP_UPDATED, Topic.GROUP_ARCHIVED);
            case FEATURE -> ofFeature(change, (Feature) change.after());
            case EXPERIMENT -> ofExperiment(change, (Experiment) change.after());
            case WEBHOOK -> List.of();
        };
    }

    private static List<Notice> whole(Change change, Topic created, Topic updated, Topic archived) {
        Topic topic = switch (change.action()) {
            case CREATE -> created;
            case UPDATE -> updated;
            case ARCHIVE -> archived;
        };
        return List.of(new Thing(topic, change.after(), Optional.empty()));
    }

    private static List<Notice> ofFeature(Change change, Feature after) {
        Optional<Feature> before = change.before().map(Feature.class::cast);
        List<Notice> notices =
                new ArrayList<>(whole(change, Topic.FLAG_CREATED, Topic.FLAG_UPDATED, Topic.FLAG_ARCHIVED));
        Parts<Variable> variables = new Parts<>(
                after,
                Topic.VARIABLE_CREATED,
                Topic.VARIABLE_UPDATED,
                Topic.VARIABLE_DELETED,
                it -> Part.keyed(it.id(), it.key()));
        notices.addAll(variables.differences(
                byId(before.map(Feature::variables).orElse(List.of()), Notices::isLive, Variable::id),
                byId(after.variables(), Notices::isLive, Variable::id)));
        TreeSet<Long> environments = new TreeSet<>(after.rules().keySet());
        before.ifPresent(it -> environments.addAll(it.rules().keySet()));
        for (long environment : environments) {
            notices.addAll(ofRules(
                    after,
                    environment,
                    before.map(it -> it.rulesIn(environment)).orElse(List.of()),
                    after.rulesIn(environment)));
        }
        return notices;
    }

    private static List<Notice> ofRules(
            Feature feature, long environment, List<RolloutRule> before, List<RolloutRule> after) {
        if (before.equals(after)) {
            return List.of();
        }
        Topic topic = before.isEmpty()
                ? Topic.RULESET_CREATED
                : after.isEmpty() ? Topic.RULESET_DELETED : Topic.RULESET_UPDATED;
        List<Notice> notices = new ArrayList<>();
        notices.add(new Thing(topic, feature, Optional.of(Part.ruleSet(environment))));
        Parts<RolloutRule> rules = new Parts<>(
                feature,
                Topic.RULE_CREATED,
                Topic.RULE_UPDATED,
                Topic.RULE_DELETED,
                it -> Part.rule(it.id(), environment));
        notices.addAll(
                rules.differences(byId(before, it -> true, RolloutRule::id), byId(after, it -> true, RolloutRule::id)));
        return notices;
    }

    private static List<Notice> ofExperiment(Change change, Experiment after) {
        Optional<Experiment> before = change.before().map(Experiment.class::cast);
        List<Notice> notices =
                new ArrayList<>(whole(change, Topic.RULE_CREATED, Topic.RULE_UPDATED, Topic.RULE_DELETED));
        Map<Long, Variation> old =
                byId(before.map(it -> it.design().variations()).orElse(List.of()), it -> true, Variation::id);
        Parts<Variation> variations = new Parts<>(
                after,
                Topic.VARIATION_CREATED,
                Topic.VARIATION_UPDATED,
                Topic.VARIATION_DELETED,
                it -> Part.keyed(it.id(), it.key()));
        for (Notice notice :
                variations.differences(old, byId(after.design().variations(), it -> true, Variation::id))) {
            notices.add(archived((Thing) notice, after, old));
        }
        return notices;
    }

    /** The same notice, but that a variation which is archived from now on was archived rather than updated. */
    private static Notice archived(Thing notice, Experiment after, Map<Long, Variation> before) {
        if (notice.topic() != Topic.VARIATION_UPDATED) {
            return notice;
        }
        long id = notice.part().orElseThrow().id().orElseThrow();
        boolean archived = after.design()
                        .variation(id)
                        .filter(it -> it.status() == Variation.Status.ARCHIVED)
                        .isPresent()
                && Optional.ofNullable(before.get(id))
                        .filter(it -> it.status() != Variation.Status.ARCHIVED)
                        .isPresent();
        return archived ? new Thing(Topic.VARIATION_ARCHIVED, notice.entity(), notice.part()) : notice;
    }

    private static boolean isLive(Variable variable) {
        return !variable.archived();
    }

    private static <T> Map<Long, T> byId(List<T> parts, Predicate<T> counts, Function<T, Long> id) {
        return parts.stream()
                .filter(counts)
                .collect(Collectors.toMap(id, it -> it, (one, other) -> other, LinkedHashMap::new));
    }

    /** What became of the parts of an entity. */
    private record Parts<T>(Entity entity, Topic created, Topic updated, Topic deleted, Function<T, Part> part) {
        List<Notice> differences(Map<Long, T> before, Map<Long, T> after) {
            List<Notice> notices = new ArrayList<>();
            after.forEach((id, it) -> {
                T old = before.get(id);
                if (old == null) {
                    notices.add(new Thing(created, entity, Optional.of(part.apply(it))));
                } else if (!old.equals(it)) {
                    notices.add(new Thing(updated, entity, Optional.of(part.apply(it))));
                }
            });
            before.forEach((id, it) -> {
                if (!after.containsKey(id)) {
                    notices.add(new Thing(deleted, entity, Optional.of(part.apply(it))));
                }
            });
            return notices;
        }
    }
}
