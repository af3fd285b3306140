package org.muriel.calibration;

import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * One simulation, run many times with different luck. Each run has a generator of its own, split off one seed in order, and
 * results are kept in order too: they do not depend on how many threads there are.
 *
 * @param seed of all luck
 * @param runs how often
 */
record Trials(long seed, int runs) {
    private static final RandomGeneratorFactory<SplittableGenerator> GENERATORS =
            RandomGeneratorFactory.of("L64X128MixRandom");

    <T> List<T> results(Function<RandomGenerator, T> run) {
        List<SplittableGenerator> generators =
                GENERATORS.create(seed).splits(runs).toList();
        return IntStream.range(0, runs)
                .parallel()
                .mapToObj(i -> run.apply(generators.get(i)))
                .toList();
    }

    /** How often something happened. */
    Rate rate(Function<RandomGenerator, Boolean> run) {
        return Rate.of(results(run));
    }
}
