package org.muriel.statistics.fixed;

import java.util.List;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Reason;

/**
 * One test, once, at a time planned beforehand: the most power there is, for those who can wait (statistics
 * specification, 7.1).
 *
 * <p>The promise of a p-value is broken by looking again, and people look. So there is nothing to see before the planned end,
 * and what was found there stays: it is computed on the data of the first planned look that has reached the end, and later
 * data do not change it. Why the first look and not exactly the planned unit: planned looks are fixed beforehand too, so
 * neither depends on what was found. A look at a time that somebody chose makes no test: there would be another with every
 * request. Accepted cost: whoever wants to know more after the end has to run another experiment.
 *
 * @param end when to test
 * @param outcome what is measured
 */
public record FixedHorizon(PlannedEnd end, Outcome outcome) {
    /** What a unit's measurement is; it decides the test. */
    public enum Outcome {
        /** Something a unit did or did not. */
        PROPORTION,
        /** A total, a ratio, or anything adjusted. */
        MEAN
    }

    /** What was known at one time. */
    public record Look(PlannedEnd.Progress progress, List<Stratum> strata) {}

    /**
     * The test, made at the first planned look that has reached the end. There is none before that, and none of proportions with fewer
     * than ten successes or failures in an arm.
     *
     * @param looks in order of time
     */
    public Estimate<FixedTest> judge(List<Look> looks) {
        return looks.stream()
                .filter(it -> it.progress().planned() && end.isReached(it.progress()))
                .findFirst()
                .map(it -> test(it.strata()))
                .orElse(Estimate.none(Reason.NOT_YET));
    }

    private Estimate<FixedTest> test(List<Stratum> strata) {
        return switch (outcome) {
            case MEAN -> WelchTest.of(strata).map(it -> it);
            case PROPORTION ->
                switch (ProportionTest.of(strata)) {
                    case Estimate.Unknown<ProportionTest>(Reason reason) -> Estimate.none(reason);
                    case Estimate.Known<ProportionTest>(ProportionTest test) ->
                        test.hasEnough() ? Estimate.of(test) : Estimate.none(Reason.TOO_LITTLE_DATA);
                };
        };
    }
}
