/**
 * What visitors saw and did, in the form in which dialects hand it over and logs keep it. Start at {@link
 * org.muriel.event.EventIntake}; the shapes are those of the SDK contract, section 5, with the wire's detours removed.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.event;
