/**
 * What every dialect needs that asks for decisions: the environment that an SDK key names, made ready to decide, and
 * the way by which exposures and conversions reach the intake. Knows no dialect's words.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.api.decision;
