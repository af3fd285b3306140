package org.muriel.datafile;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
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
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.exclusion.ExclusionGroup;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.feature.RolloutRule;
import org.muriel.experiment.feature.Variable;
import org.muriel.experiment.traffic.Share;
import org.muriel.testkit.Entities;

/** Configurations nobody would think of: everything may be archived, paused, empty or oddly named. */
final class Generated {
    private static final List<String> TEXTS = List.of("pro", "", "zoë 😀", "a\"b\\c", "\u2028", "1.0", "true");
    private static final List<String> NUMBERS = List.of("0", "-1", "0.1", "1e300", "9007199254740993", "18");

    private Generated() {}

    static List<Entity> configuration(Random random) {
        List<Entity> all = new ArrayList<>();
        all.add(attribute(11, "plan", random));
        all.add(attribute(12, "age", random));
        for (int i = 0; i < 3; i++) {
            all.add(new Audience(
                    31 + i,
                    Configured.PROJECT,
                    random.nextBoolean() ? Optional.of(any(TEXTS, random)) : Optional.empty(),
                    "",
                    random.nextInt(4) == 0 ? Optional.empty() : Optional.of(tests(random, 3)),
                    random.nextBoolean(),
                    false,
                    Optional.empty(),
                    Entities.CREATED,
                    Entities.CREATED));
        }
        for (int i = 0; i < 2; i++) {
            all.add(feature(50 + i, random));
        }
        for (int i = 0; i < 4; i++) {
            all.add(experiment(41 + i, random));
        }
        all.add(new ExclusionGroup(
                61,
                Configured.PROJECT,
                "g",
                "",
                random.nextInt(4) == 0,
                List.of(
                        new ExclusionGroup.Member(41, new Share(random.nextInt(5_001))),
                        new ExclusionGroup.Member(43, new Share(random.nextInt(5_001)))),
                List.of(),
                Entities.CREATED,
                Entities.CREATED));
        return all;
    }

    private static Attribute attribute(long id, String key, Random random) {
        return new Attribute(id, Configured.PROJECT, key, key, "", random.nextBoolean(), Entities.CREATED);
    }

    private static Condition<AudienceTest> tests(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            Optional<Value> value = switch (random.nextInt(5)) {
                case 0 -> Optional.empty();
                case 1 -> Optional.of(new Value.Truth(random.nextBoolean()));
                case 2 -> Optional.of(new Value.Numeric(new BigDecimal(any(NUMBERS, random))));
                case 3 -> Optional.of(new Value.Nothing());
                default -> Optional.of(new Value.Text(any(TEXTS, random)));
            };
            Optional<MatchType> match =
                    random.nextInt(4) == 0 ? Optional.empty() : Optional.of(any(List.of(MatchType.values()), random));
            return new Condition.Leaf<>(new AudienceTest.OfAttribute(11 + random.nextInt(2), false, match, value));
        }
        return tree(random, () -> tests(random, depth - 1));
    }

    private static Targeting targeting(Random random) {
        return random.nextInt(3) == 0 ? Targeting.everyone() : new Targeting.Audiences(audiences(random, 2));
    }

    private static Condition<Long> audiences(Random random, int depth) {
        return depth == 0 || random.nextInt(3) == 0
                ? new Condition.Leaf<>(31L + random.nextInt(3))
                : tree(random, () -> audiences(random, depth - 1));
    }

    private static <T> Condition<T> tree(Random random, java.util.function.Supplier<Condition<T>> operand) {
        return switch (random.nextInt(3)) {
            case 0 -> new Condition.And<>(List.of(operand.get(), operand.get()));
            case 1 -> new Condition.Or<>(List.of(operand.get(), operand.get()));
            default -> new Condition.Not<>(operand.get());
        };
    }

    private static Feature feature(long id, Random random) {
        List<Variable> variables = List.of(
                new Variable(id * 10, "title", Variable.Type.STRING, any(TEXTS, random), "", random.nextBoolean()),
                new Variable(id * 10 + 1, "size", Variable.Type.JSON, "{\"a\":[1.5]}", "", random.nextBoolean()));
        Map<Long, List<RolloutRule>> rules = new LinkedHashMap<>();
        for (long environment : List.of(Configured.PRODUCTION, Configured.DEVELOPMENT)) {
            if (random.nextBoolean()) {
                rules.put(
                        environment,
                        List.of(new RolloutRule(
                                id * 100 + environment % 10,
                                targeting(random),
                                random.nextBoolean(),
                                new Share(random.nextInt(10_001)),
                                Map.of(id * 10, any(TEXTS, random)))));
            }
        }
        return new Feature(
                id,
                Configured.PROJECT,
                "feature-" + id,
                Optional.empty(),
                "",
                random.nextInt(3) == 0,
                variables,
                rules,
                Entities.CREATED,
                Entities.CREATED);
    }

    private static Experiment experiment(long id, Random random) {
        List<Variation> variations = new ArrayList<>();
        Map<String, Long> whitelist = new LinkedHashMap<>();
        int left = 10_000;
        int count = random.nextInt(1, 4);
        for (int i = 0; i < count; i++) {
            int weight = random.nextInt(left + 1);
            left -= weight;
            variations.add(new Variation(
                    id * 10 + i,
                    "v" + i,
                    Optional.empty(),
                    "",
                    random.nextInt(4) == 0 ? Variation.Status.PAUSED : Variation.Status.ACTIVE,
                    new Share(weight),
                    random.nextBoolean(),
                    Map.of(500L, any(TEXTS, random))));
            whitelist.put(any(TEXTS, random) + i, id * 10 + i);
        }
        Design design = new Design(
                "experiment-" + id,
                Optional.empty(),
                "",
                ExperimentType.AB,
                targeting(random),
                new Share(random.nextInt(10_001)),
                random.nextBoolean() ? Optional.of(50L + random.nextInt(2)) : Optional.empty(),
                variations,
                List.of(),
                whitelist,
                Optional.empty(),
                false,
                Optional.empty());
        Map<Long, Run> runs = new LinkedHashMap<>();
        for (long environment : List.of(Configured.PRODUCTION, Configured.DEVELOPMENT)) {
            Run.Status status = any(List.of(Run.Status.RUNNING, Run.Status.PAUSED, Run.Status.NOT_STARTED), random);
            runs.put(environment, new Run(status, Optional.empty(), Optional.empty(), Optional.empty()));
        }
        return new Experiment(
                id,
                Configured.PROJECT,
                id * 10,
                "shareToken",
                design,
                runs,
                random.nextInt(5) == 0,
                Optional.empty(),
                List.of(),
                Entities.CREATED,
                Entities.CREATED);
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
