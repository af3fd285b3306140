package org.muriel.server;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.problem.Violation;
import org.muriel.experiment.schedule.ScheduledSteps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every second whether an experiment is to start or to stop. */
final class Schedules implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Schedules.class);

    private final ScheduledExecutorService ticking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("schedules").daemon().factory());

    private Schedules() {}

    static Schedules start(Catalog catalog, InstantSource clock) {
        Schedules schedules = new Schedules();
        var _ = schedules.ticking.scheduleWithFixedDelay(() -> schedules.tick(catalog, clock), 1, 1, TimeUnit.SECONDS);
        return schedules;
    }

    private void tick(Catalog catalog, InstantSource clock) {
        try {
            for (ScheduledSteps.Failure failure : ScheduledSteps.take(catalog, clock.instant())) {
                log.warn("experiment {} missed its schedule: {}", failure.experimentId(), reason(failure.problem()));
            }
        } catch (RuntimeException e) {
            log.error("schedules could not be carried out; trying again", e);
        }
    }

    private static String reason(Problem problem) {
        return problem instanceof Problem.Malformed(List<Violation> violations)
                ? violations.stream().map(Violation::expected).collect(Collectors.joining("; ", "it lacks ", ""))
                : problem.toString();
    }

    @Override
    public void close() {
        ticking.close();
    }
}
