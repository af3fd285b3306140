package org.muriel.console.group;

import gg.jte.Content;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Visit;
import org.muriel.console.page.Words;
import org.muriel.console.plot.Lanes;
import tools.jackson.databind.JsonNode;

/**
 * A part of the line of 10 000 buckets that a group divides.
 *
 * @param from the first bucket
 * @param to the first bucket after it
 * @param experimentId 0 for free space
 * @param key the experiment's, empty for free space
 * @param status the experiment's, empty for free space
 */
public record Lane(int from, int to, long experimentId, String key, String status) {
    /** As the datafile has them; none of a group that divides nothing. */
    static List<Lane> of(Visit visit, long groupId) {
        return Answer.elements(
                visit.get("/v2/x/groups/" + groupId + "/ranges").body().path("ranges"), Lane::of);
    }

    private static Lane of(JsonNode json) {
        return new Lane(
                json.path("from").asInt(),
                json.path("to").asInt(),
                json.path("experiment_id").asLong(0),
                json.path("key").asString(""),
                json.path("status").asString(""));
    }

    /** A picture of them, a lane for each experiment and one for what is free. */
    public static Content picture(List<Lane> lanes) {
        Map<String, Lanes.Lane> byKey = new LinkedHashMap<>();
        for (Lane lane : lanes) {
            byKey.merge(
                    lane.key(),
                    new Lanes.Lane(
                            lane.isFree() ? "free" : lane.key(),
                            lane.isFree(),
                            List.of(new Lanes.Range(lane.from(), lane.to()))),
                    Lane::together);
        }
        return Lanes.of(byKey.values().stream()
                .sorted(Comparator.comparing(Lanes.Lane::free))
                .toList());
    }

    private static Lanes.Lane together(Lanes.Lane one, Lanes.Lane other) {
        return new Lanes.Lane(
                one.label(),
                one.free(),
                Stream.concat(one.ranges().stream(), other.ranges().stream()).toList());
    }

    public boolean isFree() {
        return experimentId == 0;
    }

    /** Such as {@code 0–2 499}. */
    public String buckets() {
        return Words.count(from) + "–" + Words.count(to - 1L);
    }

    /** Such as {@code 25 %}. */
    public String share() {
        return Words.percent(to - from);
    }

    /** The status in words. */
    public String state() {
        return status.replace('_', ' ');
    }
}
