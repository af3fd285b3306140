package org.muriel.statistics.analysis;

import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.estimate.Estimate;

/**
 * What is known of one comparison at one look. Rows are kept and used again: when the level of an interval changes,
 * it is computed anew over all looks.
 *
 * @param contrast unknown while there is nothing to compare
 * @param nonzero units of the treatment whose outcome is not 0
 * @param baselineNonzero units of the baseline whose outcome is not 0
 */
public record Row(Estimate<Contrast> contrast, long nonzero, long baselineNonzero) {}
