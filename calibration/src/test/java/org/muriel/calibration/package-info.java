/** The promises, checked. Start at {@link org.muriel.calibration.CalibrationTest}. */
@org.jspecify.annotations.NullMarked
package org.muriel.calibration;
