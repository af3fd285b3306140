package org.muriel.statistics.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.contrast.Region;
import org.muriel.statistics.contrast.RelativeInterval;
import org.muriel.statistics.estimate.AnytimeInterval;
import org.muriel.statistics.estimate.Bounds;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.fixed.PlannedEnd;
import org.muriel.statistics.sequential.AnytimeTest;
import org.muriel.statistics.sequential.UnitsRemaining;

/** Running evidence of a test that may be looked at any time: only looks at which the gate was open are in it. */
final class SequentialEvidence implements Evidence {
    private final AnytimeTest test;
    private final Gate gate;
    private final Scale reported;
    private final RelativeInterval relative;

    private final List<Contrast> looks = new ArrayList<>();
    private final List<Double> logEs = new ArrayList<>();
    private final Map<Start, RunningInterval> intervals = new HashMap<>();
    private Optional<Row> latest = Optional.empty();
    private double largestLogE = Double.NEGATIVE_INFINITY;
    private double logE;
    private boolean gated = true;

    private record Start(Level level, int since) {}

    SequentialEvidence(AnytimeTest test, Gate gate, Scale reported, RelativeInterval relative) {
        this.test = test;
        this.gate = gate;
        this.reported = reported;
        this.relative = relative;
    }

    @Override
    public void add(Row row, PlannedEnd.Progress progress) {
        latest = Optional.of(row);
        gated = !gate.isOpen(row);
        logE = 0;
        if (!gated && row.contrast() instanceof Estimate.Known<Contrast>(Contrast contrast)) {
            logE = test.logE(contrast);
            looks.add(contrast);
            logEs.add(logE);
            largestLogE = Math.max(largestLogE, logE);
        }
    }

    @Override
    public boolean isGated() {
        return gated;
    }

    @Override
    public double p() {
        return gated ? 1 : AnytimeTest.p(largestLogE);
    }

    @Override
    public double logE() {
        return logE;
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
        return standing(level, Math.max(0, looks.size() - 1));
    }

    private Standing standing(Level level, int since) {
        if (gated) {
            return new Standing(1, 0, Estimate.none(Reason.TOO_LITTLE_DATA), Estimate.none(Reason.TOO_LITTLE_DATA));
        }
        RunningInterval interval = intervals.computeIfAbsent(
                new Start(level, since), it -> new RunningInterval(test, level, reported, relative, since));
        interval.catchUp(looks, logEs);
        Contrast now = looks.getLast();
        return new Standing(
                interval.p(),
                interval.since(),
                bounds(now, interval.differences()),
                now.baselineMean() == 0 ? Estimate.none(Reason.BASELINE_IS_ZERO) : bounds(now, interval.lifts()));
    }

    private static Estimate<Bounds> bounds(Contrast now, Region region) {
        if (!(now.variance() > 0)) {
            return Estimate.none(Reason.NO_VARIANCE);
        }
        return region.isBounded()
                ? Estimate.of(new AnytimeInterval(region.low(), region.high()))
                : Estimate.none(Reason.UNBOUNDED);
    }

    @Override
    public Estimate<Long> unitsRemaining(Level level) {
        if (latest.isEmpty() || !(latest.get().contrast() instanceof Estimate.Known<Contrast>(Contrast contrast))) {
            return Estimate.none(Reason.NO_DATA);
        }
        Estimate<Long> forGate = gate.unitsRemaining(contrast, latest.get());
        Estimate<Long> forEvidence = UnitsRemaining.of(test, contrast, level);
        return forGate.then(least -> forEvidence.map(it -> Math.max(it, least)));
    }
}
