/**
 * Tests at one time that was fixed beforehand. Start at {@link org.muriel.statistics.fixed.FixedHorizon}, which keeps
 * anybody from looking earlier; {@link org.muriel.statistics.fixed.Hybrid} adds such a test to one that may be looked at any time.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.statistics.fixed;
