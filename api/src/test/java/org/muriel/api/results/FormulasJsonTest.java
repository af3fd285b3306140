package org.muriel.api.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muriel.api.json.JsonObject;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.settings.ExperimentSettings;
import org.muriel.experiment.settings.ExperimentSettings.Engine;
import org.muriel.experiment.settings.ExperimentSettings.Variant;
import org.muriel.experiment.settings.ProjectSettings;
import org.muriel.result.AnalysisSettings;
import tools.jackson.databind.JsonNode;

class FormulasJsonTest {

    @ParameterizedTest
    @CsvSource({
        "SEQUENTIAL, MIXTURE, 3.2, 3.4, 3.3 and 3.4",
        "SEQUENTIAL, MULTISCALE, 5.4, 3.4, 3.3 and 3.4",
        "SEQUENTIAL, FIXED_TAU, 5.2, 3.4, 3.3 and 3.4",
        "SEQUENTIAL, T, 5.5, 3.4, 3.3 and 3.4",
        "SEQUENTIAL, EXACT_CONVERSIONS, 5.3, 3.4, 5.3",
        "HYBRID, MIXTURE, 3.2, 7.2, 7.2",
        "FIXED_HORIZON, MIXTURE, , 7.1, 7.1 and 3.3",
        "BAYESIAN, MIXTURE, , 7.3, 7.3",
    })
    void figures_say_the_section_of_the_engine_in_force(
            Engine engine, Variant variant, String logE, String p, String interval) {
        JsonNode formulas = formulas(engine, variant, true);

        assertThat(formulas.at("/x_stats.log_e/section").asString(""))
                .isEqualTo(Optional.ofNullable(logE).orElse(""));
        assertThat(formulas.at("/x_stats.p_value/section").asString()).isEqualTo(p);
        assertThat(formulas.at("/lift.confidence_interval/section").asString()).isEqualTo(interval);
        assertThat(formulas.at("/lift.significance/formula").asString()).isNotEmpty();
    }

    @Test
    void the_baseline_has_formulas_only_for_what_is_counted() {
        assertThat(formulas(Engine.SEQUENTIAL, Variant.MIXTURE, false).propertyNames())
                .containsExactlyInAnyOrder("rate", "samples", "value", "variance");
    }

    private static JsonNode formulas(Engine engine, Variant variant, boolean compared) {
        ExperimentSettings usual = ExperimentSettings.DEFAULT;
        ExperimentSettings chosen = new ExperimentSettings(
                engine,
                variant,
                usual.plannedVisitors(),
                usual.tauSquared(),
                Optional.of(Instant.EPOCH),
                usual.difference(),
                usual.relativeInterval(),
                usual.varianceGuard());
        JsonObject formulas = FormulasJson.of(new AnalysisSettings(chosen, ProjectSettings.DEFAULT), METRIC, compared);
        return formulas.node();
    }

    private static final Metric METRIC = new Metric(
            Metric.Aggregator.UNIQUE,
            Optional.of(7L),
            Optional.empty(),
            Metric.Scope.VISITOR,
            Metric.Direction.INCREASING,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
}
