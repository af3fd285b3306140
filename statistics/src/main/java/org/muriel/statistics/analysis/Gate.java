package org.muriel.statistics.analysis;

import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;

/**
 * Until when nothing is called significant and no interval is shown, because means are not yet near enough to normal
 * (statistics specification, 3.7). Both arms have to pass. Looks before that are no evidence.
 *
 * @param units each arm needs at least
 * @param nonzero units with an outcome other than 0 that each arm needs at least
 */
public record Gate(long units, long nonzero) {
    /** With it the error rate stays below the promised one at rates from 0.1 % to 50 % (calibration V1 to V3). */
    public static final Gate DEFAULT = new Gate(100, 25);

    boolean isOpen(Row row) {
        return row.contrast() instanceof Estimate.Known<Contrast>(Contrast contrast)
                && contrast.count() >= units
                && contrast.baselineCount() >= units
                && row.nonzero() >= nonzero
                && row.baselineNonzero() >= nonzero;
    }

    /** Units of the treatment the gate still needs, if all grows in proportion; unknown while a count is 0. */
    Estimate<Long> unitsRemaining(Contrast contrast, Row row) {
        if (row.nonzero() == 0 || row.baselineNonzero() == 0) {
            return Estimate.none(Reason.TOO_LITTLE_DATA);
        }
        double growth = Math.max(
                Math.max(units / contrast.count(), units / contrast.baselineCount()),
                Math.max((double) nonzero / row.nonzero(), (double) nonzero / row.baselineNonzero()));
        return Estimate.of((long) Math.ceil(Math.max(0, growth - 1) * contrast.count()));
    }
}
