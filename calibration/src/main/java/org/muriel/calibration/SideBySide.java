package org.muriel.calibration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.muriel.calibration.Scenario.Depth;
import org.muriel.calibration.Visitors.Spending;
import org.muriel.statistics.analysis.Analysis;
import org.muriel.statistics.analysis.Engine;
import org.muriel.statistics.analysis.Finding;
import org.muriel.statistics.analysis.Row;
import org.muriel.statistics.bayesian.Belief;
import org.muriel.statistics.bayesian.EffectPrior;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.fixed.FixedHorizon.Outcome;
import org.muriel.statistics.fixed.PlannedEnd;
import org.muriel.statistics.sequential.Mixture;
import org.muriel.statistics.sequential.Multiscale;
import org.muriel.statistics.sequential.Tuning;

/**
 * The workload by which engines are compared: a tenth of all visitors buys, 200 visitors come to each arm between two
 * looks, there are 50 looks, and 5 % of false alarms are allowed. How often does an engine find something where there is
 * nothing, and where a tenth more buy?
 *
 * @param rows engine → rates
 */
record SideBySide(Map<String, Rates> rows, Trials trials) {
    private static final Level LEVEL = new Level(0.05);
    private static final long SEED = 2001;
    private static final int LOOKS = 50;
    private static final int EACH = 200;
    private static final int PLANNED = 2 * LOOKS * EACH;
    private static final double RATE = 0.1;
    private static final double LIFT = 0.1;
    private static final Spending CONVERSION = new Spending.Once();
    private static final Spending REVENUE = new Spending.LogNormal(3, 1);

    static final String DEFAULT = "sequential, the default";
    static final String PLANNED_SEQUENTIAL = "sequential, planned for 20 000 visitors";
    static final String HYBRID = "hybrid, planned for 20 000 visitors";
    static final String FIXED = "fixed horizon, asked once at the end";
    static final String NAIVE = "fixed horizon, asked at every look as if it were the only one";
    static final String CHANCE = "belief, flat prior, chance to win above 95 %";
    static final String CHANCE_OF_EITHER = "the same, of either arm";

    record Rates(Rate falseConversions, Rate falseRevenue, Rate powerConversions, Rate powerRevenue) {}

    /** Whether each engine found something by the last look. */
    private record Found(Map<String, Boolean> by) {}

    static SideBySide run(Depth depth) {
        Trials trials = new Trials(SEED, depth == Depth.FULL ? 10_000 : 300);
        List<Found> falseConversions = trials.results(it -> found(it, CONVERSION, 0));
        List<Found> falseRevenue = trials.results(it -> found(it, REVENUE, 0));
        List<Found> powerConversions = trials.results(it -> found(it, CONVERSION, LIFT));
        List<Found> powerRevenue = trials.results(it -> found(it, REVENUE, LIFT));
        Map<String, Rates> rows = new LinkedHashMap<>();
        for (String engine : falseConversions.getFirst().by().keySet()) {
            rows.put(
                    engine,
                    new Rates(
                            rate(falseConversions, engine),
                            rate(falseRevenue, engine),
                            rate(powerConversions, engine),
                            rate(powerRevenue, engine)));
        }
        return new SideBySide(rows, trials);
    }

    private static Rate rate(List<Found> found, String engine) {
        return Rate.of(
                found.stream().map(it -> it.by().getOrDefault(engine, false)).toList());
    }

    private static Found found(RandomGenerator random, Spending spending, double lift) {
        Outcome outcome = spending.equals(CONVERSION) ? Outcome.PROPORTION : Outcome.MEAN;
        PlannedEnd end = new PlannedEnd.AfterUnits(PLANNED);
        Mixture planned = new Mixture(Tuning.of(LEVEL, PLANNED));
        Map<String, Engine> engines = new LinkedHashMap<>();
        engines.put(DEFAULT, Engines.sequential(LEVEL, Tuning.DEFAULT_UNITS));
        engines.put(PLANNED_SEQUENTIAL, new Engine.Sequential(planned));
        engines.put(HYBRID, new Engine.Hybrid(planned, end));
        engines.put("sequential, many scales", new Engine.Sequential(Multiscale.of(LEVEL)));
        engines.put(FIXED, new Engine.FixedHorizon(end));
        Map<String, Analysis> analyses = new LinkedHashMap<>();
        engines.forEach((name, engine) -> analyses.put(name, Engines.of(LEVEL, engine, 1, outcome)));
        Analysis belief = Engines.of(LEVEL, new Engine.Bayesian(new EffectPrior.Flat()), 1, Outcome.MEAN);

        Map<String, Boolean> found = new LinkedHashMap<>();
        Visitors treatment = new Visitors(random, spending);
        Visitors baseline = new Visitors(random, spending);
        for (int look = 0; look < LOOKS; look++) {
            treatment.come(EACH, RATE * (1 + lift));
            baseline.come(EACH, RATE);
            Row row = Visitors.row(treatment, baseline);
            analyses.forEach((name, analysis) ->
                    note(found, name, Engines.look(analysis, row).significant()));
            note(found, NAIVE, naive(row, outcome));
            Finding believed = Engines.look(belief, row);
            double chance = believed.belief().known().map(Belief::chanceToBeat).orElse(0.5);
            note(found, CHANCE, chance > 1 - LEVEL.alpha());
            note(found, CHANCE_OF_EITHER, Math.max(chance, 1 - chance) > 1 - LEVEL.alpha());
        }
        return new Found(found);
    }

    /** A test that is told at each look that this was the planned end. */
    private static boolean naive(Row row, Outcome outcome) {
        Engine engine = new Engine.FixedHorizon(new PlannedEnd.AfterUnits(1));
        return Engines.look(Engines.of(LEVEL, engine, 1, outcome), row).significant();
    }

    private static void note(Map<String, Boolean> found, String engine, boolean significant) {
        found.merge(engine, significant, Boolean::logicalOr);
    }

    /** What does not hold of our engines, in words. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        for (String engine : List.of(DEFAULT, PLANNED_SEQUENTIAL, HYBRID)) {
            Rates it = row(engine);
            if (!it.falseConversions().isAtMost(LEVEL.alpha())
                    || !it.falseRevenue().isAtMost(LEVEL.alpha())) {
                broken.add("more false alarms than allowed: " + engine + ": " + it);
            }
        }
        if (!row(DEFAULT).powerConversions().isAtLeast(0.3)) {
            broken.add("less power than 0.30: " + row(DEFAULT));
        }
        for (String engine : List.of(NAIVE, CHANCE_OF_EITHER)) {
            if (row(engine).falseConversions().isAtMost(0.1)) {
                broken.add("does not fail, which means that the simulation does not bite: " + engine);
            }
        }
        return broken;
    }

    Rates row(String engine) {
        Rates rates = rows.get(engine);
        if (rates == null) {
            throw new IllegalArgumentException("no engine " + engine);
        }
        return rates;
    }

    String table() {
        StringBuilder table = new StringBuilder("""
                | Engine | False alarms, conversions | False alarms, revenue | Power, conversions | Power, revenue |
                |---|---|---|---|---|
                """);
        rows.forEach((engine, it) -> table.append("| %s | %.1f %% | %.1f %% | %.1f %% | %.1f %% |%n"
                .formatted(
                        engine,
                        100 * it.falseConversions().share(),
                        100 * it.falseRevenue().share(),
                        100 * it.powerConversions().share(),
                        100 * it.powerRevenue().share())));
        return table + "\n%,d runs each, seed %d.\n".formatted(trials.runs(), trials.seed());
    }
}
