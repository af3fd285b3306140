package org.muriel.testkit;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.experiment.Design;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.ExperimentType;
import org.muriel.experiment.Run;
import org.muriel.experiment.Schedule;
import org.muriel.experiment.Variation;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.audience.AudienceTest;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.audience.MatchType;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.eventtype.EventType;
import org.muriel.experiment.exclusion.ExclusionGroup;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.feature.RolloutRule;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;
import org.muriel.experiment.project.WebSnippet;
import org.muriel.experiment.settings.ExperimentSettings;
import org.muriel.experiment.settings.ExperimentSettings.Difference;
import org.muriel.experiment.settings.ExperimentSettings.Engine;
import org.muriel.experiment.settings.ExperimentSettings.RelativeInterval;
import org.muriel.experiment.settings.ExperimentSettings.Variant;
import org.muriel.experiment.settings.MetricSettings;
import org.muriel.experiment.settings.ProjectSettings;
import org.muriel.experiment.settings.ProjectSettings.Crossover;
import org.muriel.experiment.settings.ProjectSettings.FdrPolicy;
import org.muriel.experiment.settings.ProjectSettings.SegmentMode;
import org.muriel.experiment.traffic.Range;
import org.muriel.experiment.traffic.Share;
import org.muriel.experiment.webhook.Topic;
import org.muriel.experiment.webhook.Webhook;

/**
 * Configured things to test with. {@code aFeature(…)} and its like leave out all that may be left out;
 * {@link #everythingOf} gives one of each kind in which nothing is left out.
 */
public final class Entities {
    public static final Instant CREATED = Instant.parse("2026-01-01T12:00:00.000001Z");
    public static final Instant MODIFIED = Instant.parse("2026-02-03T04:05:06.700000Z");

    private Entities() {}

    public static Project aProject(long id) {
        return new Project(
                id,
                1,
                "Project " + id,
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
                Optional.empty(),
                Optional.empty(),
                CREATED,
                CREATED);
    }

    public static Environment anEnvironment(long id, long projectId, String key) {
        return new Environment(
                id,
                projectId,
                key,
                key,
                "",
                false,
                key.equals("production"),
                false,
                Optional.empty(),
                id + 100_000,
                "sdkKeyOfEnvironment%03d".formatted(id % 1_000),
                CREATED,
                CREATED);
    }

    public static Attribute anAttribute(long id, long projectId, String key) {
        return new Attribute(id, projectId, key, key, "", false, CREATED);
    }

    public static EventType anEventType(long id, long projectId, String key) {
        return new EventType(
                id, projectId, key, key, "", EventType.Category.OTHER, false, Optional.empty(), CREATED, CREATED);
    }

    public static Audience anAudience(long id, long projectId) {
        return new Audience(
                id,
                projectId,
                Optional.empty(),
                "",
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                CREATED,
                CREATED);
    }

    public static Feature aFeature(long id, long projectId, String key) {
        return new Feature(id, projectId, key, Optional.empty(), "", false, List.of(), Map.of(), CREATED, CREATED);
    }

    public static Experiment anExperiment(long id, long projectId, String key) {
        Design design = new Design(
                key,
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
                id,
                projectId,
                id + 100_000,
                "shareToken" + id,
                design,
                Map.of(),
                false,
                Optional.empty(),
                List.of(),
                CREATED,
                CREATED);
    }

    public static Webhook aWebhook(long id, long projectId, List<Topic> topics) {
        return new Webhook(
                id,
                projectId,
                "Webhook " + id,
                "",
                "https://receiver.example.com/" + id,
                topics,
                "https://muriel.example.com",
                false,
                CREATED,
                CREATED);
    }

    public static ExclusionGroup aGroup(long id, long projectId, List<ExclusionGroup.Member> members) {
        return new ExclusionGroup(id, projectId, "Group " + id, "", false, members, List.of(), CREATED, CREATED);
    }

    public static Feature keyed(Feature it, String key) {
        return with(it, key, it.description(), it.archived(), it.rules());
    }

    public static Feature described(Feature it, String description) {
        return with(it, it.key(), description, it.archived(), it.rules());
    }

    public static Feature archived(Feature it) {
        return with(it, it.key(), it.description(), true, it.rules());
    }

    /** The feature with one rule in the environment that switches it on for everyone, and none elsewhere. */
    public static Feature switchedOnIn(long environmentId, Feature it) {
        RolloutRule rule = new RolloutRule(it.id() + 2_000, Targeting.everyone(), true, Share.EVERYONE, Map.of());
        return with(it, it.key(), it.description(), it.archived(), Map.of(environmentId, List.of(rule)));
    }

    private static Feature with(
            Feature it, String key, String description, boolean archived, Map<Long, List<RolloutRule>> rules) {
        return new Feature(
                it.id(),
                it.projectId(),
                key,
                it.ownName(),
                description,
                archived,
                it.variables(),
                rules,
                it.rollouts(),
                it.experimentOrder(),
                it.created(),
                it.lastModified());
    }

    /** One of each kind, in an order in which everything comes after what it refers to, with nothing optional in it. */
    public static List<Entity> bareOnesOf(long projectId) {
        return List.of(
                aProject(projectId),
                anEnvironment(projectId + 1, projectId, "production"),
                anAttribute(projectId + 2, projectId, "plan"),
                anEventType(projectId + 3, projectId, "order"),
                anAudience(projectId + 4, projectId),
                aFeature(projectId + 5, projectId, "checkout"),
                anExperiment(projectId + 6, projectId, "checkout-button"),
                aGroup(projectId + 7, projectId, List.of()),
                aWebhook(projectId + 8, projectId, List.of()));
    }

    /**
     * One of each kind, in an order in which everything comes after what it refers to, in which every optional member
     * is there, no collection is empty and every alternative of a sealed type occurs.
     */
    public static List<Entity> everythingOf(long projectId) {
        long environmentId = projectId + 1;
        long attributeId = projectId + 2;
        long eventId = projectId + 3;
        long audienceId = projectId + 4;
        long featureId = projectId + 5;
        return List.of(
                fullProject(projectId),
                fullEnvironment(environmentId, projectId),
                new Attribute(attributeId, projectId, "plan", "Plan", "What they pay", true, MODIFIED),
                fullEventType(eventId, projectId),
                fullAudience(audienceId, projectId, attributeId),
                FullFeature.of(featureId, projectId, environmentId, audienceId),
                fullExperiment(projectId + 6, projectId, environmentId, featureId, eventId),
                fullGroup(projectId + 7, projectId),
                new Webhook(
                        projectId + 8,
                        projectId,
                        "Deployments",
                        "Tells the edge",
                        "https://app.example.com/hook",
                        List.of(Topic.DATAFILE_UPDATED, Topic.FLAG_ARCHIVED),
                        "https://muriel.example.com",
                        true,
                        CREATED,
                        MODIFIED));
    }

    private static ExclusionGroup fullGroup(long id, long projectId) {
        return new ExclusionGroup(
                id,
                projectId,
                "The checkout",
                "One change at a time",
                true,
                List.of(new ExclusionGroup.Member(projectId + 6, new Share(25_00))),
                List.of(new Range(Optional.empty(), 10_00), new Range(Optional.of(projectId + 6), 35_00)),
                Optional.of(ExclusionGroup.Policy.OVERLAPPING),
                CREATED,
                MODIFIED);
    }

    private static Project fullProject(long id) {
        return new Project(
                id,
                2,
                "Shöp ☂",
                "All of it",
                0.975,
                Project.Platform.WEB,
                List.of("java", "javascript"),
                true,
                true,
                Optional.of(121_212L),
                true,
                Optional.of(new WebSnippet(
                        true,
                        true,
                        false,
                        Optional.of(false),
                        true,
                        Optional.of("^206\\.23\\.100\\.([5-9][0-9]|1([0-4][0-9]|50))$"),
                        Optional.of("jquery-1.11.3-trim"),
                        Optional.of("alert(\"Active Experiment\")"),
                        Optional.of("visitor"),
                        Optional.of("cookies"))),
                Optional.of(new ProjectSettings(FdrPolicy.E_BH, SegmentMode.EVENT, Crossover.EXCLUDE)),
                Optional.of(true),
                Optional.of(true),
                CREATED,
                MODIFIED);
    }

    private static Environment fullEnvironment(long id, long projectId) {
        return new Environment(
                id,
                projectId,
                "Production",
                "Production of the shop",
                "Where visitors are",
                true,
                true,
                true,
                Optional.of(3),
                id + 100_000,
                "AbCdEfGhIjKlMnOpQrStUv",
                List.of(new Environment.FormerKey(1, "ZyXwVuTsRqPoNmLkJiHgFe", CREATED, MODIFIED, MODIFIED)),
                List.of(new Environment.DatafileToken(id + 200_000, "shop", "df_AbCd", "0123abcd", CREATED)),
                CREATED,
                MODIFIED);
    }

    private static EventType fullEventType(long id, long projectId) {
        return new EventType(
                id,
                projectId,
                "order",
                "Order",
                "Somebody buys",
                EventType.Category.PURCHASE,
                true,
                Optional.of(List.of(
                        new EventType.Property("coupon", EventType.ValueType.STRING),
                        new EventType.Property("items", EventType.ValueType.NUMBER),
                        new EventType.Property("gift", EventType.ValueType.BOOLEAN))),
                CREATED,
                MODIFIED);
    }

    private static Audience fullAudience(long id, long projectId, long attributeId) {
        AudienceTest browser = new AudienceTest.OfBrowser("{\"type\": \"browser_version\", \"value\": \"gc\"}");
        Condition<AudienceTest> conditions = new Condition.And<>(List.of(
                new Condition.Or<>(List.of(
                        test(attributeId, MatchType.EXACT, new AudienceTest.Value.Text("pro \"plus\"")),
                        test(attributeId, MatchType.GE, new AudienceTest.Value.Numeric(new BigDecimal("1.0"))),
                        test(attributeId, MatchType.LT, new AudienceTest.Value.Numeric(new BigDecimal("1E+3"))),
                        test(attributeId, MatchType.EXACT, new AudienceTest.Value.Truth(true)))),
                new Condition.Not<>(test(attributeId, MatchType.EXISTS, new AudienceTest.Value.Nothing())),
                new Condition.Leaf<>(
                        new AudienceTest.OfAttribute(attributeId, true, Optional.empty(), Optional.empty())),
                new Condition.Leaf<>(browser)));
        return new Audience(
                id,
                projectId,
                Optional.of("Payers"),
                "Who pays",
                Optional.of(conditions),
                true,
                true,
                Optional.of(false),
                CREATED,
                MODIFIED);
    }

    private static Condition<AudienceTest> test(long attributeId, MatchType match, AudienceTest.Value value) {
        return new Condition.Leaf<>(
                new AudienceTest.OfAttribute(attributeId, false, Optional.of(match), Optional.of(value)));
    }

    private static Experiment fullExperiment(
            long id, long projectId, long environmentId, long featureId, long eventId) {
        long controlId = id + 3_000;
        long greenId = id + 3_001;
        Variation control = new Variation(
                controlId,
                "control",
                Optional.of("As it was"),
                "Unchanged",
                Variation.Status.PAUSED,
                new Share(50_00),
                true,
                Map.of(featureId + 1_000, "a"));
        Variation green = new Variation(
                greenId,
                "green",
                Optional.of("Green"),
                "Another colour",
                Variation.Status.ACTIVE,
                new Share(100_00),
                false,
                Map.of(featureId + 1_001, "b", featureId + 1_000, "c"));
        Map<String, Long> whitelist = new LinkedHashMap<>();
        whitelist.put("zoë", greenId);
        whitelist.put("adam", controlId);
        Design design = new Design(
                "checkout-button",
                Optional.of("Checkout button"),
                "Does green sell?",
                ExperimentType.MULTIVARIATE,
                new Targeting.Audiences(new Condition.And<>(List.of(
                        new Condition.Leaf<>(projectId + 4),
                        new Condition.Or<>(List.of(new Condition.Leaf<>(projectId + 4)))))),
                new Share(90_00),
                Optional.of(featureId),
                List.of(control, green),
                List.of(revenuePerOrder(eventId)),
                whitelist,
                Optional.of(new Schedule(
                        Optional.of(new Schedule.Bound(
                                "2026-03-01T00:00:00",
                                ZonedDateTime.parse("2026-03-01T00:00:00+01:00[Europe/Berlin]"))),
                        // the second half past two of that night: the text alone would mean the first
                        Optional.of(new Schedule.Bound(
                                "2026-10-25T02:30:00",
                                ZonedDateTime.parse("2026-10-25T02:30:00+01:00[Europe/Berlin]"))),
                        "Europe/Berlin",
                        Instant.parse("2026-02-01T08:00:00.000001Z"))),
                true,
                Optional.of(new ExperimentSettings(
                        Engine.HYBRID,
                        Variant.FIXED_TAU,
                        Optional.of(20_000.0),
                        Optional.of(0.25),
                        Optional.of(Instant.parse("2026-03-15T00:00:00Z")),
                        Difference.ABSOLUTE,
                        RelativeInterval.DELTA,
                        false)));
        return new Experiment(
                id,
                projectId,
                id + 100_000,
                "shareTokenOfTheCheckoutButton",
                design,
                Map.of(
                        environmentId,
                        new Run(Run.Status.PAUSED, Optional.of(MODIFIED), Optional.of(CREATED), Optional.of(MODIFIED)),
                        environmentId + 500,
                        Run.NOT_STARTED),
                true,
                Optional.of(0.95),
                List.of(new Range(Optional.of(greenId), 90_00)),
                CREATED,
                MODIFIED);
    }

    /** With members no single metric needs at once, for the sake of the stored form. */
    private static Metric revenuePerOrder(long eventId) {
        return new Metric(
                Metric.Aggregator.RATIO,
                Optional.of(eventId),
                Optional.of(Metric.Field.REVENUE),
                Metric.Scope.VISITOR,
                Metric.Direction.DECREASING,
                Optional.of("Revenue per order"),
                Optional.of(new Metric.PropertyFilter(
                        true,
                        List.of(new Metric.PropertyCondition(
                                "items", Metric.Operator.GREATER_THAN, EventType.ValueType.NUMBER, "2")))),
                Optional.of(new Metric.Ratio(
                        new Metric.Part(
                                Metric.Aggregator.SUM,
                                Optional.of(eventId),
                                Optional.of(Metric.Field.VALUE),
                                Metric.Scope.EVENT),
                        new Metric.Part(
                                Metric.Aggregator.COUNT, Optional.empty(), Optional.empty(), Metric.Scope.SESSION),
                        Optional.of("7d"))),
                Optional.of(new MetricSettings(Optional.of(Duration.ofDays(14)), Optional.of(28), Optional.of(0.999))));
    }
}
