package org.muriel.statistics.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function against values computed elsewhere with 40 digits; the file says how. */
class ReferenceTest {
    /** What is promised is 1e-10 for t quantiles and 14 digits for lnΓ; this is what is kept. */
    private static final double RELATIVE = 1e-13;

    /** For tails so far out, and bells so narrow, that the last bit of the argument already moves them by as much. */
    private static final double ILL_CONDITIONED = 1e-12;

    record Case(String function, List<Double> arguments, double second, double expected) {
        static Case parse(String line) {
            String[] cells = line.split("\\|", -1);
            List<Double> arguments =
                    Arrays.stream(cells[1].split(",", -1)).map(Double::valueOf).toList();
            return new Case(cells[0], arguments, Double.parseDouble(cells[2]), Double.parseDouble(cells[3]));
        }

        double value() {
            double first = arguments.getFirst();
            return switch (function) {
                case "normal-cdf" -> Normal.cdf(first);
                case "normal-log-cdf" -> Normal.logCdf(first);
                case "normal-quantile" -> Normal.quantile(first);
                case "t-survival" -> new StudentT(first).survival(second);
                case "t-upper-quantile" -> new StudentT(first).upperQuantile(second);
                case "chi-square-survival" -> new ChiSquare(first).survival(second);
                case "log-gamma" -> LogGamma.of(first);
                case "log-gamma-increase" -> LogGamma.increase(first, second);
                case "log-beta" -> LogGamma.ofBeta(first, second);
                case "beta-cdf" -> new Beta(first, arguments.getLast()).cdf(second);
                case "beta-density" -> new Beta(first, arguments.getLast()).density(second);
                default -> throw new IllegalArgumentException("no function " + function);
            };
        }

        double relative() {
            return function.startsWith("beta-") || Math.abs(expected) < 1e-200 ? ILL_CONDITIONED : RELATIVE;
        }

        /** These have zeros; how near to one they come is limited by the digits of the larger terms. */
        double absolute() {
            return function.equals("log-gamma-increase") || function.equals("log-beta") ? 1e-15 : 0;
        }

        @Override
        public String toString() {
            return function + arguments + " at " + second;
        }
    }

    static List<Case> cases() throws IOException {
        try (InputStream file = Objects.requireNonNull(ReferenceTest.class.getResourceAsStream("reference.txt"));
                Stream<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()) {
            return lines.filter(line -> !line.startsWith("#")).map(Case::parse).toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agrees_with_forty_digits(Case reference) {
        double got = reference.value();
        assertThat(Math.abs(got - reference.expected()))
                .as("got %s, expected %s", got, reference.expected())
                .isLessThanOrEqualTo(reference.relative() * Math.abs(reference.expected()) + reference.absolute());
    }
}
