/**
 * {@code muriel vectors}: somebody else's reference values against what the public entry points of {@code statistics}
 * and {@code result} make of the same inputs. Start at {@link org.muriel.server.vectors.VectorsCommand}; {@link
 * org.muriel.server.vectors.Methods} names the methods. What is computed here is only what turns the inputs of a vector
 * into arguments and results into its fields.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.server.vectors;
