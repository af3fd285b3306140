package org.muriel.storage.duckdb;

import java.util.ArrayList;
import java.util.List;

/**
 * Some of the visitors, by their hashes, which are spread evenly. Cells are sums over visitors, so those of all ranges
 * together are those of everybody, and a range needs a part of the memory.
 *
 * @param first lowest hash
 * @param last highest hash
 */
record VisitorRange(long first, long last) {
    static final VisitorRange EVERYBODY = new VisitorRange(Long.MIN_VALUE, Long.MAX_VALUE);

    /** Ranges of equal size that are everybody together. */
    static List<VisitorRange> of(int count) {
        if (count == 1) {
            return List.of(EVERYBODY);
        }
        List<VisitorRange> ranges = new ArrayList<>();
        long size = Long.MAX_VALUE / count * 2;
        long first = Long.MIN_VALUE;
        for (int index = 1; index < count; index++) {
            ranges.add(new VisitorRange(first, first + size - 1));
            first += size;
        }
        ranges.add(new VisitorRange(first, Long.MAX_VALUE));
        return ranges;
    }
}
