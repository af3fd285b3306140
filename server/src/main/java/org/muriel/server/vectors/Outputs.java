package org.muriel.server.vectors;

import java.util.List;
import java.util.Optional;
import org.muriel.statistics.contrast.Region;
import org.muriel.statistics.estimate.Bounds;
import org.muriel.statistics.estimate.Estimate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a method gave, by the names of the vectors. What could not be computed is absent. */
final class Outputs {
    private final ObjectNode object = JsonNodeFactory.instance.objectNode();

    ObjectNode json() {
        return object;
    }

    Outputs with(String name, double value) {
        object.put(name, value);
        return this;
    }

    /** Absent when it has no bound. */
    Outputs withFinite(String name, double value) {
        return Double.isFinite(value) ? with(name, value) : this;
    }

    Outputs with(String name, long value) {
        object.put(name, value);
        return this;
    }

    Outputs with(String name, boolean value) {
        object.put(name, value);
        return this;
    }

    Outputs with(String name, String value) {
        object.put(name, value);
        return this;
    }

    Outputs with(String name, Outputs value) {
        object.set(name, value.object);
        return this;
    }

    Outputs with(String name, Estimate<Double> value) {
        value.known().ifPresent(it -> object.put(name, it));
        return this;
    }

    Outputs with(String name, double[] values) {
        ArrayNode array = object.putArray(name);
        for (double value : values) {
            array.add(value);
        }
        return this;
    }

    Outputs with(String name, long[] values) {
        ArrayNode array = object.putArray(name);
        for (long value : values) {
            array.add(value);
        }
        return this;
    }

    Outputs with(String name, List<Boolean> values) {
        ArrayNode array = object.putArray(name);
        values.forEach(array::add);
        return this;
    }

    /** Two ends, or nothing at all. */
    Outputs withInterval(String name, Estimate<? extends Bounds> interval) {
        interval.known().ifPresent(it -> withEnds(name, Optional.of(it.low()), Optional.of(it.high())));
        return this;
    }

    /** Two ends, each absent where there is no bound. */
    Outputs withRegion(String name, Region region) {
        return withEnds(name, end(region.low()), end(region.high()));
    }

    private static Optional<Double> end(double bound) {
        return Double.isFinite(bound) ? Optional.of(bound) : Optional.empty();
    }

    /** Two ends, each of which may be absent. */
    Outputs withEnds(String name, Optional<Double> low, Optional<Double> high) {
        ArrayNode ends = object.putArray(name);
        low.ifPresentOrElse(ends::add, ends::addNull);
        high.ifPresentOrElse(ends::add, ends::addNull);
        return this;
    }
}
