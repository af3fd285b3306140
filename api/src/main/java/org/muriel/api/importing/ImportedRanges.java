package org.muriel.api.importing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.muriel.api.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * A {@code trafficAllocation}, as clients read it: the first range with an end above the bucket wins, so that one that
 * ends no later than another before it holds nothing.
 *
 * @param stretches in ascending order
 */
record ImportedRanges(List<Stretch> stretches) {
    private static final int ALL = 10_000;

    /** @param holder empty: nobody's */
    record Stretch(String holder, int end) {}

    /** @param holders entity id → what it is called; every other id holds nothing */
    static ImportedRanges of(JsonNode allocation, Map<String, String> holders) {
        List<Stretch> stretches = new ArrayList<>();
        int end = 0;
        for (JsonNode range : allocation) {
            int next = Math.min(range.path("endOfRange").asInt(0), ALL);
            if (next > end) {
                String holder = holders.getOrDefault(range.path("entityId").asString(""), "");
                stretches.add(new Stretch(holder, next));
                end = next;
            }
        }
        return new ImportedRanges(stretches);
    }

    /** Holder → buckets it has. */
    Map<String, Integer> totals() {
        Map<String, Integer> totals = new LinkedHashMap<>();
        int start = 0;
        for (Stretch stretch : stretches) {
            if (!stretch.holder().isEmpty()) {
                totals.merge(stretch.holder(), stretch.end() - start, Integer::sum);
            }
            start = stretch.end();
        }
        return totals;
    }

    int total() {
        return totals().values().stream().mapToInt(it -> it).sum();
    }

    /** Weights that add up to all, in proportion to the buckets; equal ones where nobody has any. */
    SequencedMap<String, Integer> weights(List<String> holders) {
        Map<String, Integer> totals = totals();
        long sum = total();
        SequencedMap<String, Integer> weights = new LinkedHashMap<>();
        long before = 0;
        for (String holder : holders) {
            long share = sum == 0 ? 1 : totals.getOrDefault(holder, 0);
            long all = sum == 0 ? holders.size() : sum;
            weights.put(holder, (int) ((before + share) * ALL / all - before * ALL / all));
            before += share;
        }
        return weights;
    }

    /** @param member what the holders are */
    ArrayNode json(String member) {
        ArrayNode array = Json.array();
        for (Stretch stretch : stretches) {
            var range = array.addObject().put("end", stretch.end());
            if (!stretch.holder().isEmpty()) {
                range.put(member, stretch.holder());
            }
        }
        return array;
    }
}
