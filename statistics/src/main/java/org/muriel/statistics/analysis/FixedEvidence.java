package org.muriel.statistics.analysis;

import java.util.List;
import java.util.OptionalLong;
import org.muriel.statistics.contrast.RelativeInterval;
import org.muriel.statistics.estimate.Bounds;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Interval;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.fixed.FixedHorizon;
import org.muriel.statistics.fixed.FixedTest;
import org.muriel.statistics.fixed.PlannedEnd;

/** The one test at the planned end, made at the first planned look that has reached it and kept from then on. */
final class FixedEvidence implements Evidence {
    private final FixedHorizon horizon;
    private final RelativeInterval relative;
    private Estimate<FixedTest> test = Estimate.none(Reason.NOT_YET);
    private OptionalLong unitsToEnd = OptionalLong.empty();
    private boolean reached;

    FixedEvidence(PlannedEnd end, FixedHorizon.Outcome outcome, RelativeInterval relative) {
        this.horizon = new FixedHorizon(end, outcome);
        this.relative = relative;
    }

    @Override
    public void add(Row row, PlannedEnd.Progress progress) {
        unitsToEnd = horizon.end().remaining(progress);
        if (!reached && progress.planned() && horizon.end().isReached(progress)) {
            test = horizon.judge(List.of(new FixedHorizon.Look(progress, row.strata())));
            reached = true;
        }
    }

    Estimate<FixedTest> test() {
        return test;
    }

    @Override
    public boolean isGated() {
        return test instanceof Estimate.Unknown<FixedTest>;
    }

    @Override
    public double p() {
        return test.known().map(FixedTest::p).orElse(1.0);
    }

    @Override
    public double logE() {
        return 0;
    }

    @Override
    public Standing standing(Level level) {
        return new Standing(
                p(), 0, difference(level).map(it -> (Bounds) it), lift(level).map(it -> (Bounds) it));
    }

    @Override
    public Standing standing(Level level, Standing since) {
        return standing(level);
    }

    Estimate<Interval> difference(Level level) {
        return level.alpha() > 0 ? test.then(it -> it.difference(level)) : Estimate.none(Reason.UNBOUNDED);
    }

    Estimate<Interval> lift(Level level) {
        return level.alpha() > 0 ? test.then(it -> it.lift(level, relative)) : Estimate.none(Reason.UNBOUNDED);
    }

    /** What is missing to the planned end; after it no number of units changes anything. */
    @Override
    public Estimate<Long> unitsRemaining(Level level) {
        if (reached) {
            return Estimate.none(Reason.OUT_OF_REACH);
        }
        return unitsToEnd.isPresent() ? Estimate.of(unitsToEnd.getAsLong()) : Estimate.none(Reason.NOT_YET);
    }
}
