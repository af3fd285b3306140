package org.muriel.api.experiment;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.muriel.api.entity.Limits;
import org.muriel.api.environment.NamedEnvironments;
import org.muriel.api.json.Fields;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Lifecycle;
import org.muriel.experiment.Run;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;

/**
 * What a request wants of an experiment's state: {@code archived} and {@code environments} in the body, then the
 * {@code action} of the query (REST specification, 8.6).
 */
public final class StateChange {
    static final String ARCHIVED = "archived";

    private StateChange() {}

    /** Actions on an experiment that exists. */
    public enum Action {
        PUBLISH,
        START,
        PAUSE,
        RESUME,
        UNARCHIVE
    }

    /** Reports what of it cannot be read. */
    static void check(Fields in, Experiment current, Snapshot snapshot) {
        in.truth(ARCHIVED);
        NamedEnvironments.read(in, current.projectId(), snapshot)
                .values()
                .forEach(object -> object.text("status", Limits.NAME)
                        .value()
                        .filter(it -> !List.of("not_started", "running", "paused", ARCHIVED)
                                .contains(it))
                        .ifPresent(it -> object.reject("status", "one of not_started, running, paused")));
    }

    /** @param startedAt when the action starts the experiment as of an earlier time */
    public static Outcome<Experiment> apply(
            Experiment read, Fields in, Optional<Action> action, Optional<Instant> startedAt, Draft draft) {
        if (startedAt.isPresent() && !action.equals(Optional.of(Action.START))) {
            return Outcome.refused(Problem.Malformed.at(
                    "x_started_at", "action=start beside it", startedAt.get().toString()));
        }
        Project project = draft.current().get(Project.class, read.projectId());
        Environment primary = draft.current().primaryEnvironment(read.projectId());
        Lifecycle lifecycle = new Lifecycle(draft.now(), project.confidenceThreshold());
        if (action.equals(Optional.of(Action.UNARCHIVE)) && !in.isEmpty()) {
            return Outcome.refused(Problem.Malformed.at("", "an empty body with action=unarchive", "members"));
        }
        Outcome<Experiment> changed = Outcome.done(read);
        for (Map.Entry<Environment, String> wanted :
                wanted(in, read, draft.current()).entrySet()) {
            changed = changed.then(it -> move(it, wanted.getKey(), wanted.getValue(), in.isCreating(), lifecycle));
        }
        if (in.truth(ARCHIVED).or(false, false)) {
            changed = changed.then(it -> it.archived() ? Outcome.done(it) : Lifecycle.archive(it, draft.now()));
        }
        if (startedAt.isPresent()) {
            return changed.then(it -> lifecycle.startInThePast(it, primary, project, startedAt.get()));
        }
        return action.isEmpty()
                ? changed
                : changed.then(it -> act(it, primary, action.get(), in.isCreating(), lifecycle));
    }

    private static Outcome<Experiment> act(
            Experiment experiment, Environment primary, Action action, boolean creating, Lifecycle lifecycle) {
        return switch (action) {
            case START -> lifecycle.start(experiment, primary);
            case PAUSE -> creating ? lifecycle.createPaused(experiment, primary) : lifecycle.pause(experiment, primary);
            case RESUME -> lifecycle.resume(experiment, primary);
            case PUBLISH -> lifecycle.publish(experiment, primary);
            case UNARCHIVE -> lifecycle.unarchive(experiment, primary);
        };
    }

    /** A status sent back as it is changes nothing, also one that could not be asked for. */
    private static Outcome<Experiment> move(
            Experiment experiment, Environment environment, String status, boolean creating, Lifecycle lifecycle) {
        Run.Status present = experiment.runIn(environment.id()).status();
        String presentWord = experiment.archived() ? ARCHIVED : present.name().toLowerCase(Locale.ROOT);
        if (status.equals(presentWord)) {
            return Outcome.done(experiment);
        }
        return switch (status) {
            case "running" -> lifecycle.start(experiment, environment);
            case "paused" ->
                creating ? lifecycle.createPaused(experiment, environment) : lifecycle.pause(experiment, environment);
            default ->
                Outcome.refused(new Problem.NotAllowedNow(
                        "set the status in " + environment.key() + " to " + status, presentWord, status));
        };
    }

    private static Map<Environment, String> wanted(Fields in, Experiment experiment, Snapshot snapshot) {
        Map<Environment, String> wanted = new LinkedHashMap<>();
        NamedEnvironments.read(in, experiment.projectId(), snapshot)
                .forEach((environment, object) -> object.text("status", Limits.NAME)
                        .value()
                        // the copy of an archived experiment is not archived
                        .filter(status -> !(in.isCreating() && status.equals(ARCHIVED)))
                        .ifPresent(status -> wanted.put(environment, status)));
        return wanted;
    }
}
