package org.muriel.experiment;

/** Fixed when the experiment is made. An A/B test that varies a feature is shown as a feature test. */
public enum ExperimentType {
    AB,
    MULTIVARIATE,
    MULTIARMED_BANDIT
}
