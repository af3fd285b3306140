package org.muriel.experiment.traffic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Who holds which buckets of the traffic line: ranges in ascending order, neighbours of the same holder made one. A
 * bucket behind the last range is held by nobody.
 *
 * <p>An allocation is changed into the next one so that as few visitors as possible see something else. The promises
 * are those of decision 0021.
 */
public record Allocation(List<Range> ranges) {
    public static final Allocation NOBODY = new Allocation(List.of());

    public Allocation {
        ranges = List.copyOf(ranges);
    }

    /** Buckets the holder has. */
    public int total(long holder) {
        return totals().getOrDefault(holder, 0);
    }

    /**
     * The next allocation when the first buckets are to be divided in proportion to weights. Nobody who keeps a bucket
     * loses it unless its holder has more than its exact share rounded up.
     *
     * @param traffic share of the line that is divided; nothing beyond it is held
     * @param weights holder → weight, 0 or more, in the order of a fresh layout; when they add up to 0 nobody gets
     *     anything
     */
    public Allocation dividing(Share traffic, SequencedMap<Long, Integer> weights) {
        long sum = weights.values().stream().mapToLong(it -> it).sum();
        int end = sum == 0 ? 0 : traffic.basisPoints();
        Allocation kept = upTo(end);
        Map<Long, Integer> present = kept.totals();
        SequencedMap<Long, Integer> totals = new LinkedHashMap<>();
        List<Long> roundedUp = new ArrayList<>();
        int surplus = 0;
        long before = 0;
        for (Map.Entry<Long, Integer> entry : weights.entrySet()) {
            long product = (long) end * entry.getValue();
            int fresh = sum == 0 ? 0 : freshEnd(end, before + entry.getValue(), sum) - freshEnd(end, before, sum);
            int most = sum == 0 ? 0 : (int) Math.ceilDiv(product, sum);
            int total = Math.max(fresh, Math.min(present.getOrDefault(entry.getKey(), 0), most));
            surplus += total - fresh;
            if (total > present.getOrDefault(entry.getKey(), 0)) {
                roundedUp.add(entry.getKey());
            }
            totals.put(entry.getKey(), total);
            before += entry.getValue();
        }
        takeBack(surplus, totals, roundedUp, present, new Shares(end, weights, sum));
        return kept.withTotals(totals, end);
    }

    /** Exact shares as fractions: {@code end * weight / sum}. */
    private record Shares(int end, Map<Long, Integer> weights, long sum) {
        /** How far a total is above the exact share, in parts of {@code sum}. */
        long excess(long holder, int total) {
            return total * sum - (long) end * weights.getOrDefault(holder, 0);
        }
    }

    /** Points that others keep by rounding are missing here: those farthest above their exact share go without. */
    private static void takeBack(
            int surplus, Map<Long, Integer> totals, List<Long> growing, Map<Long, Integer> present, Shares shares) {
        for (int i = 0; i < surplus; i++) {
            long poorer = growing.stream()
                    .filter(it -> totals.getOrDefault(it, 0) > present.getOrDefault(it, 0))
                    .max(Comparator.comparingLong(it -> shares.excess(it, totals.getOrDefault(it, 0))))
                    .orElseThrow(() -> new IllegalStateException("more was kept than there is"));
            totals.merge(poorer, -1, Integer::sum);
        }
    }

    /** {@code round(end * weight / sum)}, a half upwards (SDK contract, 1.7). */
    private static int freshEnd(int end, long weight, long sum) {
        return (int) ((2L * end * weight + sum) / (2 * sum));
    }

    /**
     * The next allocation when each holder is to have so many buckets. Who has too many gives up its highest; who has
     * too few gets the lowest that are free, the first holder first; what nobody needs stays free.
     *
     * @param totals holder → buckets; together at most {@code end}
     * @param end nothing from here on is held
     */
    public Allocation withTotals(SequencedMap<Long, Integer> totals, int end) {
        Allocation kept = upTo(end);
        Line line = new Line();
        Map<Long, Integer> left = new LinkedHashMap<>(totals);
        int start = 0;
        for (Range range : kept.ranges) {
            int have = range.holder().map(it -> left.getOrDefault(it, 0)).orElse(0);
            int keeps = Math.min(have, range.end() - start);
            range.holder().ifPresent(it -> left.computeIfPresent(it, (id, count) -> count - keeps));
            line.add(range.holder(), start + keeps);
            line.add(Optional.empty(), range.end());
            start = range.end();
        }
        line.add(Optional.empty(), end);
        return line.filled(left);
    }

    private Allocation upTo(int end) {
        Line line = new Line();
        ranges.forEach(it -> line.add(it.holder(), Math.min(it.end(), end)));
        return line.allocation();
    }

    private Map<Long, Integer> totals() {
        Map<Long, Integer> totals = new LinkedHashMap<>();
        int start = 0;
        for (Range range : ranges) {
            int length = range.end() - start;
            range.holder().ifPresent(it -> totals.merge(it, length, Integer::sum));
            start = range.end();
        }
        return totals;
    }

    /** Ranges in the making, each laid where the last one ends. */
    private static final class Line {
        private final List<Range> ranges = new ArrayList<>();
        private int end;

        void add(Optional<Long> holder, int newEnd) {
            if (newEnd <= end) {
                return;
            }
            if (!ranges.isEmpty() && ranges.getLast().holder().equals(holder)) {
                ranges.removeLast();
            }
            ranges.add(new Range(holder, newEnd));
            end = newEnd;
        }

        /** @param missing holder → buckets it still needs, in the order in which free ones are given */
        Allocation filled(Map<Long, Integer> missing) {
            Line filled = new Line();
            List<Map.Entry<Long, Integer>> needs = new ArrayList<>(missing.entrySet());
            int start = 0;
            for (Range range : ranges) {
                int free = range.holder().isPresent() ? 0 : range.end() - start;
                filled.add(range.holder(), range.end() - free);
                while (free > 0 && !needs.isEmpty()) {
                    Map.Entry<Long, Integer> need = needs.removeFirst();
                    int given = Math.min(free, need.getValue());
                    free -= given;
                    filled.add(Optional.of(need.getKey()), range.end() - free);
                    if (given < need.getValue()) {
                        needs.addFirst(Map.entry(need.getKey(), need.getValue() - given));
                    }
                }
                filled.add(Optional.empty(), range.end());
                start = range.end();
            }
            return filled.allocation();
        }

        /** Without a free stretch at the end, which says no more than the end does. */
        Allocation allocation() {
            List<Range> held = new ArrayList<>(ranges);
            if (!held.isEmpty() && held.getLast().holder().isEmpty()) {
                held.removeLast();
            }
            return new Allocation(held);
        }
    }
}
