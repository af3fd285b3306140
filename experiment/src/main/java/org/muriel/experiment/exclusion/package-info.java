/** Experiments that share no visitor. Start at {@link org.muriel.experiment.exclusion.ExclusionGroup}. */
@org.jspecify.annotations.NullMarked
package org.muriel.experiment.exclusion;
