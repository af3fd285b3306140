/** Experiments, their variations, metrics and actions (REST specification, 8 and 9). */
@org.jspecify.annotations.NullMarked
package org.muriel.api.experiment;
