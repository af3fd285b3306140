package org.muriel.experiment.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muriel.experiment.Design;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.ExperimentType;
import org.muriel.experiment.Run;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.audience.AudienceTest;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;
import org.muriel.experiment.eventtype.EventType;
import org.muriel.experiment.exclusion.ExclusionGroup;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.feature.RolloutRule;
import org.muriel.experiment.feature.Variable;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;
import org.muriel.experiment.traffic.Share;
import org.muriel.experiment.webhook.Topic;
import org.muriel.experiment.webhook.Webhook;

class DatafileImpactTest {
    private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATE = Instant.parse("2026-02-01T00:00:00Z");
    private static final Environment PRODUCTION = environment(2, "production", "", false, EARLY);
    private static final Environment DEVELOPMENT = environment(3, "development", "", false, EARLY);

    /** In which datafiles a change may show: in those of both environments, of production alone, or in none. */
    enum Shows {
        EVERYWHERE,
        IN_PRODUCTION,
        NOWHERE
    }

    record Case(String what, Optional<Entity> before, Entity after, Shows shows) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Case> changes() {
        Attribute attribute = attribute("plan", "Plan", "", false, EARLY);
        EventType event = event("order", "Order", false, EARLY);
        Audience audience = audience("Payers", "", condition(4), false, EARLY);
        Feature feature = feature("checkout", "", false, List.of(), Map.of(2L, rules(true)), EARLY);
        Experiment draft = experiment("", Run.Status.NOT_STARTED, Run.Status.NOT_STARTED, false, EARLY);
        Experiment paused = experiment("", Run.Status.PAUSED, Run.Status.NOT_STARTED, false, EARLY);
        Experiment running = experiment("", Run.Status.RUNNING, Run.Status.NOT_STARTED, false, EARLY);
        Experiment everywhere = experiment("", Run.Status.RUNNING, Run.Status.RUNNING, false, EARLY);
        return Stream.of(
                made("a project is made", project("Shop", Optional.empty()), Shows.NOWHERE),
                change(
                        "its name",
                        project("Shop", Optional.of(true)),
                        project("Store", Optional.of(true)),
                        Shows.NOWHERE),
                change(
                        "whether robots are left out",
                        project("Shop", Optional.empty()),
                        project("Shop", Optional.of(true)),
                        Shows.EVERYWHERE),
                //
                made("an environment is made", PRODUCTION, Shows.IN_PRODUCTION),
                change("its key", PRODUCTION, environment(2, "live", "", false, EARLY), Shows.IN_PRODUCTION),
                change("its description", PRODUCTION, environment(2, "production", "x", false, LATE), Shows.NOWHERE),
                change("it is archived", PRODUCTION, environment(2, "production", "", true, LATE), Shows.NOWHERE),
                //
                made("an attribute is made", attribute, Shows.EVERYWHERE),
                change("its key", attribute, attribute("tariff", "Plan", "", false, LATE), Shows.EVERYWHERE),
                change("it is archived", attribute, attribute("plan", "Plan", "", true, LATE), Shows.EVERYWHERE),
                change("its name", attribute, attribute("plan", "Tariff", "", false, LATE), Shows.NOWHERE),
                change("its description", attribute, attribute("plan", "Plan", "x", false, LATE), Shows.NOWHERE),
                //
                made("an event is made", event, Shows.EVERYWHERE),
                change("its key", event, event("purchase", "Order", false, LATE), Shows.EVERYWHERE),
                change("it is archived", event, event("order", "Order", true, LATE), Shows.EVERYWHERE),
                change("its name", event, event("order", "Purchase", false, LATE), Shows.NOWHERE),
                //
                made("an audience is made", audience, Shows.EVERYWHERE),
                change("its name", audience, audience("Friends", "", condition(4), false, LATE), Shows.EVERYWHERE),
                change("its test", audience, audience("Payers", "", condition(5), false, LATE), Shows.EVERYWHERE),
                change("it is archived", audience, audience("Payers", "", condition(4), true, LATE), Shows.EVERYWHERE),
                change("its description", audience, audience("Payers", "x", condition(4), false, LATE), Shows.NOWHERE),
                //
                made("a feature is made", feature, Shows.EVERYWHERE),
                change(
                        "its key",
                        feature,
                        feature("till", "", false, List.of(), feature.rules(), LATE),
                        Shows.EVERYWHERE),
                change(
                        "a variable",
                        feature,
                        feature("checkout", "", false, List.of(variable()), feature.rules(), LATE),
                        Shows.EVERYWHERE),
                change(
                        "it is archived",
                        feature,
                        feature("checkout", "", true, List.of(), feature.rules(), LATE),
                        Shows.EVERYWHERE),
                change(
                        "a rule of one environment",
                        feature,
                        feature("checkout", "", false, List.of(), Map.of(2L, rules(false)), LATE),
                        Shows.IN_PRODUCTION),
                change(
                        "the rules of an environment are dropped",
                        feature,
                        feature("checkout", "", false, List.of(), Map.of(), LATE),
                        Shows.IN_PRODUCTION),
                change(
                        "its description",
                        feature,
                        feature("checkout", "x", false, List.of(), feature.rules(), LATE),
                        Shows.NOWHERE),
                //
                made("an experiment is made", draft, Shows.NOWHERE),
                made("an experiment is made and started", running, Shows.IN_PRODUCTION),
                change("it starts", draft, running, Shows.IN_PRODUCTION),
                change("it starts everywhere", draft, everywhere, Shows.EVERYWHERE),
                change("it pauses", running, paused, Shows.IN_PRODUCTION),
                change("it is set up as paused", draft, paused, Shows.NOWHERE),
                change(
                        "its description while it runs",
                        running,
                        running.withDesign(described(running.design(), "x")),
                        Shows.NOWHERE),
                change(
                        "its key while it runs",
                        running,
                        experiment("x", Run.Status.RUNNING, Run.Status.NOT_STARTED, false, LATE),
                        Shows.IN_PRODUCTION),
                change(
                        "its key while it runs everywhere",
                        everywhere,
                        experiment("x", Run.Status.RUNNING, Run.Status.RUNNING, false, LATE),
                        Shows.EVERYWHERE),
                change(
                        "its key while it is paused",
                        paused,
                        experiment("x", Run.Status.PAUSED, Run.Status.NOT_STARTED, false, LATE),
                        Shows.NOWHERE),
                change(
                        "nothing but its time while it runs",
                        running,
                        experiment("", Run.Status.RUNNING, Run.Status.NOT_STARTED, false, LATE),
                        Shows.NOWHERE),
                change(
                        "it is archived while it runs",
                        running,
                        experiment("", Run.Status.PAUSED, Run.Status.NOT_STARTED, true, LATE),
                        Shows.IN_PRODUCTION),
                change(
                        "it is archived while it is paused",
                        paused,
                        experiment("", Run.Status.PAUSED, Run.Status.NOT_STARTED, true, LATE),
                        Shows.NOWHERE),
                //
                made("a group is made", group("", 5000, false, EARLY), Shows.EVERYWHERE),
                change("a weight", group("", 5000, false, EARLY), group("", 6000, false, LATE), Shows.EVERYWHERE),
                change("it is archived", group("", 5000, false, EARLY), group("", 5000, true, LATE), Shows.EVERYWHERE),
                change("its description", group("", 5000, false, EARLY), group("x", 5000, false, LATE), Shows.NOWHERE),
                //
                made("a webhook is made", webhook("https://a.example.com", EARLY), Shows.NOWHERE),
                change(
                        "its address",
                        webhook("https://a.example.com", EARLY),
                        webhook("https://b.example.com", LATE),
                        Shows.NOWHERE));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_change_shows_where_the_table_says(Case one) {
        assertThat(DatafileImpact.shows(one.before, one.after, PRODUCTION))
                .as("shows in production")
                .isEqualTo(one.shows != Shows.NOWHERE);
        assertThat(DatafileImpact.shows(one.before, one.after, DEVELOPMENT))
                .as("shows in development")
                .isEqualTo(one.shows == Shows.EVERYWHERE);
    }

    @Test
    void the_table_has_every_kind() {
        assertThat(changes().map(it -> it.after.kind()).distinct()).containsExactly(Kind.values());
    }

    private static Case made(String what, Entity after, Shows shows) {
        return new Case(what, Optional.empty(), after, shows);
    }

    private static Case change(String what, Entity before, Entity after, Shows shows) {
        return new Case(after.kind().word() + ": " + what, Optional.of(before), after, shows);
    }

    private static Webhook webhook(String url, Instant time) {
        return new Webhook(9, 1, "", "", url, List.of(Topic.DATAFILE_UPDATED), "http://127.0.0.1", false, EARLY, time);
    }

    private static Project project(String name, Optional<Boolean> botFiltering) {
        return new Project(
                1,
                9,
                name,
                "",
                Project.DEFAULT_CONFIDENCE,
                Project.Platform.CUSTOM,
                List.of(),
                false,
                false,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                botFiltering,
                Optional.empty(),
                EARLY,
                EARLY);
    }

    private static Environment environment(long id, String key, String description, boolean archived, Instant time) {
        return new Environment(
                id,
                1,
                key,
                key,
                description,
                archived,
                id == 2,
                false,
                Optional.empty(),
                10 + id,
                "sdkKey",
                EARLY,
                time);
    }

    private static Attribute attribute(String key, String name, String description, boolean archived, Instant time) {
        return new Attribute(4, 1, key, name, description, archived, time);
    }

    private static EventType event(String key, String name, boolean archived, Instant time) {
        return new EventType(5, 1, key, name, "", EventType.Category.OTHER, archived, Optional.empty(), EARLY, time);
    }

    private static Audience audience(
            String name, String description, Condition<AudienceTest> condition, boolean archived, Instant time) {
        return new Audience(
                6,
                1,
                Optional.of(name),
                description,
                Optional.of(condition),
                archived,
                false,
                Optional.empty(),
                EARLY,
                time);
    }

    private static Condition<AudienceTest> condition(long attributeId) {
        return new Condition.Leaf<>(
                new AudienceTest.OfAttribute(attributeId, false, Optional.empty(), Optional.empty()));
    }

    private static Feature feature(
            String key,
            String description,
            boolean archived,
            List<Variable> variables,
            Map<Long, List<RolloutRule>> rules,
            Instant time) {
        return new Feature(7, 1, key, Optional.empty(), description, archived, variables, rules, EARLY, time);
    }

    private static Variable variable() {
        return new Variable(70, "title", Variable.Type.STRING, "Pay", "", false);
    }

    private static List<RolloutRule> rules(boolean enabled) {
        return List.of(new RolloutRule(71, Targeting.everyone(), enabled, Share.EVERYONE, Map.of()));
    }

    private static Design described(Design it, String description) {
        return new Design(
                it.key(),
                it.name(),
                description,
                it.type(),
                it.targeting(),
                it.traffic(),
                it.featureId(),
                it.variations(),
                it.metrics(),
                it.whitelist(),
                it.schedule(),
                it.fullFactorial(),
                it.settings());
    }

    private static Experiment experiment(
            String keyEnding, Run.Status inProduction, Run.Status inDevelopment, boolean archived, Instant time) {
        Design design = new Design(
                "checkout-button" + keyEnding,
                Optional.empty(),
                "",
                ExperimentType.AB,
                Targeting.everyone(),
                Share.EVERYONE,
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                false,
                Optional.empty());
        return new Experiment(
                8,
                1,
                80,
                "shareToken",
                design,
                Map.of(2L, run(inProduction), 3L, run(inDevelopment)),
                archived,
                Optional.empty(),
                List.of(),
                EARLY,
                time);
    }

    private static ExclusionGroup group(String description, int weight, boolean archived, Instant time) {
        return new ExclusionGroup(
                9,
                1,
                "Checkout",
                description,
                archived,
                List.of(new ExclusionGroup.Member(8, new Share(weight))),
                List.of(),
                EARLY,
                time);
    }

    private static Run run(Run.Status status) {
        return new Run(status, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
