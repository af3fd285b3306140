package org.muriel.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.muriel.event.EventIntake;
import org.muriel.event.ledger.Ledger;
import org.muriel.event.ledger.Period;
import org.muriel.event.loader.Loader;
import org.muriel.storage.sql.eventlog.SqliteEventLog;

/** What is measured while the server runs. Thread-safe. */
final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MultiGauge events = MultiGauge.builder("muriel.events")
            .description("Events by what became of them, since the first start. Received is the sum of the others.")
            .register(registry);
    private final MultiGauge missing = MultiGauge.builder("muriel.events.missing")
            .description("Events that nobody can account for. Anything but 0 is a fault of the server.")
            .register(registry);
    private final Ledger ledger;

    Metrics(Ledger ledger, SqliteEventLog log, Loader loader) {
        this.ledger = ledger;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        Gauge.builder("muriel.eventlog.waiting", log, SqliteEventLog::waiting)
                .description("Requests that wait to be made durable")
                .register(registry);
        Gauge.builder("muriel.eventlog.bytes", log, SqliteEventLog::bytes)
                .description("What the log of events takes on the disk")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("muriel.eventlog.failing", log, it -> it.isFailing() ? 1 : 0)
                .description("1 while the log cannot be written, such as on a full disk")
                .register(registry);
        Gauge.builder("muriel.loader.behind", () -> log.end() - loader.loaded())
                .description("Events that are durable and not in the store yet")
                .register(registry);
    }

    /** The intake, with the time that each batch takes to become durable. */
    EventIntake measured(EventIntake intake) {
        Timer timer = Timer.builder("muriel.events.durable")
                .description("Time from a batch that was read to its being durable")
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(15),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1))
                .register(registry);
        return (batch, refused) -> timer.record(() -> intake.accept(batch, refused));
    }

    /** Everything in Prometheus' text format. One at a time: two would register the same gauges. */
    synchronized String text() {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        List<MultiGauge.Row<?>> unaccounted = new ArrayList<>();
        perProject().forEach((project, outcomes) -> {
            outcomes.forEach((outcome, count) -> {
                if (outcome.equals("missing")) {
                    unaccounted.add(MultiGauge.Row.of(Tags.of("project", project), count));
                } else {
                    rows.add(MultiGauge.Row.of(Tags.of("project", project, "outcome", outcome), count));
                }
            });
        });
        events.register(rows, true);
        missing.register(unaccounted, true);
        return registry.scrape();
    }

    /** Project, or {@code unknown} → outcome → events. */
    private Map<String, Map<String, Long>> perProject() {
        Map<String, Map<String, Long>> sums = new TreeMap<>();
        for (Ledger.Line line : ledger.lines(Period.ALL)) {
            String project = line.projectId().isPresent()
                    ? Long.toString(line.projectId().getAsLong())
                    : "unknown";
            Map<String, Long> outcomes = sums.computeIfAbsent(project, it -> new TreeMap<>());
            outcomes.merge("received", line.received(), Long::sum);
            outcomes.merge("stored", line.stored(), Long::sum);
            outcomes.merge("duplicate", line.duplicate(), Long::sum);
            outcomes.merge("pending", line.pending(), Long::sum);
            outcomes.merge("missing", line.missing(), Long::sum);
            line.rejected()
                    .forEach((reason, count) ->
                            outcomes.merge("rejected_" + reason.name().toLowerCase(Locale.ROOT), count, Long::sum));
        }
        return sums;
    }
}
