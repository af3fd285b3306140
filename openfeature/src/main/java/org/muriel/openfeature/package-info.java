/**
 * How does a service that speaks OpenFeature decide by a datafile? {@link org.muriel.openfeature.MurielProvider} is the
 * provider; start there. {@code Evaluations} holds what a decision is called in OpenFeature. It must not know how
 * decisions are made, which is the decision library's, nor what becomes of exposures.
 */
@NullMarked
package org.muriel.openfeature;

import org.jspecify.annotations.NullMarked;
