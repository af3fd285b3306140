package org.muriel.api.experiment;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Member;
import org.muriel.experiment.settings.MetricSettings;

/** How a metric is counted: its {@code x_settings} (statistics specification, 16). */
final class MetricSettingsJson {
    static final Pattern WINDOW = Pattern.compile("[1-9][0-9]{0,4}[dhm]?");
    private static final Set<String> MEMBERS = Set.of("observation_window", "cuped_days", "winsorize");
    static final int MOST_CUPED_DAYS = 90;

    /** Below it capping would change what most visitors are counted with. */
    static final double LEAST_QUANTILE = 0.9;

    static final double MOST_QUANTILE = 0.9999;

    private MetricSettingsJson() {}

    /**
     * @param ofVisitors whether the metric is something of each visitor, and no ratio
     * @param ofTotals whether that is a total of any size
     */
    static Optional<MetricSettings> read(Fields in, boolean ofVisitors, boolean ofTotals) {
        return in.object("x_settings").value().map(it -> {
            it.rejectAllBut(MEMBERS);
            Member<Integer> cupedDays = it.integer("cuped_days", 1, MOST_CUPED_DAYS);
            if (cupedDays.isGiven() && !ofVisitors) {
                it.reject("cuped_days", "nothing: only a metric with the scope visitor that is no ratio is adjusted");
            }
            Member<Double> winsorize = it.fraction("winsorize", LEAST_QUANTILE, MOST_QUANTILE);
            if (winsorize.isGiven() && !ofTotals) {
                it.reject("winsorize", "nothing: only counts and sums with the scope visitor are capped");
            }
            if (winsorize.isGiven() && cupedDays.isGiven()) {
                it.reject("winsorize", "nothing: a metric is adjusted by cuped_days or capped, not both");
            }
            return new MetricSettings(
                    it.matching(
                                    "observation_window",
                                    WINDOW,
                                    "a count of hours, or with the unit d, h or m, such as 48 or 14d")
                            .map(MetricSettingsJson::duration)
                            .value(),
                    cupedDays.value(),
                    winsorize.value());
        });
    }

    private static Duration duration(String text) {
        char unit = text.charAt(text.length() - 1);
        long amount = Long.parseLong(Character.isDigit(unit) ? text : text.substring(0, text.length() - 1));
        return switch (unit) {
            case 'd' -> Duration.ofDays(amount);
            case 'm' -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    static JsonObject write(MetricSettings settings) {
        return new JsonObject()
                .putText("observation_window", settings.observationWindow().map(MetricSettingsJson::text))
                .putNumber("cuped_days", settings.cupedDays())
                .putNumber("winsorize", settings.winsorize());
    }

    private static String text(Duration window) {
        if (window.equals(Duration.ofDays(window.toDays()))) {
            return window.toDays() + "d";
        }
        return window.equals(Duration.ofHours(window.toHours())) ? window.toHours() + "h" : window.toMinutes() + "m";
    }
}
