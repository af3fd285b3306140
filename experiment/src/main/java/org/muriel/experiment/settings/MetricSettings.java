package org.muriel.experiment.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * How one metric is counted.
 *
 * @param observationWindow how long after its first exposure a visitor is observed; absent: as long as the experiment
 *     runs
 * @param cupedDays how many days before its first exposure say what was to be expected of a visitor; absent: nothing
 *     is taken out
 * @param winsorize quantile of the nonzero totals of visitors at which all are capped; absent: they are not
 */
public record MetricSettings(
        Optional<Duration> observationWindow, Optional<Integer> cupedDays, Optional<Double> winsorize) {

    public static final MetricSettings DEFAULT =
            new MetricSettings(Optional.empty(), Optional.empty(), Optional.empty());
}
