package org.muriel.result;

import java.time.Instant;
import java.util.List;
import org.muriel.statistics.analysis.Row;

/**
 * What a result was made of, so that it can be made again by hand (statistics specification, 1.4).
 *
 * @param latest cells at the end
 * @param steps one for each look, in time
 */
public record Workings(EventStore.Look latest, List<Step> steps) {
    public Workings {
        steps = List.copyOf(steps);
    }

    /** @param rows metric by metric, and for each the variations but the baseline in their order */
    public record Step(Instant time, List<Row> rows) {}
}
