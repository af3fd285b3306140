package org.muriel.result;

/** What deserves a second look before a result is believed (statistics specification, 11.7). */
public enum Warning {
    /** The split of visitors is not the one that was asked for: no number can be trusted. */
    SRM,
    /** Visitors who were seen in more than one variation are more than a hundredth. */
    CROSSOVERS,
    /** Events that came late are more than a hundredth of the visitors. */
    LATE_EVENTS,
    /** The segment was read off events after the exposure, so that what is compared may differ for that reason. */
    SEGMENT_NOT_FIXED_AT_EXPOSURE,
    /** Posterior probabilities read again and again do not bound false positives. */
    NOT_ADJUSTED_FOR_PEEKING,
    /** Outcomes are so skewed that means of so few visitors are not normal. */
    SKEWED,
    /** The exact test of conversions finds a difference while there is too little data for the engine. */
    EXACT_ALARM,
    /** The arms differed surely in what their visitors did before: something is wrong with the split. */
    COVARIATE_IMBALANCE,
    /** The effect was not the same before and after the weights changed. */
    EFFECT_VARIES_BY_EPOCH
}
