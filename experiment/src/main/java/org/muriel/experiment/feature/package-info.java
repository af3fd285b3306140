/** Features, their variables, and who gets them in each environment. */
@org.jspecify.annotations.NullMarked
package org.muriel.experiment.feature;
