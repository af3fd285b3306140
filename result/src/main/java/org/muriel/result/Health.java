package org.muriel.result;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muriel.statistics.srm.SequentialMismatch;
import org.muriel.statistics.srm.Split;

/**
 * Whether the experiment as a whole is what it should be (statistics specification, 9.1 and 1.1).
 *
 * @param split the check of the split at all looks; absent while there are no two variations with known shares
 * @param splits the same after each look at which visitors had come, in the order of time
 */
public record Health(
        Optional<SequentialMismatch> split,
        List<SplitAt> splits,
        Irregularities irregularities,
        Set<Warning> warnings) {
    /** Of the visitors. */
    private static final double MANY = 0.01;

    /** What the check of the split had found by a look. */
    public record SplitAt(Instant time, SequentialMismatch found) {}

    /** @param warnings that are known already */
    static Health of(List<EventStore.Look> looks, Course course, Irregularities irregularities, Set<Warning> warnings) {
        Optional<List<SplitAt>> checked = checked(looks, course);
        Optional<SequentialMismatch> split = checked.map(
                it -> it.isEmpty() ? SequentialMismatch.start() : it.getLast().found());
        Set<Warning> all = EnumSet.noneOf(Warning.class);
        all.addAll(warnings);
        long visitors = looks.getLast().epochs().stream()
                .flatMap(it -> it.arms().values().stream())
                .mapToLong(EventStore.Arm::visitors)
                .sum();
        if (split.filter(it -> it.health() == SequentialMismatch.Health.UNHEALTHY)
                .isPresent()) {
            all.add(Warning.SRM);
        }
        if (irregularities.crossovers() > MANY * visitors) {
            all.add(Warning.CROSSOVERS);
        }
        if (irregularities.late() > MANY * visitors) {
            all.add(Warning.LATE_EVENTS);
        }
        return new Health(split, checked.orElse(List.of()), irregularities, all);
    }

    private static Optional<List<SplitAt>> checked(List<EventStore.Look> looks, Course course) {
        if (course.buckets().stream().noneMatch(it -> shared(it).size() > 1)) {
            return Optional.empty();
        }
        SequentialMismatch mismatch = SequentialMismatch.start();
        List<SplitAt> found = new ArrayList<>();
        List<Split> before = List.of();
        for (EventStore.Look look : looks) {
            List<Split> splits = splits(look, course);
            if (!splits.equals(before)) {
                mismatch = mismatch.look(splits);
                before = splits;
                found.add(new SplitAt(look.time(), mismatch));
            }
        }
        return Optional.of(found);
    }

    private static List<Split> splits(EventStore.Look look, Course course) {
        List<Split> splits = new ArrayList<>();
        for (int epoch = 0; epoch < look.epochs().size(); epoch++) {
            Map<Long, Integer> buckets = course.buckets().get(epoch);
            List<Long> shared = shared(buckets);
            if (shared.size() > 1) {
                Map<Long, EventStore.Arm> arms = look.epochs().get(epoch).arms();
                splits.add(new Split(
                        shared.stream().map(it -> visitors(arms, it)).toList(),
                        shared.stream()
                                .map(it -> (double) buckets.getOrDefault(it, 0))
                                .toList()));
            }
        }
        return splits;
    }

    private static long visitors(Map<Long, EventStore.Arm> arms, long variation) {
        EventStore.Arm arm = arms.get(variation);
        return arm == null ? 0 : arm.visitors();
    }

    /** Variations that had traffic, in a fixed order. */
    private static List<Long> shared(Map<Long, Integer> buckets) {
        return buckets.entrySet().stream()
                .filter(it -> it.getValue() > 0)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
