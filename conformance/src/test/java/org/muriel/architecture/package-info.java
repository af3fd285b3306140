/**
 * Does the code keep to its own plan? {@link org.muriel.architecture.ArchitectureTest} asks the compiled classes,
 * {@link org.muriel.architecture.TidinessTest} the files. {@code wrong} holds a small tree that breaks every rule:
 * a rule that has never failed is not yet a rule.
 */
@NullMarked
package org.muriel.architecture;

import org.jspecify.annotations.NullMarked;
