/**
 * OpenFeature's remote evaluation protocol (SDK contract, 7). Start at {@link org.muriel.api.ofrep.OfrepRoutes};
 * {@link org.muriel.api.ofrep.Evaluations} holds what a decision is called there.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.api.ofrep;
