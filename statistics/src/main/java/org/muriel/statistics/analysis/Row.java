package org.muriel.statistics.analysis;

import java.util.List;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.estimate.Estimate;

/**
 * What is known of one comparison at one look.
 *
 * @param strata in which both arms had traffic; one unless shares of traffic changed
 * @param contrast over the strata; unknown while there is nothing to compare
 * @param nonzero units of the treatment whose outcome is not 0
 * @param baselineNonzero units of the baseline whose outcome is not 0
 */
public record Row(List<Stratum> strata, Estimate<Contrast> contrast, long nonzero, long baselineNonzero) {
    public Row {
        strata = List.copyOf(strata);
    }

    public static Row of(List<Stratum> strata, long nonzero, long baselineNonzero, Guard guard) {
        return new Row(strata, Contrast.stratified(strata, guard), nonzero, baselineNonzero);
    }
}
