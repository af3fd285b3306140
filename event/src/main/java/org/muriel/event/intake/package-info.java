/**
 * Which events are kept, and why others are not. Start at {@link org.muriel.event.intake.LoggedIntake}. Knows nothing of
 * the dialects that events come in, nor of how the log keeps them.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.event.intake;
