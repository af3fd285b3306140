package org.muriel.statistics.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.muriel.statistics.bayesian.EffectPrior;
import org.muriel.statistics.contrast.RelativeInterval;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.fixed.PlannedEnd;
import org.muriel.statistics.multiplicity.BenjaminiHochberg;
import org.muriel.statistics.multiplicity.BenjaminiYekutieli;
import org.muriel.statistics.multiplicity.Bonferroni;
import org.muriel.statistics.multiplicity.EBenjaminiHochberg;
import org.muriel.statistics.multiplicity.EachTier;
import org.muriel.statistics.multiplicity.Holm;
import org.muriel.statistics.multiplicity.Policy;
import org.muriel.statistics.multiplicity.PooledWeighted;
import org.muriel.statistics.multiplicity.Unadjusted;
import org.muriel.statistics.sequential.FixedTau;
import org.muriel.statistics.sequential.Mixture;
import org.muriel.statistics.sequential.Multiscale;
import org.muriel.statistics.sequential.TMixture;
import org.muriel.statistics.sequential.Tuning;

/** All that looks can be judged by. */
final class Engines {
    private static final Level LEVEL = new Level(0.1);
    private static final PlannedEnd END = new PlannedEnd.AfterUnits(3_000);
    private static final Mixture MIXTURE = new Mixture(Tuning.of(LEVEL, 10_000));

    static final Policy DEFAULT_POLICY = new EachTier(new BenjaminiHochberg());

    static final Map<String, Engine> ALL = new LinkedHashMap<>();

    static {
        ALL.put("mixture", new Engine.Sequential(MIXTURE));
        ALL.put("several scales", new Engine.Sequential(Multiscale.of(LEVEL)));
        ALL.put("fixed tau", new Engine.Sequential(new FixedTau(4)));
        ALL.put("t mixture", new Engine.Sequential(new TMixture(Tuning.of(LEVEL, 10_000))));
        ALL.put("fixed horizon", new Engine.FixedHorizon(END));
        ALL.put("hybrid", new Engine.Hybrid(MIXTURE, END));
        ALL.put("flat belief", new Engine.Bayesian(new EffectPrior.Flat()));
        ALL.put("belief", new Engine.Bayesian(EffectPrior.SUGGESTED));
    }

    static final Map<String, Policy> POLICIES = new LinkedHashMap<>();

    static {
        POLICIES.put("tiers", DEFAULT_POLICY);
        POLICIES.put("pooled", new PooledWeighted());
        POLICIES.put("any dependence", new EachTier(new BenjaminiYekutieli()));
        POLICIES.put("e-values", new EBenjaminiHochberg());
        POLICIES.put("holm", new EachTier(new Holm()));
        POLICIES.put("bonferroni", new EachTier(new Bonferroni()));
        POLICIES.put("none", new EachTier(new Unadjusted()));
    }

    private Engines() {}

    static Engine engine(String name) {
        return Objects.requireNonNull(ALL.get(name), name);
    }

    static Policy policy(String name) {
        return Objects.requireNonNull(POLICIES.get(name), name);
    }

    static Plan plan(Engine engine, Policy policy, Scale scale) {
        return new Plan(LEVEL, engine, policy, Gate.DEFAULT, scale, RelativeInterval.INVERSION);
    }
}
