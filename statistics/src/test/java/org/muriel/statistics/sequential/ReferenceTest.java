package org.muriel.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ln E against its definition, integrated with 60 digits by the program beside the values, {@code reference.py}. */
class ReferenceTest {
    private static final double RELATIVE = 1e-11;

    record Case(String function, List<Double> arguments, double expected) {
        static Case parse(String line) {
            String[] cells = line.split("\\|", -1);
            List<Double> arguments =
                    Arrays.stream(cells[1].split(",", -1)).map(Double::valueOf).toList();
            return new Case(cells[0], arguments, Double.parseDouble(cells[2]));
        }

        double value() {
            return switch (function) {
                case "one-sided" -> OneSided.logE(arguments.get(0), arguments.get(1));
                case "conversions" -> new ConversionsTest(arguments.get(3)).logE(conversions(0));
                case "epochs" -> {
                    List<Conversions> epochs = new ArrayList<>();
                    for (int i = 1; i < arguments.size(); i += 3) {
                        epochs.add(conversions(i));
                    }
                    yield new ConversionsMixture(arguments.get(0)).logE(epochs);
                }
                default -> throw new IllegalArgumentException("no function " + function);
            };
        }

        private Conversions conversions(int from) {
            return new Conversions(
                    arguments.get(from).longValue(), arguments.get(from + 1).longValue(), arguments.get(from + 2));
        }

        @Override
        public String toString() {
            return function + arguments;
        }
    }

    static List<Case> cases() throws IOException {
        try (InputStream file = Objects.requireNonNull(ReferenceTest.class.getResourceAsStream("reference.txt"));
                Stream<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()) {
            return lines.map(Case::parse).toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agrees_with_the_definition(Case reference) {
        double got = reference.value();
        assertThat(Math.abs(got - reference.expected()))
                .as("got %s, expected %s", got, reference.expected())
                .isLessThanOrEqualTo(RELATIVE * Math.max(Math.abs(reference.expected()), 0.1));
    }
}
