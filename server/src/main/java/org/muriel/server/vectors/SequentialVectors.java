package org.muriel.server.vectors;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.muriel.statistics.contrast.Region;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.sequential.AnytimeTest;
import org.muriel.statistics.sequential.Conversions;
import org.muriel.statistics.sequential.ConversionsMixture;
import org.muriel.statistics.sequential.ConversionsTest;
import org.muriel.statistics.sequential.FixedTau;
import org.muriel.statistics.sequential.Multiscale;
import org.muriel.statistics.sequential.OneSided;
import org.muriel.statistics.sequential.TMixture;

/** Tests other than the default that may be looked at any time (statistics specification, 5). */
final class SequentialVectors {
    static final Map<String, Method> METHODS = Map.of(
            "sequential.one_sided", SequentialVectors::oneSided,
            "sequential.msprt_fixed_tau", SequentialVectors::fixedTau,
            "sequential.conversions_exact", SequentialVectors::conversions,
            "sequential.conversions_epochs", SequentialVectors::conversionsOverEpochs,
            "sequential.multiscale", SequentialVectors::multiscale,
            "sequential.t_mixture", SequentialVectors::tMixture);

    private SequentialVectors() {}

    private static Outputs oneSided(Inputs inputs) {
        double x = inputs.number("x");
        Level level = inputs.level("alpha");
        return evidence("log_e", OneSided.logE(inputs.number("z"), x))
                .withFinite("crit_exact", OneSided.bound(x, level))
                .withFinite("crit_closed_form", OneSided.closedFormBound(x, level));
    }

    private static Outputs fixedTau(Inputs inputs) {
        double difference = inputs.number("theta_hat");
        double variance = inputs.number("variance");
        FixedTau test = new FixedTau(inputs.number("tau2"));
        double half = test.criticalValue(variance, inputs.level("alpha")) * Math.sqrt(variance);
        return evidence("log_lambda", test.logE(difference, variance))
                .withRegion("ci", new Region(difference - half, difference + half));
    }

    private static Outputs conversions(Inputs inputs) {
        Conversions conversions = conversionsOf(inputs);
        Level level = inputs.level("alpha");
        ConversionsTest test =
                new ConversionsTest(inputs.number("concentration", ConversionsTest.DEFAULT.concentration()));
        return evidence("log_e", test.logE(conversions))
                .withRegion("theta_ci", test.shares(conversions, level))
                .with("lift", conversions.lift())
                .withRegion("lift_ci", test.lifts(conversions, level));
    }

    private static Outputs conversionsOverEpochs(Inputs inputs) {
        List<Conversions> epochs = inputs.objects("epochs").stream()
                .map(SequentialVectors::conversionsOf)
                .toList();
        ConversionsMixture test = new ConversionsMixture(inputs.number("sigma", ConversionsMixture.DEFAULT.sigma()));
        return evidence("log_e", test.logE(epochs))
                .with("lift", test.lift(epochs))
                .withRegion("lift_ci", test.lifts(epochs, inputs.level("alpha")));
    }

    private static Conversions conversionsOf(Inputs inputs) {
        return new Conversions(
                inputs.count("conversions_t"), inputs.count("conversions_c"), inputs.number("assignment_share_t"));
    }

    private static Outputs multiscale(Inputs inputs) {
        Level level = inputs.level("alpha");
        double effectiveCount = inputs.number("n_e");
        Multiscale test = scales(inputs, level);
        return evidence("log_e", test.logE(inputs.number("z"), effectiveCount))
                .withFinite("crit", test.criticalValue(effectiveCount, level));
    }

    private static Multiscale scales(Inputs inputs, Level design) {
        if (!inputs.has("scales")) {
            return Multiscale.of(design);
        }
        List<Double> units = Arrays.stream(inputs.numbers("scales")).boxed().toList();
        List<Double> weights = inputs.has("weights")
                ? Arrays.stream(inputs.numbers("weights")).boxed().toList()
                : units.stream().map(_ -> 1.0 / units.size()).toList();
        return Multiscale.of(design, units, weights);
    }

    private static Outputs tMixture(Inputs inputs) {
        long n = inputs.count("n");
        long nu = n - inputs.count("coefficients", 2);
        if (nu < 1) {
            throw new BadInput("inputs.n: expected more than the coefficients, found " + n);
        }
        double g = inputs.number("g");
        double ratio = g / (g + n);
        return evidence("log_e", TMixture.logE(inputs.number("t"), (double) nu, ratio))
                .with("nu", nu)
                .withFinite("crit", TMixture.criticalValue((double) nu, ratio, inputs.level("alpha")));
    }

    private static Outputs evidence(String name, double logE) {
        return new Outputs().with(name, logE).with("p", AnytimeTest.p(logE));
    }
}
