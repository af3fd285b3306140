package org.muriel.result;

import org.muriel.experiment.Experiment;
import org.muriel.experiment.Variation;

/**
 * What is asked about an experiment.
 *
 * @param baseline the variation the others are compared with
 * @param segment of whose visitors
 * @param course which events count, and in which epoch
 */
public record Question(Experiment experiment, Variation baseline, Window window, Segment segment, Course course) {

    /** About an experiment that ran throughout the window, in whatever environment. */
    public Question(Experiment experiment, Variation baseline, Window window, Segment segment) {
        this(experiment, baseline, window, segment, Course.uninterrupted(window));
    }
}
