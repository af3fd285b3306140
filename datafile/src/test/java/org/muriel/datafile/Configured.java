package org.muriel.datafile;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.experiment.Design;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.ExperimentType;
import org.muriel.experiment.Run;
import org.muriel.experiment.Variation;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.audience.AudienceTest;
import org.muriel.experiment.audience.AudienceTest.Value;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.audience.MatchType;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.catalog.DatafileRevision;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.eventtype.EventType;
import org.muriel.experiment.exclusion.ExclusionGroup;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.feature.RolloutRule;
import org.muriel.experiment.feature.Variable;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;
import org.muriel.experiment.traffic.Share;
import org.muriel.testkit.Entities;

/** The configurations whose datafiles are in {@code vectors/datafile}, under the same names. */
final class Configured {
    static final long PROJECT = 1000;
    static final long PRODUCTION = 1001;
    static final long DEVELOPMENT = 1002;

    private static final Instant TIME = Entities.CREATED;

    private Configured() {}

    /** Name → what is configured in the project beside its two environments. */
    static Map<String, List<Entity>> all() {
        Map<String, List<Entity>> all = new LinkedHashMap<>();
        all.put("nothing-configured", List.of());
        all.put("bot-filtering", List.of(leavingOutRobots(Entities.aProject(PROJECT))));
        all.put(
                "attributes-and-events",
                List.of(
                        attribute(11, "plan", false),
                        attribute(12, "age", true),
                        event(21, "order", false),
                        event(22, "visit", true)));
        all.put("audiences", audiences());
        all.put(
                "experiment",
                List.of(
                        attribute(11, "plan", true),
                        event(21, "order", true),
                        audience(31, "Payers", true, test(11, MatchType.EXACT, new Value.Text("pro"))),
                        withTraffic(30_00, experiment(41, "button", Optional.empty(), true))));
        all.put(
                "raised-traffic",
                List.of(withTraffic(60_00, withTraffic(30_00, running(plain(41, "button"), PRODUCTION)))));
        all.put("feature", features());
        all.put(
                "feature-test",
                List.of(
                        new Feature(
                                50,
                                PROJECT,
                                "checkout",
                                Optional.empty(),
                                "",
                                true,
                                List.of(new Variable(502, "title", Variable.Type.STRING, "Pay", "", false)),
                                Map.of(),
                                TIME,
                                TIME),
                        experiment(41, "button", Optional.of(50L), false)));
        all.put(
                "group",
                List.of(
                        running(plain(41, "first"), PRODUCTION),
                        plain(42, "second"),
                        running(plain(43, "third"), PRODUCTION),
                        running(plain(44, "fourth"), PRODUCTION),
                        Entities.aGroup(
                                61,
                                PROJECT,
                                List.of(
                                        new ExclusionGroup.Member(41, new Share(20_00)),
                                        new ExclusionGroup.Member(42, new Share(30_00)),
                                        new ExclusionGroup.Member(43, new Share(10_00)))),
                        new ExclusionGroup(
                                62,
                                PROJECT,
                                "Archived",
                                "",
                                true,
                                List.of(new ExclusionGroup.Member(44, new Share(50_00))),
                                List.of(),
                                TIME,
                                TIME)));
        all.put("not-running", notRunning());
        all.put("edited-weights", List.of(withWeights(80_00, 20_00, running(plain(41, "button"), PRODUCTION))));
        all.put("second-environment", secondEnvironment());
        return all;
    }

    private static Project leavingOutRobots(Project it) {
        return new Project(
                it.id(),
                it.accountId(),
                it.name(),
                it.description(),
                it.confidenceThreshold(),
                it.platform(),
                it.sdks(),
                it.archived(),
                it.flagsEnabled(),
                it.dcpServiceId(),
                it.salesforce(),
                it.webSnippet(),
                Optional.of(true),
                it.created(),
                it.lastModified());
    }

    /** With revision 7 in production. */
    static Snapshot snapshot(List<Entity> configured) {
        List<Entity> entities = new ArrayList<>(List.of(
                Entities.aProject(PROJECT),
                Entities.anEnvironment(PRODUCTION, PROJECT, "production"),
                Entities.anEnvironment(DEVELOPMENT, PROJECT, "development")));
        entities.addAll(configured);
        return Snapshot.EMPTY.with(
                entities,
                Map.of(PRODUCTION, new DatafileRevision(7, TIME), DEVELOPMENT, new DatafileRevision(8, TIME)));
    }

    static byte[] datafile(List<Entity> configured) {
        Snapshot snapshot = snapshot(configured);
        return Datafile.render(snapshot, snapshot.get(Environment.class, PRODUCTION));
    }

    private static List<Entity> audiences() {
        Condition<AudienceTest> payers = new Condition.And<>(List.of(
                new Condition.Or<>(List.of(test(11, MatchType.EXACT, new Value.Text("pro")))),
                new Condition.Not<>(new Condition.Leaf<>(new AudienceTest.OfAttribute(
                        11, true, Optional.empty(), Optional.of(new Value.Text("free")))))));
        Condition<AudienceTest> odd = new Condition.Or<>(List.of(
                new Condition.Leaf<>(
                        new AudienceTest.OfAttribute(11, false, Optional.of(MatchType.EXISTS), Optional.empty())),
                test(11, MatchType.EXACT, new Value.Truth(true)),
                test(12, MatchType.LT, new Value.Numeric(new BigDecimal("0.50"))),
                test(12, MatchType.EXACT, new Value.Numeric(new BigDecimal("1000000000000000000000"))),
                test(11, MatchType.EXACT, new Value.Nothing()),
                test(11, MatchType.SEMVER_GE, new Value.Text("2.1"))));
        return List.of(
                attribute(11, "plan", true),
                attribute(12, "age", false),
                audience(31, "Payers", false, payers),
                audience(32, "Adults", false, test(12, MatchType.GE, new Value.Numeric(new BigDecimal("18")))),
                Entities.anAudience(33, PROJECT),
                audience(34, "Odd values", false, odd),
                audience(35, "Archived", true, payers));
    }

    private static List<Entity> features() {
        List<Variable> variables = List.of(
                new Variable(501, "express", Variable.Type.BOOLEAN, "true", "", false),
                new Variable(502, "title", Variable.Type.STRING, "Pay", "", false),
                new Variable(503, "discount", Variable.Type.DOUBLE, "0.5", "", false),
                new Variable(504, "steps", Variable.Type.INTEGER, "3", "", false),
                new Variable(505, "colours", Variable.Type.JSON, "{\"button\":\"green\"}", "", false),
                new Variable(506, "left", Variable.Type.STRING, "x", "", true));
        Targeting others = new Targeting.Audiences(new Condition.Not<>(new Condition.Leaf<>(31L)));
        RolloutRule some =
                new RolloutRule(5001, others, true, new Share(25_00), Map.of(504L, "1", 502L, "Buy", 506L, "y"));
        RolloutRule off = new RolloutRule(5101, others, false, Share.EVERYONE, Map.of());
        RolloutRule nobody = new RolloutRule(5201, Targeting.everyone(), true, Share.NOBODY, Map.of());
        return List.of(
                attribute(11, "plan", false),
                audience(31, "Payers", true, test(11, MatchType.EXACT, new Value.Text("pro"))),
                feature(50, "checkout", variables, some),
                feature(51, "search", List.of(), off),
                feature(52, "wishes", List.of(), nobody),
                Entities.archived(Entities.aFeature(53, PROJECT, "archived")));
    }

    private static List<Entity> notRunning() {
        Experiment paused = running(counting(plain(42, "paused")), PRODUCTION);
        Experiment archived = running(plain(43, "archived"), PRODUCTION);
        return List.of(
                event(21, "order", false),
                Entities.aFeature(50, PROJECT, "checkout"),
                plain(41, "not-started"),
                with(paused, paused.design(), Map.of(PRODUCTION, run(Run.Status.PAUSED)), false),
                with(archived, archived.design(), archived.runs(), true),
                running(plain(44, "elsewhere"), DEVELOPMENT));
    }

    /** What development has is in no datafile of production but as far as both share it. */
    private static List<Entity> secondEnvironment() {
        RolloutRule everybody = new RolloutRule(5001, Targeting.everyone(), true, Share.EVERYONE, Map.of());
        Feature feature = new Feature(
                50,
                PROJECT,
                "checkout",
                Optional.empty(),
                "",
                false,
                List.of(),
                Map.of(DEVELOPMENT, List.of(everybody)),
                TIME,
                TIME);
        return List.of(
                feature,
                running(plain(41, "elsewhere"), DEVELOPMENT),
                running(plain(42, "here"), PRODUCTION),
                Entities.aGroup(
                        61,
                        PROJECT,
                        List.of(
                                new ExclusionGroup.Member(41, new Share(50_00)),
                                new ExclusionGroup.Member(42, new Share(50_00)))));
    }

    private static Experiment withWeights(int first, int second, Experiment it) {
        Design design = it.design();
        List<Variation> variations = design.variations();
        return it.withDesign(new Design(
                design.key(),
                design.name(),
                design.description(),
                design.type(),
                design.targeting(),
                design.traffic(),
                design.featureId(),
                List.of(weighing(first, variations.get(0)), weighing(second, variations.get(1))),
                design.metrics(),
                design.whitelist(),
                design.schedule(),
                false));
    }

    private static Variation weighing(int basisPoints, Variation it) {
        return new Variation(
                it.id(),
                it.key(),
                it.name(),
                it.description(),
                it.status(),
                new Share(basisPoints),
                it.featureEnabled(),
                it.variableValues());
    }

    private static Experiment counting(Experiment it) {
        Design design = it.design();
        return it.withDesign(new Design(
                design.key(),
                design.name(),
                design.description(),
                design.type(),
                design.targeting(),
                design.traffic(),
                Optional.of(50L),
                design.variations(),
                List.of(visitorsWho(21)),
                design.whitelist(),
                design.schedule(),
                false));
    }

    private static Attribute attribute(long id, String key, boolean archived) {
        return new Attribute(id, PROJECT, key, "The name of " + key, "", archived, TIME);
    }

    private static EventType event(long id, String key, boolean archived) {
        return new EventType(
                id, PROJECT, key, key, "", EventType.Category.OTHER, archived, Optional.empty(), TIME, TIME);
    }

    private static Audience audience(long id, String name, boolean archived, Condition<AudienceTest> conditions) {
        return new Audience(
                id,
                PROJECT,
                Optional.of(name),
                "",
                Optional.of(conditions),
                archived,
                false,
                Optional.empty(),
                TIME,
                TIME);
    }

    private static Condition<AudienceTest> test(long attributeId, MatchType match, Value value) {
        return new Condition.Leaf<>(
                new AudienceTest.OfAttribute(attributeId, false, Optional.of(match), Optional.of(value)));
    }

    private static Feature feature(long id, String key, List<Variable> variables, RolloutRule rule) {
        return new Feature(
                id,
                PROJECT,
                key,
                Optional.empty(),
                "",
                false,
                variables,
                Map.of(PRODUCTION, List.of(rule)),
                TIME,
                TIME);
    }

    private static Metric visitorsWho(long eventId) {
        return new Metric(
                Metric.Aggregator.UNIQUE,
                Optional.of(eventId),
                Optional.empty(),
                Metric.Scope.VISITOR,
                Metric.Direction.INCREASING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Experiment experiment(long id, String key, Optional<Long> featureId, boolean full) {
        List<Variation> variations = new ArrayList<>(List.of(
                variation(id * 10 + 1, "control", Variation.Status.ACTIVE, false, Map.of()),
                variation(
                        id * 10 + 2,
                        "green",
                        Variation.Status.ACTIVE,
                        true,
                        featureId.isPresent() ? Map.of(502L, "Buy") : Map.of())));
        Map<String, Long> whitelist = new LinkedHashMap<>();
        if (full) {
            variations.add(variation(id * 10 + 3, "paused", Variation.Status.PAUSED, true, Map.of()));
            whitelist.put("zoë", id * 10 + 2);
            whitelist.put("peter", id * 10 + 3);
            whitelist.put("adam", id * 10 + 1);
        }
        Design design = new Design(
                key,
                Optional.empty(),
                "",
                ExperimentType.AB,
                full ? new Targeting.Audiences(new Condition.Leaf<>(31L)) : Targeting.everyone(),
                Share.EVERYONE,
                featureId,
                variations,
                full ? List.of(visitorsWho(21)) : List.of(),
                whitelist,
                Optional.empty(),
                false);
        return running(with(plain(id, key), design, Map.of(), false), PRODUCTION);
    }

    static Experiment plain(long id, String key) {
        Design design = new Design(
                key,
                Optional.empty(),
                "",
                ExperimentType.AB,
                Targeting.everyone(),
                Share.EVERYONE,
                Optional.empty(),
                List.of(
                        variation(id * 10 + 1, "control", Variation.Status.ACTIVE, true, Map.of()),
                        variation(id * 10 + 2, "green", Variation.Status.ACTIVE, true, Map.of())),
                List.of(),
                Map.of(),
                Optional.empty(),
                false);
        return new Experiment(
                id, PROJECT, id * 10, "shareToken", design, Map.of(), false, Optional.empty(), List.of(), TIME, TIME);
    }

    private static Variation variation(
            long id, String key, Variation.Status status, boolean enabled, Map<Long, String> values) {
        return new Variation(id, key, Optional.empty(), "", status, new Share(50_00), enabled, values);
    }

    static Experiment running(Experiment it, long environmentId) {
        return with(it, it.design(), Map.of(environmentId, run(Run.Status.RUNNING)), false);
    }

    private static Run run(Run.Status status) {
        return new Run(status, Optional.of(TIME), Optional.of(TIME), Optional.empty());
    }

    private static Experiment withTraffic(int basisPoints, Experiment it) {
        Design design = it.design();
        Design changed = new Design(
                design.key(),
                design.name(),
                design.description(),
                design.type(),
                design.targeting(),
                new Share(basisPoints),
                design.featureId(),
                design.variations(),
                design.metrics(),
                design.whitelist(),
                design.schedule(),
                false);
        // laid out afresh unless it already ran with less
        return it.design().traffic().equals(Share.EVERYONE)
                ? running(with(plain(it.id(), design.key()), changed, Map.of(), false), PRODUCTION)
                : it.withDesign(changed);
    }

    private static Experiment with(Experiment it, Design design, Map<Long, Run> runs, boolean archived) {
        return new Experiment(
                it.id(),
                it.projectId(),
                it.campaignId(),
                it.shareToken(),
                design,
                runs,
                archived,
                Optional.empty(),
                runs.isEmpty() ? List.of() : it.ranges(),
                TIME,
                TIME);
    }
}
