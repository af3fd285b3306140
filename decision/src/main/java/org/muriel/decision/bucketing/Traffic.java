package org.muriel.decision.bucketing;

import java.util.List;
import java.util.function.Function;

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
     * @param entities what ranges may belong to; a target is a place in this list
     * @param id of an entity, as ranges name it; one that no entity has is {@link #NOTHING}
     */
    public static <T> Traffic of(List<Range> ranges, List<T> entities, Function<T, String> id) {
        int[] ends = new int[2 * ranges.size()];
        for (int i = 0; i < ranges.size(); i++) {
            ends[2 * i] = ranges.get(i).end();
            ends[2 * i + 1] = place(ranges.get(i).entityId(), entities, id);
        }
        return new Traffic(ends);
    }

    private static <T> int place(String entityId, List<T> entities, Function<T, String> id) {
        if (!entityId.isEmpty()) {
            for (int i = 0; i < entities.size(); i++) {
                if (id.apply(entities.get(i)).equals(entityId)) {
                    return i;
                }
            }
        }
        return NOTHING;
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
