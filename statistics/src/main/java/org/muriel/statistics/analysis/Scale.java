package org.muriel.statistics.analysis;

/** In which unit an effect is reported. */
public enum Scale {
    /** As a fraction of the size of the baseline's mean. */
    RELATIVE,
    /** In the unit of the means. */
    ABSOLUTE
}
