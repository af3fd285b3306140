package org.muriel.experiment.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * How one metric is counted.
 *
 * @param observationWindow how long after its first exposure a visitor is observed; absent: as long as the experiment
 *     runs
 */
public record MetricSettings(Optional<Duration> observationWindow) {

    public static final MetricSettings DEFAULT = new MetricSettings(Optional.empty());
}
