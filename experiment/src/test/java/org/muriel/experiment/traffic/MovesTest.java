package org.muriel.experiment.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class MovesTest {
    private static final long SEED = 20_261_127;
    private static final int ROUNDS = 300;

    private final Random random = new Random(SEED);

    @Test
    void each_bucket_is_of_one_kind_of_move() {
        Allocation before = new Allocation(List.of(
                new Range(Optional.of(1L), 3000), new Range(Optional.empty(), 4000), new Range(Optional.of(2L), 7000)));
        Allocation after = new Allocation(List.of(new Range(Optional.of(1L), 2000), new Range(Optional.of(2L), 6000)));

        assertThat(Moves.between(before, after)).isEqualTo(new Moves(4000, 1000, 1000, 1000));
    }

    @Test
    void nobody_moves_between_an_allocation_and_itself() {
        for (int i = 0; i < ROUNDS; i++) {
            Allocation some = some();
            assertThat(Moves.between(some, some)).isEqualTo(new Moves(held(some), 0, 0, 0));
        }
    }

    @Test
    void moves_add_up_to_who_was_there_and_to_who_is_there() {
        for (int i = 0; i < ROUNDS; i++) {
            Allocation before = some();
            Allocation after = some();
            Moves moves = Moves.between(before, after);

            assertThat(moves.stays() + moves.leaves() + moves.switches())
                    .as("%s, then %s", before, after)
                    .isEqualTo(held(before));
            assertThat(moves.stays() + moves.joins() + moves.switches())
                    .as("%s, then %s", before, after)
                    .isEqualTo(held(after));
        }
    }

    @Test
    void the_way_back_lets_leave_who_joined() {
        for (int i = 0; i < ROUNDS; i++) {
            Allocation before = some();
            Allocation after = some();
            Moves there = Moves.between(before, after);
            Moves back = Moves.between(after, before);

            assertThat(back.stays()).isEqualTo(there.stays());
            assertThat(back.joins()).isEqualTo(there.leaves());
            assertThat(back.leaves()).isEqualTo(there.joins());
            assertThat(back.switches()).isEqualTo(there.switches());
        }
    }

    @Test
    void more_traffic_by_the_same_weights_moves_nobody() {
        for (int i = 0; i < ROUNDS; i++) {
            SequencedMap<Long, Integer> weights = weights();
            int traffic = random.nextInt(10_001);
            int more = traffic + random.nextInt(10_001 - traffic);
            Allocation before = Allocation.NOBODY.dividing(new Share(traffic), weights);
            Moves moves = Moves.between(before, before.dividing(new Share(more), weights));

            assertThat(moves)
                    .as("%s of %s, then %s", weights, traffic, more)
                    .isEqualTo(new Moves(traffic, more - traffic, 0, 0));
        }
    }

    private static int held(Allocation allocation) {
        int held = 0;
        int start = 0;
        for (Range range : allocation.ranges()) {
            held += range.holder().isPresent() ? range.end() - start : 0;
            start = range.end();
        }
        return held;
    }

    private Allocation some() {
        List<Range> ranges = new ArrayList<>();
        int end = 0;
        while (end < 10_000 && ranges.size() < 12) {
            end = Math.min(10_000, end + 1 + random.nextInt(2_500));
            ranges.add(new Range(random.nextInt(4) == 0 ? Optional.empty() : Optional.of(1L + random.nextInt(4)), end));
        }
        return new Allocation(ranges);
    }

    private SequencedMap<Long, Integer> weights() {
        SequencedMap<Long, Integer> weights = new LinkedHashMap<>();
        int count = 1 + random.nextInt(5);
        for (long id = 1; id <= count; id++) {
            weights.put(id, 1 + random.nextInt(9_999));
        }
        return weights;
    }
}
