package org.muriel.statistics.analysis;

import org.muriel.statistics.contrast.Region;
import org.muriel.statistics.estimate.AnytimeInterval;
import org.muriel.statistics.estimate.Bounds;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.fixed.PlannedEnd;

/**
 * Running evidence of the exact test of conversions. It promises nothing that rests on large numbers, so it has no gate;
 * it knows ratios of rates only, so it has no interval of their difference.
 */
final class ExactEvidence implements Evidence {
    private final RunningConversions conversions = new RunningConversions();

    @Override
    public void add(Row row, PlannedEnd.Progress progress) {
        conversions.add(row.conversions());
    }

    @Override
    public boolean isGated() {
        return conversions.isEmpty();
    }

    @Override
    public double p() {
        return conversions.p();
    }

    @Override
    public double logE() {
        return conversions.logE();
    }

    @Override
    public Standing standing(Level level) {
        return standing(level, 0);
    }

    @Override
    public Standing standing(Level level, Standing since) {
        return standing(level, since.since());
    }

    @Override
    public Standing latest(Level level) {
        return standing(level, conversions.latest());
    }

    private Standing standing(Level level, int since) {
        RunningConversions.Running running = conversions.since(level, since);
        Region lifts = running.lifts();
        Estimate<Bounds> interval = lifts.isBounded()
                ? Estimate.of(new AnytimeInterval(lifts.low(), lifts.high()))
                : Estimate.none(Reason.UNBOUNDED);
        return new Standing(running.p(), running.since(), Estimate.none(Reason.NOT_OF_THIS_METHOD), interval);
    }

    /** Nobody has said how the counts would grow. */
    @Override
    public Estimate<Long> unitsRemaining(Level level) {
        return Estimate.none(Reason.NOT_OF_THIS_METHOD);
    }
}
