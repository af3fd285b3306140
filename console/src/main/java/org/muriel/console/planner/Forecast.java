package org.muriel.console.planner;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Words;
import org.muriel.console.plot.TimePlot;
import tools.jackson.databind.JsonNode;

/**
 * What is to be expected of an experiment.
 *
 * @param fixed of a test that is looked at once, at its end
 * @param alwaysValid of one that may be looked at on every day
 * @param cost the second over the first, of the days or else of the effects
 * @param curve in the order of time
 */
public record Forecast(Course fixed, Course alwaysValid, OptionalDouble cost, List<Day> curve) {
    private static final int SECONDS_OF_DAY = 86_400;

    /**
     * @param effect the smallest that is found, relative to the baseline; absent when none could be
     * @param days absent when it would take longer than anybody waits
     */
    public record Course(OptionalDouble effect, OptionalDouble days, OptionalDouble visitors) {
        static Course of(JsonNode json) {
            return new Course(number(json.path("mde")), number(json.path("days")), number(json.path("visitors")));
        }

        /** Such as {@code 14 days}; whole days, because results are judged by whole days. */
        public String time() {
            return days.isEmpty() ? "longer than ten years" : Words.many((long) Math.ceil(days.getAsDouble()), "day");
        }

        /** Such as {@code 5.2 %}. */
        public String lift() {
            return effect.isEmpty() ? "–" : percent(effect.getAsDouble());
        }

        /** How many take part. */
        public String people() {
            return visitors.isEmpty() ? "–" : Words.count((long) Math.ceil(visitors.getAsDouble()));
        }
    }

    /** What could be found if the experiment ended after so many days; not a number: nothing. */
    public record Day(double days, double fixed, double alwaysValid) {}

    /** The course of what could be found, for an experiment that begins then. */
    TimePlot plot(Instant begin) {
        return new TimePlot(
                "Smallest effect that could be found by when, if it began today",
                "percent",
                List.of(
                        new TimePlot.Column("looked at any time", TimePlot.Kind.LINE, 1),
                        new TimePlot.Column("looked at once, at the end", TimePlot.Kind.LINE, 2)),
                curve.stream()
                        .map(it -> new TimePlot.Row(
                                begin.plusSeconds(Math.round(it.days() * SECONDS_OF_DAY)),
                                List.of(it.alwaysValid(), it.fixed())))
                        .toList(),
                List.of());
    }

    /** What it costs that one may look at any time, such as {@code , 1.6 times as much}; empty when it cannot be told. */
    public String factor() {
        return cost.isEmpty() ? "" : String.format(Locale.ROOT, ", %.1f times as much", cost.getAsDouble());
    }

    static Forecast of(JsonNode json) {
        return new Forecast(
                Course.of(json.path("fixed")),
                Course.of(json.path("always_valid")),
                number(json.path("cost_of_peeking")),
                Answer.elements(
                        json.path("curve"),
                        it -> new Day(
                                it.path("days").asDouble(),
                                figure(it.path("fixed")),
                                figure(it.path("always_valid")))));
    }

    private static OptionalDouble number(JsonNode node) {
        return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
    }

    private static double figure(JsonNode node) {
        return number(node).orElse(Double.NaN);
    }

    private static String percent(double share) {
        double percent = share * 100;
        return String.format(Locale.ROOT, percent < 10 ? "%.2f" : "%.1f", percent)
                        .replaceAll("\\.?0+$", "") + " %";
    }
}
