package org.muriel.experiment.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final long SEED = 20_260_901;
    private static final int WALKS = 400;
    private static final int STEPS = 12;

    private static final long A = 1;
    private static final long B = 2;
    private static final long C = 3;

    @Test
    void a_fresh_layout_ends_at_the_rounded_sums_of_weights() {
        assertThat(text(Allocation.NOBODY.dividing(new Share(30_00), weights(A, 5000, B, 5000))))
                .isEqualTo("1<1500 2<3000");
        assertThat(text(Allocation.NOBODY.dividing(new Share(1), weights(A, 3334, B, 3333, C, 3333))))
                .isEqualTo("2<1");
        assertThat(text(Allocation.NOBODY.dividing(Share.EVERYONE, weights(A, 2000, B, 6000))))
                .isEqualTo("1<2500 2<10000");
        assertThat(text(Allocation.NOBODY.dividing(Share.NOBODY, weights(A, 10_000))))
                .isEmpty();
        assertThat(text(Allocation.NOBODY.dividing(Share.EVERYONE, weights(A, 0))))
                .isEmpty();
    }

    @Test
    void more_traffic_is_divided_behind_what_is_there() {
        Allocation thirty = Allocation.NOBODY.dividing(new Share(30_00), weights(A, 5000, B, 5000));

        assertThat(text(thirty.dividing(new Share(60_00), weights(A, 5000, B, 5000))))
                .isEqualTo("1<1500 2<3000 1<4500 2<6000");
    }

    @Test
    void less_traffic_is_cut_from_the_top_and_evened_out() {
        Allocation grown = Allocation.NOBODY
                .dividing(new Share(30_00), weights(A, 5000, B, 5000))
                .dividing(new Share(60_00), weights(A, 5000, B, 5000));

        assertThat(text(grown.dividing(new Share(40_00), weights(A, 5000, B, 5000))))
                .isEqualTo("1<1500 2<3000 1<3500 2<4000");
    }

    @Test
    void other_weights_move_only_the_difference() {
        Allocation even = Allocation.NOBODY.dividing(Share.EVERYONE, weights(A, 5000, B, 5000));

        assertThat(text(even.dividing(Share.EVERYONE, weights(A, 3000, B, 7000))))
                .isEqualTo("1<3000 2<10000");
        assertThat(text(even.dividing(Share.EVERYONE, weights(A, 7000, B, 3000))))
                .isEqualTo("1<5000 2<8000 1<10000");
    }

    @Test
    void a_variation_that_goes_leaves_its_buckets_to_the_others() {
        Allocation three = Allocation.NOBODY.dividing(Share.EVERYONE, weights(A, 2000, B, 4000, C, 4000));

        assertThat(text(three.dividing(Share.EVERYONE, weights(A, 5000, C, 5000))))
                .isEqualTo("1<5000 3<10000");
    }

    @Test
    void who_leaves_a_group_leaves_a_gap_that_the_next_one_fills() {
        Allocation group = Allocation.NOBODY.withTotals(weights(A, 2000, B, 3000, C, 1000), 10_000);
        assertThat(text(group)).isEqualTo("1<2000 2<5000 3<6000");

        Allocation without = group.withTotals(weights(A, 2000, C, 1000), 10_000);
        assertThat(text(without)).isEqualTo("1<2000 -<5000 3<6000");

        assertThat(text(without.withTotals(weights(A, 2000, C, 1000, B, 4000), 10_000)))
                .isEqualTo("1<2000 2<5000 3<6000 2<7000");
    }

    /** Random lives of an experiment: after each change what decision 0021 promises must hold. */
    @Test
    void every_change_keeps_the_promises() {
        Random random = new Random(SEED);
        for (int walk = 0; walk < WALKS; walk++) {
            SequencedMap<Long, Integer> weights = someWeights(random);
            int traffic = random.nextInt(10_001);
            Allocation before = Allocation.NOBODY;
            for (int step = 0; step < STEPS; step++) {
                Allocation after = before.dividing(new Share(traffic), weights);
                String what = "seed %d, walk %d, step %d: %s to %d of %s"
                        .formatted(SEED, walk, step, text(before), traffic, weights);
                check(before, after, traffic, weights, what);
                before = after;
                switch (random.nextInt(3)) {
                    case 0 -> weights = someWeights(random);
                    case 1 -> traffic = random.nextInt(10_001);
                    default -> traffic = Math.min(10_000, traffic + random.nextInt(5));
                }
            }
        }
    }

    @Test
    void a_variation_that_comes_takes_from_each_what_it_has_to_give_and_moves_nobody_else() {
        Allocation two = Allocation.NOBODY.dividing(Share.EVERYONE, weights(A, 5000, B, 5000));

        Allocation three = two.dividing(Share.EVERYONE, weights(A, 4000, B, 4000, C, 2000));

        assertThat(text(three)).isEqualTo("1<4000 3<5000 2<9000 3<10000");
        assertThat(moved(two, three)).isEqualTo(2000);
    }

    @Test
    void raising_traffic_moves_nobody_whatever_was_done_before() {
        Random random = new Random(SEED);
        for (int walk = 0; walk < WALKS; walk++) {
            Allocation allocation = Allocation.NOBODY;
            SequencedMap<Long, Integer> weights = someWeights(random);
            int traffic = 0;
            for (int step = 0; step < STEPS; step++) {
                weights = someWeights(random);
                traffic = random.nextInt(10_001);
                allocation = allocation.dividing(new Share(traffic), weights);
            }
            int more = random.nextInt(traffic, 10_001);
            assertThat(moved(allocation, allocation.dividing(new Share(more), weights)))
                    .as(
                            "seed %d, walk %d: %s from %d to %d of %s",
                            SEED, walk, text(allocation), traffic, more, weights)
                    .isZero();
        }
    }

    /** The smallest lines, where rounding weighs most: all of them, one point at a time. */
    @Test
    void raising_traffic_point_by_point_moves_nobody() {
        for (SequencedMap<Long, Integer> weights :
                List.of(weights(A, 3334, B, 3333, C, 3333), weights(A, 5000, B, 5000), weights(A, 1, B, 9998, C, 1))) {
            Allocation before = Allocation.NOBODY;
            for (int traffic = 1; traffic <= 300; traffic++) {
                Allocation after = before.dividing(new Share(traffic), weights);
                check(before, after, traffic, weights, traffic + " of " + weights);
                assertThat(moved(before, after))
                        .as("%d of %s", traffic, weights)
                        .isZero();
                before = after;
            }
        }
    }

    private static void check(
            Allocation before, Allocation after, int traffic, SequencedMap<Long, Integer> weights, String what) {
        int sum = weights.values().stream().mapToInt(it -> it).sum();
        long[] was = buckets(before);
        long[] is = buckets(after);
        int least = 0;
        int most = 0;
        for (int bucket = 0; bucket < 10_000; bucket++) {
            boolean held = sum > 0 && bucket < traffic;
            assertThat(is[bucket] != 0)
                    .as("bucket %d is held, %s", bucket, what)
                    .isEqualTo(held);
        }
        for (Map.Entry<Long, Integer> entry : weights.entrySet()) {
            double exact = sum == 0 ? 0 : (double) traffic * entry.getValue() / sum;
            assertThat(after.total(entry.getKey()))
                    .as("total of %d, %s", entry.getKey(), what)
                    .isLessThanOrEqualTo((int) Math.ceil(exact))
                    .isGreaterThan((int) Math.floor(exact) - weights.size());
            if (exact == Math.rint(exact) && before.equals(Allocation.NOBODY)) {
                assertThat(after.total(entry.getKey())).as(what).isEqualTo((int) exact);
            }
            int stayed = count(was, entry.getKey(), traffic);
            least += Math.max(0, stayed - (int) Math.ceil(exact));
            most += stayed;
        }
        if (sum > 0) {
            assertThat(movedAmong(was, is, weights))
                    .as("moved, %s", what)
                    .isEqualTo(least)
                    .isLessThanOrEqualTo(most);
        }
        assertThat(after.dividing(new Share(traffic), weights))
                .as("again, %s", what)
                .isEqualTo(after);
    }

    /** Buckets that were held before and are held by somebody else now. */
    private static int moved(Allocation before, Allocation after) {
        long[] was = buckets(before);
        long[] is = buckets(after);
        int moved = 0;
        for (int bucket = 0; bucket < 10_000; bucket++) {
            moved += was[bucket] != 0 && was[bucket] != is[bucket] ? 1 : 0;
        }
        return moved;
    }

    private static int movedAmong(long[] was, long[] is, Map<Long, Integer> weights) {
        int moved = 0;
        for (int bucket = 0; bucket < 10_000; bucket++) {
            moved += is[bucket] != 0 && weights.containsKey(was[bucket]) && was[bucket] != is[bucket] ? 1 : 0;
        }
        return moved;
    }

    private static int count(long[] buckets, long holder, int end) {
        int count = 0;
        for (int bucket = 0; bucket < end; bucket++) {
            count += buckets[bucket] == holder ? 1 : 0;
        }
        return count;
    }

    /** Holder of each bucket, 0 for none. */
    private static long[] buckets(Allocation allocation) {
        long[] buckets = new long[10_000];
        int start = 0;
        for (Range range : allocation.ranges()) {
            for (; start < range.end(); start++) {
                buckets[start] = range.holder().orElse(0L);
            }
        }
        return buckets;
    }

    private static SequencedMap<Long, Integer> someWeights(Random random) {
        List<Long> holders = new ArrayList<>(List.of(1L, 2L, 3L, 4L, 5L));
        SequencedMap<Long, Integer> weights = new LinkedHashMap<>();
        int left = 10_000;
        int count = random.nextInt(1, 6);
        for (int i = 0; i < count; i++) {
            int weight = i == count - 1 && random.nextBoolean() ? left : random.nextInt(left + 1);
            weights.put(holders.remove(random.nextInt(holders.size())), weight);
            left -= weight;
        }
        return weights;
    }

    private static SequencedMap<Long, Integer> weights(long... pairs) {
        SequencedMap<Long, Integer> weights = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            weights.put(pairs[i], (int) pairs[i + 1]);
        }
        return weights;
    }

    private static String text(Allocation allocation) {
        return String.join(
                " ",
                allocation.ranges().stream()
                        .map(it -> it.holder().map(Object::toString).orElse("-") + "<" + it.end())
                        .toList());
    }
}
