package org.muriel.experiment;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.problem.Violations;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;

/**
 * Which changes of an experiment's state are allowed, and what each brings about (REST specification, 8.6).
 *
 * <pre>
 *              start             pause             resume            publish
 * not started  running           refused           refused           paused
 * paused       running           no change         running           no change
 * running      no change         paused            refused           no change
 * archived     refused           refused           refused           refused     (unarchive: paused)
 * </pre>
 *
 * An experiment that is just being created may be paused: it is then set up as paused.
 */
public final class Lifecycle {
    /** How long ago an experiment with made-up visitors may have started: the longest that experiments run. */
    public static final Duration LONGEST_PAST = Duration.ofDays(366);

    private static final String STARTED_AT = "x_started_at";

    private final Instant now;
    private final double confidence;

    /** @param confidence the project's threshold, which a first start in the primary environment keeps for good */
    public Lifecycle(Instant now, double confidence) {
        this.now = now;
        this.confidence = confidence;
    }

    public Outcome<Experiment> start(Experiment experiment, Environment environment) {
        return start(experiment, environment, now);
    }

    /**
     * Starts an experiment with made-up visitors as of an earlier time. Only its first start can be earlier: a course that
     * there has been is not rewritten.
     *
     * @param at before now, by {@link #LONGEST_PAST} at most
     */
    public Outcome<Experiment> startInThePast(
            Experiment experiment, Environment environment, Project project, Instant at) {
        if (!project.isSimulated()) {
            return Outcome.refused(Problem.Malformed.at(
                    STARTED_AT, "none, in a project that was not created with x_settings.simulated", at.toString()));
        }
        if (!at.isBefore(now) || at.isBefore(now.minus(LONGEST_PAST))) {
            return Outcome.refused(Problem.Malformed.at(
                    STARTED_AT,
                    "a time before now, " + now + ", by " + LONGEST_PAST.toDays() + " days at most",
                    at.toString()));
        }
        Run run = experiment.runIn(environment.id());
        if (run.earliest().isPresent()) {
            return Outcome.refused(Problem.Malformed.at(
                    STARTED_AT,
                    "an experiment that was never started",
                    "one started at " + run.earliest().get()));
        }
        return start(experiment, environment, at);
    }

    private Outcome<Experiment> start(Experiment experiment, Environment environment, Instant at) {
        if (experiment.archived()) {
            return refuse("start", experiment, environment, "not_started, paused or running");
        }
        if (environment.archived()) {
            return Outcome.refused(
                    new Problem.NotAllowedNow("start in " + environment.key(), "archived", "an active environment"));
        }
        Violations violations = new Violations();
        experiment.design().checkRunnable(violations);
        experiment.design().checkWeights(violations);
        return violations.orDone(experiment).map(it -> {
            Optional<Double> kept =
                    environment.primary() ? Optional.of(it.confidence().orElse(confidence)) : it.confidence();
            return it.with(moved(it, environment, it.runIn(environment.id()).started(at)), false, kept);
        });
    }

    public Outcome<Experiment> pause(Experiment experiment, Environment environment) {
        if (experiment.archived() || statusIn(experiment, environment) == Run.Status.NOT_STARTED) {
            return refuse("pause", experiment, environment, "running or paused");
        }
        return paused(experiment, environment);
    }

    /** Sets a new experiment up as paused, which {@link #pause} refuses for one that exists. */
    public Outcome<Experiment> createPaused(Experiment experiment, Environment environment) {
        return paused(experiment, environment);
    }

    public Outcome<Experiment> resume(Experiment experiment, Environment environment) {
        if (experiment.archived() || statusIn(experiment, environment) != Run.Status.PAUSED) {
            return refuse("resume", experiment, environment, "paused");
        }
        return start(experiment, environment);
    }

    public Outcome<Experiment> publish(Experiment experiment, Environment environment) {
        if (experiment.archived()) {
            return refuse("publish", experiment, environment, "not_started, paused or running");
        }
        return statusIn(experiment, environment) == Run.Status.NOT_STARTED
                ? paused(experiment, environment)
                : Outcome.done(experiment);
    }

    /** Stops the experiment wherever it runs and puts it away. */
    public static Outcome<Experiment> archive(Experiment experiment, Instant now) {
        if (experiment.archived()) {
            return Outcome.refused(new Problem.Gone("experiment", experiment.id()));
        }
        Map<Long, Run> stopped = new HashMap<>(experiment.runs());
        stopped.replaceAll((environmentId, run) -> run.status() == Run.Status.RUNNING ? run.paused(now) : run);
        return Outcome.done(experiment.with(stopped, true, experiment.confidence()));
    }

    /** Takes the experiment out again, paused in the primary environment even if it never ran there. */
    public Outcome<Experiment> unarchive(Experiment experiment, Environment primary) {
        if (!experiment.archived()) {
            return refuse("unarchive", experiment, primary, "archived");
        }
        return Outcome.done(experiment.with(
                moved(experiment, primary, experiment.runIn(primary.id()).putAside(now)),
                false,
                experiment.confidence()));
    }

    private Outcome<Experiment> paused(Experiment experiment, Environment environment) {
        Run run = experiment.runIn(environment.id()).paused(now);
        return Outcome.done(
                experiment.with(moved(experiment, environment, run), experiment.archived(), experiment.confidence()));
    }

    private static Run.Status statusIn(Experiment experiment, Environment environment) {
        return experiment.runIn(environment.id()).status();
    }

    private static Map<Long, Run> moved(Experiment experiment, Environment environment, Run run) {
        Map<Long, Run> runs = new HashMap<>(experiment.runs());
        runs.put(environment.id(), run);
        return runs;
    }

    private static Outcome<Experiment> refuse(
            String action, Experiment experiment, Environment environment, String expected) {
        String status = experiment.archived()
                ? "archived"
                : statusIn(experiment, environment).name().toLowerCase(Locale.ROOT);
        return Outcome.refused(new Problem.NotAllowedNow(action, status, expected));
    }
}
