package org.muriel.result;

import org.muriel.experiment.Experiment;
import org.muriel.experiment.Variation;

/**
 * What is asked about an experiment.
 *
 * @param baseline the variation the others are compared with
 * @param segment of whose visitors
 */
public record Question(Experiment experiment, Variation baseline, Window window, Segment segment) {}
