/**
 * Which variation does this visitor get, and why? {@link org.muriel.decision.Ruleset} is a datafile made ready, {@link
 * org.muriel.decision.Decider} decides by it. Start at {@code Decider}. It must not know where datafiles come from, what
 * becomes of exposures, HTTP, or anything else of Muriel: it is a library for any Java service.
 */
@NullMarked
package org.muriel.decision;

import org.jspecify.annotations.NullMarked;
