/** Who comes and what they do: made up, from a seed. Knows neither the SDK nor the server. */
@org.jspecify.annotations.NullMarked
package org.muriel.simulation.visitor;
