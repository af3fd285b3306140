/** The planner: how long an experiment takes to find an effect, before it is begun. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.planner;
