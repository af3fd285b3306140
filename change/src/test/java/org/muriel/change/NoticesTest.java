package org.muriel.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muriel.testkit.Entities.CREATED;
import static org.muriel.testkit.Entities.MODIFIED;
import static org.muriel.testkit.Entities.aFeature;
import static org.muriel.testkit.Entities.anExperiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muriel.experiment.Design;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Variation;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.catalog.Change;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.feature.RolloutRule;
import org.muriel.experiment.feature.Variable;
import org.muriel.experiment.traffic.Share;
import org.muriel.experiment.webhook.Topic;
import org.muriel.testkit.Entities;

class NoticesTest {
    private static final Attribute PLAN = Entities.anAttribute(2, 1, "plan");

    @Test
    void whatever_is_made_is_told_but_webhooks() {
        assertThat(Entities.bareOnesOf(1).stream()
                        .flatMap(it -> topics(change(Change.Action.CREATE, Optional.empty(), it)).stream()))
                .containsExactly(
                        Topic.PROJECT_SETTING_CREATED,
                        Topic.ENVIRONMENT_CREATED,
                        Topic.ATTRIBUTE_CREATED,
                        Topic.EVENT_CREATED,
                        Topic.AUDIENCE_CREATED,
                        Topic.FLAG_CREATED,
                        Topic.RULE_CREATED,
                        Topic.GROUP_CREATED);
    }

    @Test
    void archiving_is_told_as_such_and_restoring_as_an_update() {
        Attribute archived = new Attribute(2, 1, "plan", "plan", "", true, MODIFIED);

        assertThat(topics(change(Change.Action.ARCHIVE, Optional.of(PLAN), archived)))
                .containsExactly(Topic.ATTRIBUTE_ARCHIVED);
        assertThat(topics(change(Change.Action.UPDATE, Optional.of(archived), PLAN)))
                .containsExactly(Topic.ATTRIBUTE_UPDATED);
    }

    @Test
    void what_became_of_the_parts_of_a_feature_is_told_part_by_part() {
        Variable size = new Variable(21, "size", Variable.Type.INTEGER, "1", "", false);
        Variable colour = new Variable(22, "colour", Variable.Type.STRING, "red", "", false);
        Variable larger = new Variable(21, "size", Variable.Type.INTEGER, "2", "", false);
        Variable noColour = new Variable(22, "colour", Variable.Type.STRING, "red", "", true);
        Variable shape = new Variable(23, "shape", Variable.Type.STRING, "", "", false);
        RolloutRule nobody = new RolloutRule(31, new Targeting.Everyone(), false, new Share(0), Map.of());
        RolloutRule everybody = new RolloutRule(31, new Targeting.Everyone(), true, new Share(10_000), Map.of());
        Feature before = feature(List.of(size, colour), Map.of(7L, List.of(nobody), 8L, List.of(nobody)));
        Feature after = feature(List.of(larger, noColour, shape), Map.of(7L, List.of(everybody), 8L, List.of(nobody)));

        assertThat(Notices.of(Optional.empty(), change(Change.Action.UPDATE, Optional.of(before), after)))
                .containsExactly(
                        new Notice.Thing(Topic.FLAG_UPDATED, after, Optional.empty()),
                        new Notice.Thing(Topic.VARIABLE_UPDATED, after, Optional.of(Notice.Part.keyed(21, "size"))),
                        new Notice.Thing(Topic.VARIABLE_CREATED, after, Optional.of(Notice.Part.keyed(23, "shape"))),
                        new Notice.Thing(Topic.VARIABLE_DELETED, after, Optional.of(Notice.Part.keyed(22, "colour"))),
                        new Notice.Thing(Topic.RULESET_UPDATED, after, Optional.of(Notice.Part.ruleSet(7))),
                        new Notice.Thing(Topic.RULE_UPDATED, after, Optional.of(Notice.Part.rule(31, 7))));
        assertThat(topics(change(Change.Action.CREATE, Optional.empty(), before)))
                .containsExactly(
                        Topic.FLAG_CREATED,
                        Topic.VARIABLE_CREATED,
                        Topic.VARIABLE_CREATED,
                        Topic.RULESET_CREATED,
                        Topic.RULE_CREATED,
                        Topic.RULESET_CREATED,
                        Topic.RULE_CREATED);
    }

    @Test
    void variations_are_made_changed_archived_and_removed() {
        Variation a = variation(41, "a", Variation.Status.ACTIVE);
        Variation b = variation(42, "b", Variation.Status.ACTIVE);
        Experiment before = withVariations(a, b);

        assertThat(topics(change(
                        Change.Action.UPDATE,
                        Optional.of(before),
                        withVariations(a.withStatus(Variation.Status.PAUSED)))))
                .containsExactly(Topic.RULE_UPDATED, Topic.VARIATION_UPDATED, Topic.VARIATION_DELETED);
        assertThat(topics(change(
                        Change.Action.UPDATE,
                        Optional.of(before),
                        withVariations(
                                a,
                                b.withStatus(Variation.Status.ARCHIVED),
                                variation(43, "c", Variation.Status.ACTIVE)))))
                .containsExactly(Topic.RULE_UPDATED, Topic.VARIATION_ARCHIVED, Topic.VARIATION_CREATED);
        assertThat(topics(change(Change.Action.ARCHIVE, Optional.of(before), before)))
                .containsExactly(Topic.RULE_DELETED);
    }

    @Test
    void a_datafile_is_told_once_per_write_and_environment() {
        Change first =
                new Change(4, CREATED, "x", Change.Action.CREATE, Optional.empty(), PLAN, 1, Map.of(7L, 5L, 8L, 6L));
        Change second =
                new Change(5, CREATED, "x", Change.Action.CREATE, Optional.empty(), PLAN, 1, Map.of(7L, 5L, 8L, 6L));
        Change nextWrite = new Change(6, CREATED, "x", Change.Action.CREATE, Optional.empty(), PLAN, 1, Map.of(7L, 7L));

        assertThat(datafiles(Optional.empty(), first))
                .containsExactly(new Notice.Datafile(7, 5), new Notice.Datafile(8, 6));
        assertThat(datafiles(Optional.of(first), second)).isEmpty();
        assertThat(datafiles(Optional.of(second), nextWrite)).containsExactly(new Notice.Datafile(7, 7));
    }

    private static List<Notice> datafiles(Optional<Change> previous, Change change) {
        return Notices.of(previous, change).stream()
                .filter(Notice.Datafile.class::isInstance)
                .toList();
    }

    private static List<Topic> topics(Change change) {
        return Notices.of(Optional.empty(), change).stream().map(Notice::topic).toList();
    }

    private static Change change(Change.Action action, Optional<Entity> before, Entity after) {
        return new Change(9, MODIFIED, "somebody", action, before, after, 1, Map.of());
    }

    private static Feature feature(List<Variable> variables, Map<Long, List<RolloutRule>> rules) {
        Feature bare = aFeature(5, 1, "checkout");
        return new Feature(
                bare.id(),
                bare.projectId(),
                bare.key(),
                bare.ownName(),
                bare.description(),
                bare.archived(),
                variables,
                rules,
                bare.created(),
                bare.lastModified());
    }

    private static Variation variation(long id, String key, Variation.Status status) {
        return new Variation(id, key, Optional.empty(), "", status, new Share(5_000), false, Map.of());
    }

    private static Experiment withVariations(Variation... variations) {
        Experiment bare = anExperiment(6, 1, "checkout-button");
        var design = bare.design();
        return bare.withDesign(new Design(
                design.key(),
                design.name(),
                design.description(),
                design.type(),
                design.targeting(),
                design.traffic(),
                design.featureId(),
                List.of(variations),
                design.metrics(),
                design.whitelist(),
                design.schedule(),
                design.fullFactorial(),
                design.settings()));
    }
}
