package org.muriel.statistics.analysis;

import org.muriel.statistics.bayesian.EffectPrior;
import org.muriel.statistics.fixed.PlannedEnd;
import org.muriel.statistics.sequential.AnytimeTest;

/** What looks are judged by. Chosen before the first look. */
public sealed interface Engine {

    /** May be looked at any time. */
    record Sequential(AnytimeTest test) implements Engine {}

    /**
     * May be looked at any time, and proportions are judged by their conversions alone, exactly and from the first one on.
     *
     * @param others for everything that is no proportion
     */
    record ExactConversions(AnytimeTest others) implements Engine {}

    /** Nothing before the planned end, one test there, and nothing new after it. */
    record FixedHorizon(PlannedEnd end) implements Engine {}

    /** Half of the error for looking at any time, half for one test at the planned end. */
    record Hybrid(AnytimeTest test, PlannedEnd end) implements Engine {}

    /**
     * What is believed. It promises no error rate to those who look repeatedly, and is not adjusted for many comparisons.
     *
     * @param prior of lifts, or of differences where those are reported
     */
    record Bayesian(EffectPrior prior) implements Engine {}
}
