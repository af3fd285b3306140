package org.muriel.api.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.muriel.api.experiment.MetricsJson;
import org.muriel.api.json.Times;
import org.muriel.experiment.Variation;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.metric.Metric;
import org.muriel.result.Lift;
import org.muriel.result.Results;
import org.muriel.result.Results.ArmResults;
import org.muriel.result.Results.MetricResults;
import org.muriel.result.Results.Point;
import org.muriel.statistics.estimate.Bounds;

/** Results as CSV: a line per metric and variation, the same numbers as the JSON (REST specification, 12). */
final class ResultsCsv {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "Start time (UTC)",
                    "End time (UTC)",
                    "Variation Name",
                    "Variation ID",
                    "Is Baseline Variation",
                    "Metric Event Name",
                    "Metric Event ID",
                    "Metric Numerator Type",
                    "Metric Denominator Type",
                    "Metric Winning Direction",
                    "Numerator Value",
                    "Denominator Value",
                    "Metric Value",
                    "Improvement Status from Baseline",
                    "Improvement Value from Baseline",
                    "Statistical Significance",
                    "Is Improvement Significant",
                    "Confidence Interval - Low",
                    "Confidence Interval - High",
                    "Samples Remaining to Significance",
                    "Properties")
            .get();

    private ResultsCsv() {}

    static byte[] write(Results results, Snapshot snapshot) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
            for (MetricResults metric : results.metrics()) {
                for (ArmResults arm : metric.arms()) {
                    csv.printRecord(cells(results, metric.metric(), arm, snapshot));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a StringBuilder does not fail", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Object[] cells(Results results, Metric metric, ArmResults arm, Snapshot snapshot) {
        Variation variation = arm.variation();
        Point point = arm.latest();
        Optional<Lift> lift = point.lift();
        return new Object[] {
            Times.write(results.question().window().start()),
            Times.write(results.question().window().end()),
            variation.name().orElse(variation.key()),
            variation.id(),
            arm.isBaseline(),
            cell(ResultsJson.name(metric, snapshot)),
            cell(metric.eventId()),
            MetricsJson.word(metric.aggregator()),
            MetricsJson.word(metric.scope()),
            MetricsJson.word(metric.winningDirection()),
            point.samples() == 0 ? "0" : Double.toString(point.value()),
            point.samples(),
            cell(point.rate()),
            cell(lift.map(it -> ResultsJson.LIFT_STATUSES.word(it.status()))),
            cell(lift.flatMap(Lift::value)),
            cell(lift.map(Lift::significance)),
            cell(lift.map(Lift::significant)),
            cell(lift.flatMap(Lift::interval).map(Bounds::low)),
            cell(lift.flatMap(Lift::interval).map(Bounds::high)),
            cell(lift.map(it -> it.visitorsRemaining().orElse(ResultsJson.UNKNOWN_VISITORS_REMAINING))),
            cell(metric.filter().map(MetricsJson::filterText))
        };
    }

    private static String cell(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }
}
