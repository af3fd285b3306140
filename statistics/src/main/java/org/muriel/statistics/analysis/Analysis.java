package org.muriel.statistics.analysis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muriel.statistics.analysis.Evidence.Standing;
import org.muriel.statistics.bayesian.EffectPrior;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.fixed.FixedHorizon.Outcome;
import org.muriel.statistics.fixed.PlannedEnd;
import org.muriel.statistics.multiplicity.BenjaminiYekutieli;
import org.muriel.statistics.multiplicity.EachTier;
import org.muriel.statistics.multiplicity.Hypothesis;
import org.muriel.statistics.multiplicity.Policy;
import org.muriel.statistics.multiplicity.Unadjusted;
import org.muriel.statistics.multiplicity.Verdict;
import org.muriel.statistics.sequential.AnytimeTest;

/**
 * Many comparisons of two arms, looked at again and again: takes in one look after the other and says at any of them
 * what may be said then.
 *
 * <p>The order of computation is that of the statistics specification, 11.1: the smallest p-value over the looks at
 * which the gate was open; adjusting it among the others; from the rejections the level of each interval; the
 * intersection of all looks at that level. If that intersection shows that an effect changed, its evidence begins anew,
 * its p-value rises, and all are judged once more. Once is enough: larger p-values can only lower the levels, and at a
 * lower level the same looks contradict each other less.
 *
 * <p>Why intersections may be taken at a level that the data chose: the false coverage statement rate among selected
 * comparisons is what is promised (Benjamini and Yekutieli 2005, JASA 100(469)), and the level is chosen after the same
 * looks; the design simulations show it kept (specification, 13, V9).
 *
 * <p>A series of findings costs one pass over the looks per level that occurs, of which there are at most as many as
 * comparisons in a tier. Mutable, for one thread.
 */
public final class Analysis {
    private final Plan plan;
    private final Policy policy;
    private final List<Comparison> comparisons;
    private final List<Evidence> evidence;
    private List<Row> rows = List.of();

    /** @param comparisons known by their place in this list from now on */
    public Analysis(Plan plan, List<Comparison> comparisons) {
        this.plan = plan;
        this.policy = policy(plan);
        this.comparisons = List.copyOf(comparisons);
        this.evidence = comparisons.stream().map(it -> evidence(plan, it)).toList();
    }

    /**
     * Beliefs are not adjusted. A test at a planned end has no e-value: where one is part of the evidence, what was to be
     * judged by e-values is judged by Benjamini and Yekutieli's procedure, which holds under any dependence too.
     */
    private static Policy policy(Plan plan) {
        return switch (plan.engine()) {
            case Engine.Sequential _, Engine.ExactConversions _ -> plan.policy();
            case Engine.FixedHorizon _, Engine.Hybrid _ ->
                plan.policy().isOnCurrentEvidence() ? new EachTier(new BenjaminiYekutieli()) : plan.policy();
            case Engine.Bayesian _ -> new EachTier(new Unadjusted());
        };
    }

    private static Evidence evidence(Plan plan, Comparison comparison) {
        return switch (plan.engine()) {
            case Engine.Sequential(AnytimeTest test) -> running(plan, test);
            case Engine.ExactConversions(AnytimeTest others) ->
                comparison.outcome() == Outcome.PROPORTION ? new ExactEvidence() : running(plan, others);
            case Engine.FixedHorizon(PlannedEnd end) -> planned(plan, end, comparison);
            case Engine.Hybrid(AnytimeTest test, PlannedEnd end) ->
                new HybridEvidence(running(plan, test), planned(plan, end, comparison));
            case Engine.Bayesian(EffectPrior prior) ->
                new BayesianEvidence(prior, plan.gate(), plan.scale(), comparison.outcome());
        };
    }

    private static SequentialEvidence running(Plan plan, AnytimeTest test) {
        return new SequentialEvidence(test, plan.gate(), plan.scale(), plan.relative());
    }

    private static FixedEvidence planned(Plan plan, PlannedEnd end, Comparison comparison) {
        return new FixedEvidence(end, comparison.outcome(), plan.relative());
    }

    /** Takes in the next look, which was planned. */
    public void add(Instant time, List<Row> look) {
        add(time, look, true);
    }

    /**
     * Takes in the next look.
     *
     * @param time the look saw everything before it
     * @param look one row per comparison
     * @param planned whether its time was chosen before anything was seen; a test at a planned end is made at no other
     */
    public void add(Instant time, List<Row> look, boolean planned) {
        if (look.size() != comparisons.size()) {
            throw new IllegalArgumentException(look.size() + " rows, expected " + comparisons.size());
        }
        rows = List.copyOf(look);
        for (int i = 0; i < rows.size(); i++) {
            evidence.get(i).add(rows.get(i), new PlannedEnd.Progress(time, units(rows.get(i)), planned));
        }
    }

    private static long units(Row row) {
        return row.contrast()
                .known()
                .map(it -> (long) (it.count() + it.baselineCount()))
                .orElse(0L);
    }

    /** What may be said at the latest look, one finding per comparison. */
    public List<Finding> findings() {
        double[] p = new double[rows.size()];
        for (int i = 0; i < p.length; i++) {
            p[i] = evidence.get(i).p();
        }
        List<Optional<Verdict>> verdicts = judge(p);
        List<Standing> standings = new ArrayList<>();
        boolean changed = false;
        for (int i = 0; i < p.length; i++) {
            Level level = level(verdicts.get(i));
            Standing standing = policy.isOnCurrentEvidence()
                    ? evidence.get(i).latest(level)
                    : evidence.get(i).standing(level);
            standings.add(standing);
            changed |= standing.p() > p[i];
            p[i] = standing.p();
        }
        if (changed && !policy.isOnCurrentEvidence()) {
            verdicts = judge(p);
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            findings.add(finding(i, verdicts.get(i), standings.get(i)));
        }
        return findings;
    }

    /** One verdict per comparison with data, in place. */
    private List<Optional<Verdict>> judge(double[] p) {
        List<Hypothesis> hypotheses = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            if (hasData(i)) {
                hypotheses.add(new Hypothesis(
                        comparisons.get(i).tier(), p[i], evidence.get(i).logE()));
            }
        }
        List<Verdict> judged = policy.judge(hypotheses, plan.level());
        List<Optional<Verdict>> inPlace = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < p.length; i++) {
            inPlace.add(hasData(i) ? Optional.of(judged.get(next++)) : Optional.empty());
        }
        return inPlace;
    }

    private boolean hasData(int comparison) {
        return rows.get(comparison).contrast() instanceof Estimate.Known<?>;
    }

    private Level level(Optional<Verdict> verdict) {
        return verdict.map(Verdict::intervalLevel).orElse(plan.level());
    }

    private Finding finding(int comparison, Optional<Verdict> verdict, Standing before) {
        if (verdict.isEmpty()) {
            return new Finding(
                    Estimate.none(Reason.NO_DATA),
                    1,
                    1,
                    false,
                    0,
                    plan.level(),
                    Estimate.none(Reason.NO_DATA),
                    Estimate.none(Reason.NO_DATA),
                    Estimate.none(Reason.NO_DATA),
                    Estimate.none(Reason.NO_DATA),
                    true,
                    false);
        }
        Evidence judged = evidence.get(comparison);
        Level level = verdict.get().intervalLevel();
        Standing standing = judged.standing(level, before);
        boolean significant = verdict.get().rejected() && plan.level().alpha() > 0 && !judged.isGated();
        return new Finding(
                rows.get(comparison).contrast(),
                standing.p(),
                verdict.get().adjustedP(),
                significant,
                judged.logE(),
                level,
                standing.difference(),
                standing.lift(),
                significant ? Estimate.of(0L) : judged.unitsRemaining(level),
                judged.belief(),
                judged.isGated(),
                !policy.isOnCurrentEvidence() && standing.hasDrifted());
    }
}
