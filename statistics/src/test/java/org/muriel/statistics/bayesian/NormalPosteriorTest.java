package org.muriel.statistics.bayesian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.statistics.bayesian.EffectPrior.Past;
import org.muriel.statistics.contrast.Contrast;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.estimate.Reason;
import org.muriel.statistics.summary.Arm;

class NormalPosteriorTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_wide_prior_says_nothing_and_a_narrow_one_says_all(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double effect = random.nextGaussian();
        NormalPosterior flat = NormalPosterior.of(effect, 0.3, new EffectPrior.Flat());
        NormalPosterior wide = NormalPosterior.of(effect, 0.3, new EffectPrior.Normal(2, 1e12));
        NormalPosterior narrow = NormalPosterior.of(effect, 0.3, new EffectPrior.Normal(2, 1e-12));

        assertThat(wide.mean()).isCloseTo(flat.mean(), within(1e-9));
        assertThat(wide.deviation()).isCloseTo(flat.deviation(), within(1e-9));
        assertThat(narrow.mean()).isCloseTo(2, within(1e-9));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void losses_differ_by_the_effect(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        NormalPosterior posterior = new NormalPosterior(3 * random.nextGaussian(), random.nextDouble() + 0.01);
        Belief belief = posterior.belief();

        assertThat(belief.lossOfBaseline() - belief.lossOfTreatment()).isCloseTo(posterior.mean(), within(1e-12));
    }

    @Test
    void the_chance_and_the_interval_agree() {
        NormalPosterior posterior = new NormalPosterior(1.6448536269514722, 1);

        assertThat(posterior.belief().chanceToBeat()).isCloseTo(0.95, within(1e-12));
        assertThat(posterior.interval(new Level(0.1)).low()).isCloseTo(0, within(1e-12));
    }

    @Test
    void of_a_contrast_it_is_about_the_lift_or_the_difference() {
        Contrast contrast = Contrast.of(new Arm(1000, 11, 4), new Arm(1000, 10, 4), Guard.ON)
                .known()
                .orElseThrow();
        NormalPosterior lift =
                NormalPosterior.ofLift(contrast, new EffectPrior.Flat()).known().orElseThrow();
        NormalPosterior difference = NormalPosterior.ofDifference(contrast, new EffectPrior.Flat())
                .known()
                .orElseThrow();

        assertThat(lift.mean()).isCloseTo(0.1, within(1e-12));
        assertThat(difference.mean()).isCloseTo(1, within(1e-12));
        assertThat(difference.deviation()).isCloseTo(Math.sqrt(0.008), within(1e-12));
        Contrast still = Contrast.of(new Arm(10, 1, 0), new Arm(10, 2, 0), Guard.ON)
                .known()
                .orElseThrow();
        assertThat(NormalPosterior.ofLift(still, new EffectPrior.Flat())).isEqualTo(Estimate.none(Reason.NO_VARIANCE));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    void a_prior_is_found_again_in_past_experiments(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<Past> past = Stream.generate(() -> new Past(random.nextGaussian() * Math.hypot(0.08, 0.05), 0.05 * 0.05))
                .limit(5000)
                .toList();

        EffectPrior.Normal prior =
                (EffectPrior.Normal) EffectPrior.fitted(past).known().orElseThrow();

        assertThat(Math.sqrt(prior.variance())).isCloseTo(0.08, within(0.005));
        assertThat(prior.mean()).isZero();
    }

    @Test
    void few_experiments_fit_nothing_and_quiet_ones_not_to_zero() {
        List<Past> nineteen =
                Stream.generate(() -> new Past(0.1, 0.01)).limit(19).toList();
        List<Past> quiet = Stream.generate(() -> new Past(0, 0.01)).limit(20).toList();

        assertThat(EffectPrior.fitted(nineteen)).isEqualTo(Estimate.none(Reason.TOO_LITTLE_DATA));
        assertThat(EffectPrior.fitted(quiet)).isEqualTo(Estimate.of(new EffectPrior.Normal(0, 0.01 * 0.01)));
    }
}
