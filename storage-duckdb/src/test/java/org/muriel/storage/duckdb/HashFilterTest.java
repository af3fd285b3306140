package org.muriel.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A filter that says no must be right; one that says yes too often makes loading slow. */
class HashFilterTest {
    private static final int HASHES = 1_000_000;
    private static final int STRANGERS = 1_000_000;

    @Test
    void what_was_added_is_found_and_at_its_fullest_few_others_are() {
        SplittableRandom random = new SplittableRandom(1);
        HashFilter filter = new HashFilter(HASHES / 2);
        int added = 0;
        while (!filter.isTooSmallFor(1)) {
            filter.add(random.nextLong());
            added++;
        }
        assertThat(added).isGreaterThanOrEqualTo(HASHES / 4);

        SplittableRandom again = new SplittableRandom(1);
        for (int count = 0; count < added; count++) {
            assertThat(filter.mayContain(again.nextLong())).isTrue();
        }
        long taken = 0;
        for (int count = 0; count < STRANGERS; count++) {
            taken += filter.mayContain(random.nextLong()) ? 1 : 0;
        }
        // 32 bits each: 16 hashes in a line on average, which leave (1 − e^(−7·16/512))⁷ ≈ 11 in a million, and some
        // more because lines are not filled evenly.
        assertThat(taken).isLessThan(STRANGERS * 100L / 1_000_000);
    }
}
