/** Carries out the schedules of experiments. Start at {@link org.muriel.experiment.schedule.ScheduledSteps}. */
@org.jspecify.annotations.NullMarked
package org.muriel.experiment.schedule;
