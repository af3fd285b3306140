package org.muriel.datafile;

import static org.assertj.core.api.Assertions.assertThat;

import com.optimizely.ab.config.parser.ConfigParseException;
import com.optimizely.ab.config.parser.GsonConfigParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muriel.decision.Decider;
import org.muriel.decision.Ruleset;
import org.muriel.decision.Visitor;
import org.muriel.decision.datafile.Datafile.Flag;
import org.muriel.decision.datafile.Datafile.Variable;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Variation;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.exclusion.ExclusionGroup;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.traffic.Range;

/** What is written is read as it was configured, by our own engine, for every golden case and for generated ones. */
class ReadBackTest {
    private static final long SEED = 20_261_126;
    private static final int GENERATED = 500;

    static Stream<String> names() {
        return Configured.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_golden_case_is_read_as_it_was_configured(String name) {
        check(Objects.requireNonNull(Configured.all().get(name)), name);
    }

    @Test
    void generated_configurations_are_read_as_they_were_configured() throws ConfigParseException {
        Random random = new Random(SEED);
        for (int i = 0; i < GENERATED; i++) {
            List<Entity> configured = Generated.configuration(random);
            String what = "seed %d, configuration %d".formatted(SEED, i);
            check(configured, what);
            new GsonConfigParser()
                    .parseProjectConfig(new String(Configured.datafile(configured), StandardCharsets.UTF_8));
        }
    }

    private static void check(List<Entity> configured, String what) {
        Snapshot snapshot = Configured.snapshot(configured);
        for (long environmentId : List.of(Configured.PRODUCTION, Configured.DEVELOPMENT)) {
            Environment environment = snapshot.get(Environment.class, environmentId);
            byte[] written = Datafile.render(snapshot, environment);
            Ruleset ruleset = Ruleset.of(written);
            var read = ruleset.datafile();
            assertThat(read.environmentKey()).isEqualTo(environment.key());
            assertThat(read.sdkKey()).isEqualTo(environment.sdkKey());
            assertThat(read.revision())
                    .isEqualTo(Long.toString(
                            snapshot.datafileRevision(environmentId).number()));
            attributes(configured, read, what);
            experiments(configured, environmentId, read, what);
            groups(configured, environmentId, read, what);
            flags(configured, environmentId, read, what);
            new Decider().decideAll(ruleset, Visitor.of("zoë", Map.of("plan", "pro", "age", 40)), java.util.Set.of());
        }
    }

    private static void attributes(List<Entity> configured, org.muriel.decision.datafile.Datafile read, String what) {
        Map<String, String> keys = new HashMap<>();
        read.attributes().forEach(it -> keys.put(it.id(), it.key()));
        for (Attribute attribute : of(Attribute.class, configured)) {
            if (!attribute.archived() || keys.containsKey(id(attribute.id()))) {
                assertThat(keys).as(what).containsEntry(id(attribute.id()), attribute.key());
            }
        }
    }

    private static void experiments(
            List<Entity> configured, long environmentId, org.muriel.decision.datafile.Datafile read, String what) {
        Map<String, org.muriel.decision.datafile.Datafile.Experiment> found = new HashMap<>();
        read.experiments().forEach(it -> found.put(it.id(), it));
        read.groups().forEach(group -> group.experiments().forEach(it -> found.put(it.id(), it)));
        List<Experiment> running = of(Experiment.class, configured).stream()
                .filter(it -> it.runsIn(environmentId))
                .toList();
        assertThat(found.keySet())
                .as(what)
                .containsExactlyInAnyOrderElementsOf(
                        running.stream().map(it -> id(it.id())).toList());
        for (Experiment experiment : running) {
            var it = Objects.requireNonNull(found.get(id(experiment.id())));
            assertThat(it.key()).as(what).isEqualTo(experiment.design().key());
            assertThat(it.layerId()).as(what).isEqualTo(id(experiment.campaignId()));
            assertThat(it.running()).as(what).isTrue();
            assertThat(it.traffic()).as(what).isEqualTo(ranges(experiment.ranges()));
            List<Variation> active = experiment.design().variations().stream()
                    .filter(each -> each.status() == Variation.Status.ACTIVE)
                    .toList();
            assertThat(it.variations().stream().map(each -> each.id() + each.key()))
                    .as(what)
                    .containsExactlyElementsOf(
                            active.stream().map(each -> each.id() + each.key()).toList());
            assertThat(it.audienceIds())
                    .as(what)
                    .containsExactlyInAnyOrderElementsOf(experiment.design().targeting().audienceIds().stream()
                            .map(ReadBackTest::id)
                            .toList());
            assertThat(it.targeting().equals(org.muriel.decision.audience.Condition.EVERYONE))
                    .as(what)
                    .isEqualTo(experiment.design().targeting() instanceof Targeting.Everyone);
            Map<String, String> whitelist = new HashMap<>();
            experiment
                    .design()
                    .whitelist()
                    .forEach((visitor, variation) -> active.stream()
                            .filter(each -> each.id() == variation)
                            .forEach(each -> whitelist.put(visitor, each.key())));
            assertThat(it.whitelist()).as(what).isEqualTo(whitelist);
        }
    }

    private static void groups(
            List<Entity> configured, long environmentId, org.muriel.decision.datafile.Datafile read, String what) {
        List<ExclusionGroup> live = of(ExclusionGroup.class, configured).stream()
                .filter(it -> !it.archived())
                .toList();
        assertThat(read.groups()).as(what).hasSameSizeAs(live);
        for (int i = 0; i < live.size(); i++) {
            var group = read.groups().get(i);
            List<String> running =
                    group.experiments().stream().map(it -> it.id()).toList();
            assertThat(group.excludes()).as(what).isTrue();
            assertThat(group.traffic())
                    .as(what)
                    .isEqualTo(live.get(i).ranges().stream()
                            .map(it -> new org.muriel.decision.bucketing.Range(
                                    it.holder()
                                            .map(ReadBackTest::id)
                                            .filter(running::contains)
                                            .orElse(""),
                                    it.end()))
                            .toList());
        }
        assertThat(environmentId).isPositive();
    }

    private static void flags(
            List<Entity> configured, long environmentId, org.muriel.decision.datafile.Datafile read, String what) {
        Map<String, Flag> found = new HashMap<>();
        read.flags().forEach(it -> found.put(it.id(), it));
        for (Feature feature : of(Feature.class, configured)) {
            Optional<Flag> flag = Optional.ofNullable(found.get(id(feature.id())));
            if (flag.isEmpty()) {
                assertThat(feature.archived()).as(what).isTrue();
                continue;
            }
            assertThat(flag.get().key()).as(what).isEqualTo(feature.key());
            assertThat(flag.get().variables())
                    .as(what)
                    .isEqualTo(feature.variables().stream()
                            .filter(it -> !it.archived())
                            .map(it -> new Variable(
                                    id(it.id()),
                                    it.key(),
                                    it.type().name().toLowerCase(java.util.Locale.ROOT),
                                    it.defaultValue()))
                            .toList());
            assertThat(flag.get().experimentIds())
                    .as(what)
                    .containsExactlyElementsOf(of(Experiment.class, configured).stream()
                            .filter(it -> it.runsIn(environmentId))
                            .filter(it -> it.design().featureId().equals(Optional.of(feature.id())))
                            .map(it -> id(it.id()))
                            .toList());
            assertThat(read.rollouts().stream().map(it -> it.id()))
                    .as(what)
                    .contains(flag.get().rolloutId());
        }
    }

    private static List<org.muriel.decision.bucketing.Range> ranges(List<Range> ranges) {
        List<org.muriel.decision.bucketing.Range> read = new ArrayList<>();
        ranges.forEach(it -> read.add(new org.muriel.decision.bucketing.Range(
                it.holder().map(ReadBackTest::id).orElse(""), it.end())));
        return read;
    }

    private static <T extends Entity> List<T> of(Class<T> type, List<Entity> entities) {
        return entities.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static String id(long id) {
        return Long.toString(id);
    }
}
