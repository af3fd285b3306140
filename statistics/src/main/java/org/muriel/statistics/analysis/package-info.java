/**
 * From looks to findings: many comparisons of arms, looked at again and again, and what may be said of each now. Start
 * at {@link org.muriel.statistics.analysis.Analysis}.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.statistics.analysis;
