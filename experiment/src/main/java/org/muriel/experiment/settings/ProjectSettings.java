package org.muriel.experiment.settings;

/**
 * How all experiments of a project are judged.
 *
 * @param policy what a comparison is worth among the others
 * @param segmentMode where the attributes of a visitor are read
 * @param crossover what becomes of visitors who were seen in a second variation
 */
public record ProjectSettings(FdrPolicy policy, SegmentMode segmentMode, Crossover crossover) {

    public static final ProjectSettings DEFAULT =
            new ProjectSettings(FdrPolicy.TIERED_BH, SegmentMode.EXPOSURE, Crossover.FIRST);

    public enum FdrPolicy {
        TIERED_BH,
        POOLED_WEIGHTED,
        BY,
        E_BH,
        HOLM,
        BONFERRONI,
        NONE
    }

    public enum SegmentMode {
        /** On the first exposure, so that the segment is fixed before the outcome. */
        EXPOSURE,
        /** On any event: a visitor belongs from the first event that has the value on, and only such events count. */
        EVENT
    }

    public enum Crossover {
        /** They stay in the first. */
        FIRST,
        /** They leave every arm, from the look on at which it is known. */
        EXCLUDE
    }
}
