package org.muriel.statistics.fixed;

import java.time.Instant;
import java.util.OptionalLong;

/** When a test at one time is to be made; fixed before anything was seen. */
public sealed interface PlannedEnd {
    /** As soon as so many units were seen in both arms. */
    record AfterUnits(long units) implements PlannedEnd {
        public AfterUnits {
            if (units < 1) {
                throw new IllegalArgumentException("planned for " + units + " units, expected 1 or more");
            }
        }

        @Override
        public boolean isReached(Progress progress) {
            return progress.units() >= units;
        }

        @Override
        public OptionalLong remaining(Progress progress) {
            return OptionalLong.of(Math.max(0, units - progress.units()));
        }
    }

    /** At a time. */
    record AtTime(Instant time) implements PlannedEnd {
        @Override
        public boolean isReached(Progress progress) {
            return !progress.time().isBefore(time);
        }

        @Override
        public OptionalLong remaining(Progress progress) {
            return isReached(progress) ? OptionalLong.of(0) : OptionalLong.empty();
        }
    }

    /**
     * How far one has come: everything before a time, and the units in both arms by then.
     *
     * @param planned whether this time was chosen before anything was seen, so that the test may be made at it
     */
    record Progress(Instant time, long units, boolean planned) {}

    boolean isReached(Progress progress);

    /** Units still to be seen; absent when it is time that has to pass. */
    OptionalLong remaining(Progress progress);
}
