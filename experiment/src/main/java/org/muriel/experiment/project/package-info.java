/** Projects and their environments: the frame everything else is configured in. */
@org.jspecify.annotations.NullMarked
package org.muriel.experiment.project;
