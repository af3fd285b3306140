package org.muriel.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muriel.calibration.Scenario.Depth;
import org.muriel.calibration.Scenario.Observation;

/** Every promise, quickly for every build and thoroughly in the long suite, which leaves its tables in {@code target}. */
class CalibrationTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void is_kept(Scenario scenario) {
        List<Observation> observations = scenario.observe(Depth.FAST);

        assertThat(observations).isNotEmpty().allMatch(Observation::held);
    }

    static Stream<Scenario> table() {
        return Calibrate.TABLE.stream();
    }

    @Test
    void side_by_side_ours_keep_their_promise_and_those_asked_too_often_do_not() {
        assertThat(SideBySide.run(Depth.FAST).broken()).isEmpty();
    }

    @Test
    @Tag("long")
    void all_are_kept_at_full_depth() {
        assertThat(Calibrate.full(Path.of("target"))).isZero();
    }
}
