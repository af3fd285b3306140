package org.muriel.decision.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** A source of choices, the same for the same seed. */
final class Choice {
    private final SplittableRandom random;

    public Choice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** A number from 0 to one less than the bound. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** True in so many of a hundred cases. */
    public boolean percent(int share) {
        return random.nextInt(100) < share;
    }

    public <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** So many, from a least to a most. */
    public <T> List<T> some(int least, int most, Supplier<T> each) {
        int count = least + random.nextInt(most - least + 1);
        List<T> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(each.get());
        }
        return all;
    }
}
