package org.muriel.decision.bucketing;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Ranges of buckets, each of which belongs to something or to nothing. The first range that ends beyond a bucket is the
 * bucket's. SDK contract, 2.2.
 */
public final class Traffic {
    /** The target of a range that belongs to nothing, and of a bucket beyond the last range. */
    public static final int NOTHING = -1;

    /** The end of a range and its target, in turns. */
    private final int[] ends;

    private Traffic(int[] ends) {
        this.ends = ends;
    }

    /**
     * Traffic by ranges.
     *
     * @param target the number of what a range's entity id stands for, or {@link #NOTHING}
     */
    public static Traffic of(List<Range> ranges, ToIntFunction<String> target) {
        int[] ends = new int[2 * ranges.size()];
        for (int i = 0; i < ranges.size(); i++) {
            Range range = ranges.get(i);
            ends[2 * i] = range.end();
            ends[2 * i + 1] = range.entityId().isEmpty() ? NOTHING : target.applyAsInt(range.entityId());
        }
        return new Traffic(ends);
    }

    /** What a bucket belongs to, or {@link #NOTHING}. */
    public int target(int bucket) {
        for (int i = 0; i < ends.length; i += 2) {
            if (bucket < ends[i]) {
                return ends[i + 1];
            }
        }
        return NOTHING;
    }
}
