package org.muriel.statistics.analysis;

import java.util.List;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.sequential.Conversions;

/**
 * What is known of one comparison at one look.
 *
 * @param strata in which both arms had traffic; one unless shares of traffic changed
 * @param contrast over the strata; unknown while there is nothing to compare
 * @param nonzero units of the treatment whose outcome is not 0
 * @param baselineNonzero units of the baseline whose outcome is not 0
 * @param conversions of a proportion, for each period with its own shares, also those to come; empty when the shares are
 *     not known
 */
public record Row(
        List<Stratum> strata,
        Estimate<Contrast> contrast,
        long nonzero,
        long baselineNonzero,
        List<Conversions> conversions) {

    public Row {
        strata = List.copyOf(strata);
        conversions = List.copyOf(conversions);
    }

    public Row(List<Stratum> strata, Estimate<Contrast> contrast, long nonzero, long baselineNonzero) {
        this(strata, contrast, nonzero, baselineNonzero, List.of());
    }

    public Row with(List<Conversions> counted) {
        return new Row(strata, contrast, nonzero, baselineNonzero, counted);
    }

    public static Row of(List<Stratum> strata, long nonzero, long baselineNonzero, Guard guard) {
        return new Row(strata, Contrast.stratified(strata, guard), nonzero, baselineNonzero);
    }
}
