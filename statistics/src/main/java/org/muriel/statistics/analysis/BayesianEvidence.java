package org.muriel.statistics.analysis;

import java.util.Optional;
import org.muriel.statistics.bayesian.Belief;
import org.muriel.statistics.bayesian.EffectPrior;
import org.muriel.statistics.bayesian.NormalPosterior;
import org.muriel.statistics.bayesian.RateComparison;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.estimate.Bounds;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.fixed.FixedHorizon.Outcome;
import org.muriel.statistics.fixed.PlannedEnd;
import org.muriel.statistics.summary.Arm;

/**
 * What is believed at the latest look. Proportions in one stratum have beta posteriors; everything else, proportions over
 * several strata among it, is judged by the normal posterior of its contrast, without the guard.
 */
final class BayesianEvidence implements Evidence {
    private final EffectPrior prior;
    private final Gate gate;
    private final Scale reported;
    private final Outcome outcome;
    private Optional<Row> latest = Optional.empty();
    private Estimate<Belief> belief = Estimate.none(Reason.NO_DATA);

    BayesianEvidence(EffectPrior prior, Gate gate, Scale reported, Outcome outcome) {
        this.prior = prior;
        this.gate = gate;
        this.reported = reported;
        this.outcome = outcome;
    }

    @Override
    public void add(Row row, PlannedEnd.Progress progress) {
        latest = Optional.of(row);
        belief = Estimate.none(Reason.TOO_LITTLE_DATA);
        if (gate.isOpen(row)) {
            belief = rates().map(it -> Estimate.of(it.belief()))
                    .orElseGet(() -> posterior().map(NormalPosterior::belief));
        }
    }

    @Override
    public Estimate<Belief> belief() {
        return belief;
    }

    @Override
    public boolean isGated() {
        return belief instanceof Estimate.Unknown<Belief>;
    }

    @Override
    public double p() {
        return belief.known().map(it -> 1 - it.significance()).orElse(1.0);
    }

    @Override
    public double logE() {
        return 0;
    }

    @Override
    public Standing standing(Level level) {
        if (isGated() || level.alpha() == 0) {
            Reason reason = isGated() ? Reason.TOO_LITTLE_DATA : Reason.UNBOUNDED;
            return new Standing(p(), 0, Estimate.none(reason), Estimate.none(reason));
        }
        Estimate<Contrast> contrast = latest.map(Row::contrast).orElse(Estimate.none(Reason.NO_DATA));
        Estimate<Bounds> difference = contrast.then(it -> NormalPosterior.ofDifference(it, on(Scale.ABSOLUTE)))
                .map(it -> it.interval(level));
        Estimate<Bounds> lift = rates().map(it -> Estimate.<Bounds>of(it.lift(level)))
                .orElseGet(() -> contrast.then(it -> NormalPosterior.ofLift(it, on(Scale.RELATIVE)))
                        .map(it -> it.interval(level)));
        return new Standing(p(), 0, difference, lift);
    }

    @Override
    public Standing standing(Level level, Standing since) {
        return standing(level);
    }

    /** No number of visitors makes a belief certain at a time that could be foretold. */
    @Override
    public Estimate<Long> unitsRemaining(Level level) {
        return Estimate.none(Reason.OUT_OF_REACH);
    }

    private Estimate<NormalPosterior> posterior() {
        Estimate<Contrast> contrast = latest.map(Row::contrast).orElse(Estimate.none(Reason.NO_DATA));
        return contrast.then(it -> switch (reported) {
            case RELATIVE -> NormalPosterior.ofLift(it, prior);
            case ABSOLUTE -> NormalPosterior.ofDifference(it, prior);
        });
    }

    /** The prior is one of effects on the reported scale; of the other nothing is known beforehand. */
    private EffectPrior on(Scale scale) {
        return scale == reported ? prior : new EffectPrior.Flat();
    }

    /** Absent where the outcome is no proportion, or not in one stratum. */
    private Optional<RateComparison> rates() {
        return latest.filter(_ -> outcome == Outcome.PROPORTION)
                .filter(it -> it.strata().size() == 1)
                .map(it -> rates(it.strata().getFirst()));
    }

    private static RateComparison rates(Stratum stratum) {
        return RateComparison.of(
                successes(stratum.treatment()),
                stratum.treatment().count(),
                successes(stratum.baseline()),
                stratum.baseline().count(),
                RateComparison.FLAT);
    }

    private static long successes(Arm arm) {
        return Math.round(arm.mean() * arm.count());
    }
}
