package org.muriel.calibration;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.muriel.statistics.analysis.Analysis;
import org.muriel.statistics.analysis.Comparison;
import org.muriel.statistics.analysis.Engine;
import org.muriel.statistics.analysis.Finding;
import org.muriel.statistics.analysis.Gate;
import org.muriel.statistics.analysis.Plan;
import org.muriel.statistics.analysis.Row;
import org.muriel.statistics.analysis.Scale;
import org.muriel.statistics.contrast.RelativeInterval;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.fixed.FixedHorizon.Outcome;
import org.muriel.statistics.multiplicity.BenjaminiHochberg;
import org.muriel.statistics.multiplicity.EachTier;
import org.muriel.statistics.multiplicity.Tier;
import org.muriel.statistics.sequential.Mixture;
import org.muriel.statistics.sequential.Tuning;

/** Analyses as the product makes them, with its defaults. */
final class Engines {
    /** The product's default, a confidence of 90 %. */
    static final Level LEVEL = new Level(0.1);

    /** Plans here end after so many units, not at a time. */
    private static final Instant WHENEVER = Instant.EPOCH;

    private Engines() {}

    /** The default engine for one comparison. */
    static Analysis sequential(Outcome outcome) {
        return of(LEVEL, sequential(LEVEL, Tuning.DEFAULT_UNITS), 1, outcome);
    }

    /** @param units at which the engine is to be at its best */
    static Engine sequential(Level level, double units) {
        return new Engine.Sequential(new Mixture(Tuning.of(level, units)));
    }

    /** @param comparisons all of one tier */
    static Analysis of(Level level, Engine engine, int comparisons, Outcome outcome) {
        Plan plan = new Plan(
                level,
                engine,
                new EachTier(new BenjaminiHochberg()),
                Gate.DEFAULT,
                Scale.RELATIVE,
                RelativeInterval.INVERSION);
        return new Analysis(plan, Collections.nCopies(comparisons, new Comparison(Tier.SECONDARY, outcome)));
    }

    /** What may be said after one more look at a single comparison. */
    static Finding look(Analysis analysis, Row row) {
        return look(analysis, List.of(row)).getFirst();
    }

    static List<Finding> look(Analysis analysis, List<Row> rows) {
        analysis.add(WHENEVER, rows);
        return analysis.findings();
    }
}
