package org.muriel.statistics.analysis;

import org.muriel.statistics.contrast.RelativeInterval;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.multiplicity.Policy;

/**
 * How an analysis is made: all that has to be decided before the first look.
 *
 * @param level error allowed
 * @param engine what looks are judged by
 * @param policy what a comparison is worth among the others
 * @param gate until when nothing is said
 * @param scale on which effects are reported
 * @param relative how the uncertainty of a lift is found
 */
public record Plan(Level level, Engine engine, Policy policy, Gate gate, Scale scale, RelativeInterval relative) {}
