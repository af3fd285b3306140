/**
 * Were the units split as they should have been? A sample ratio mismatch means that something is broken and that no
 * other number can be trusted. Start at {@link org.muriel.statistics.srm.SequentialMismatch}, which may be looked at any
 * time; {@link org.muriel.statistics.srm.ChiSquareMismatch} is for one look.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.statistics.srm;
