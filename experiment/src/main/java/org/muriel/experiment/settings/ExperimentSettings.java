package org.muriel.experiment.settings;

import java.time.Instant;
import java.util.Optional;

/**
 * How one experiment is judged. The first five are fixed once it has been started in the primary environment: promises
 * about errors hold for what was chosen before anything was seen.
 *
 * @param engine what evidence is
 * @param variant which test may be looked at any time, where the engine has one
 * @param plannedVisitors N★, of a variation and the baseline together; absent: 10 000
 * @param tauSquared variance of the effects expected, in the metric's unit squared, for {@link Variant#FIXED_TAU}
 * @param plannedEnd when the test of a fixed horizon is made; absent: when the planned visitors were seen
 * @param difference unit of lifts
 * @param relativeInterval how the uncertainty of a relative lift is found
 * @param varianceGuard whether uneven splits of skewed metrics are guarded against
 */
public record ExperimentSettings(
        Engine engine,
        Variant variant,
        Optional<Double> plannedVisitors,
        Optional<Double> tauSquared,
        Optional<Instant> plannedEnd,
        Difference difference,
        RelativeInterval relativeInterval,
        boolean varianceGuard) {

    public static final ExperimentSettings DEFAULT = new ExperimentSettings(
            Engine.SEQUENTIAL,
            Variant.MIXTURE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Difference.RELATIVE,
            RelativeInterval.INVERSION,
            true);

    public enum Engine {
        SEQUENTIAL,
        FIXED_HORIZON,
        HYBRID,
        BAYESIAN
    }

    public enum Variant {
        MIXTURE,
        MULTISCALE,
        FIXED_TAU,
        T,
        EXACT_CONVERSIONS
    }

    public enum Difference {
        RELATIVE,
        ABSOLUTE
    }

    public enum RelativeInterval {
        INVERSION,
        DELTA
    }

    /** Whether there is a test at a planned end. */
    public boolean hasPlannedEnd() {
        return engine == Engine.FIXED_HORIZON || engine == Engine.HYBRID;
    }

    /** Whether there is a test that may be looked at any time. */
    public boolean isSequential() {
        return engine == Engine.SEQUENTIAL || engine == Engine.HYBRID;
    }
}
