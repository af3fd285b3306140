package org.muriel.statistics.analysis;

import org.muriel.statistics.estimate.AnytimeInterval;
import org.muriel.statistics.estimate.Bounds;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Interval;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.fixed.Hybrid;
import org.muriel.statistics.fixed.PlannedEnd;

/** Running evidence and the test at the planned end, each at half of the level. */
final class HybridEvidence implements Evidence {
    private final SequentialEvidence running;
    private final FixedEvidence planned;

    HybridEvidence(SequentialEvidence running, FixedEvidence planned) {
        this.running = running;
        this.planned = planned;
    }

    @Override
    public void add(Row row, PlannedEnd.Progress progress) {
        running.add(row, progress);
        planned.add(row, progress);
    }

    @Override
    public boolean isGated() {
        return running.isGated();
    }

    @Override
    public double p() {
        return isGated() ? 1 : Hybrid.p(running.p(), planned.test());
    }

    @Override
    public double logE() {
        return running.logE();
    }

    @Override
    public Standing standing(Level level) {
        return both(level, running.standing(Hybrid.half(level)));
    }

    @Override
    public Standing standing(Level level, Standing since) {
        return both(level, running.standing(Hybrid.half(level), since));
    }

    private Standing both(Level level, Standing half) {
        if (isGated()) {
            return half;
        }
        return new Standing(
                Hybrid.p(half.p(), planned.test()),
                half.since(),
                both(half.difference(), planned.difference(Hybrid.half(level))),
                both(half.lift(), planned.lift(Hybrid.half(level))));
    }

    private static Estimate<Bounds> both(Estimate<Bounds> running, Estimate<Interval> planned) {
        Estimate<AnytimeInterval> anytime = running.then(it -> switch (it) {
            case AnytimeInterval interval -> Estimate.of(interval);
            case Interval _ -> Estimate.none(Reason.UNBOUNDED);
        });
        return Hybrid.interval(anytime, planned).map(it -> (Bounds) it);
    }

    @Override
    public Estimate<Long> unitsRemaining(Level level) {
        return running.unitsRemaining(Hybrid.half(level));
    }
}
