package org.muriel.statistics.estimate;

/** Whether more is better or less. */
public enum Direction {
    INCREASING,
    DECREASING;

    /** 1 when more is better, −1 when less is. */
    public int sign() {
        return this == INCREASING ? 1 : -1;
    }
}
