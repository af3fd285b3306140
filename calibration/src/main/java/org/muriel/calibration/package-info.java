/**
 * Do the methods keep what they promise? Every promise is simulated through what the module {@code statistics} offers to
 * anybody, from fixed seeds. Start at {@link org.muriel.calibration.Calibrate}; a {@link
 * org.muriel.calibration.Scenario} is one row of the table, {@link org.muriel.calibration.Trials} runs it many times.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.calibration;
