package org.muriel.statistics.multiplicity;

/** How much a hypothesis matters. Each tier is judged on its own, so that a lower one never slows a higher one. */
public enum Tier {
    PRIMARY,
    SECONDARY,
    MONITORING;

    private static final int FIRST_MONITORED = 5;

    /** The tier of what stands at this place of a list: 0 is primary, 1 to 4 secondary (statistics specification, 6.1). */
    public static Tier at(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("place is " + index + ", expected 0 or more");
        }
        return index == 0 ? PRIMARY : index < FIRST_MONITORED ? SECONDARY : MONITORING;
    }
}
