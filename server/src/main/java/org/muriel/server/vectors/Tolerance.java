package org.muriel.server.vectors;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/**
 * How far a value may be from the expected one: max(abs, rel · |expected|). Integers are exact, unless {@code abs} allows
 * whole steps (statistics specification, 12).
 */
record Tolerance(double rel, double abs) {

    /** Without one, numbers have to be the same. */
    static Tolerance of(JsonNode tolerance) {
        if (!Json.isAbsent(tolerance) && !tolerance.isObject()) {
            throw new BadInput("tolerance", "an object", tolerance);
        }
        return new Tolerance(part(tolerance, "rel"), part(tolerance, "abs"));
    }

    private static double part(JsonNode tolerance, String name) {
        JsonNode part = tolerance.path(name);
        if (Json.isAbsent(part)) {
            return 0;
        }
        if (!part.isNumber() || !(part.doubleValue() >= 0 && Double.isFinite(part.doubleValue()))) {
            throw new BadInput("tolerance." + name, "a number of 0 or more", part);
        }
        return part.doubleValue();
    }

    /** Both are numbers. */
    boolean allows(JsonNode expected, JsonNode got) {
        if (!expected.isIntegralNumber()) {
            double want = expected.doubleValue();
            return Math.abs(got.doubleValue() - want) <= Math.max(abs, rel * Math.abs(want));
        }
        BigDecimal apart = exact(got).subtract(exact(expected)).abs();
        return apart.signum() == 0 || (abs >= 1 && apart.compareTo(new BigDecimal(abs)) <= 0);
    }

    private static BigDecimal exact(JsonNode number) {
        return number.isIntegralNumber()
                ? new BigDecimal(number.bigIntegerValue())
                : new BigDecimal(number.doubleValue());
    }

    @Override
    public String toString() {
        return "rel " + rel + ", abs " + abs;
    }
}
