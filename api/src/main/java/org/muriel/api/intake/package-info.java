/**
 * What visitors did, as SDKs send it (SDK contract, 5). Start at {@link org.muriel.api.intake.IntakeRoutes}. Knows the
 * wire alone: which events are kept is the intake's to say.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.api.intake;
