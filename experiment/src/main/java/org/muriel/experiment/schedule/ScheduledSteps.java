package org.muriel.experiment.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Lifecycle;
import org.muriel.experiment.Schedule;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;

/**
 * Starts and pauses experiments whose time has come. Holds no state of its own: what is due follows from the
 * experiment, so a server that was down makes up for it and nothing is done twice. A step that cannot be taken is
 * missed for good: an experiment must not go live by itself when it is completed weeks later.
 */
public final class ScheduledSteps {
    /** Who the journal says did it. */
    public static final String ACTOR = "schedule";

    private ScheduledSteps() {}

    /** A step that could not be taken, for example because no variation is active. */
    public record Failure(long experimentId, Problem problem) {}

    /** Takes every step that is due at that time, each in a write of its own. */
    public static List<Failure> take(Catalog catalog, Instant now) {
        List<Failure> failures = new ArrayList<>();
        Snapshot snapshot = catalog.snapshot();
        for (Project project : snapshot.projects()) {
            for (Experiment experiment : snapshot.list(Experiment.class, project.id())) {
                if (due(experiment, snapshot, now).isPresent()
                        && catalog.write(ACTOR, draft -> step(experiment.id(), draft, now))
                                instanceof Outcome.Refused<?>(Problem problem)) {
                    failures.add(new Failure(experiment.id(), problem));
                    var _ = catalog.write(ACTOR, draft -> miss(experiment.id(), draft));
                }
            }
        }
        return failures;
    }

    private static Outcome<Experiment> miss(long experimentId, Draft draft) {
        Experiment experiment = draft.current().get(Experiment.class, experimentId);
        return draft.put(experiment
                .withDesign(experiment.design().missingItsScheduleUpTo(draft.now()))
                .modifiedAt(draft.now()));
    }

    private static Optional<Schedule.Step> due(Experiment experiment, Snapshot snapshot, Instant now) {
        return experiment.archived()
                ? Optional.empty()
                : experiment
                        .design()
                        .schedule()
                        .flatMap(it -> it.due(
                                experiment.runIn(snapshot.primaryEnvironment(experiment.projectId())
                                        .id()),
                                now));
    }

    private static Outcome<Experiment> step(long experimentId, Draft draft, Instant now) {
        Experiment experiment = draft.current().get(Experiment.class, experimentId);
        Environment primary = draft.current().primaryEnvironment(experiment.projectId());
        Project project = draft.current().get(Project.class, experiment.projectId());
        Lifecycle lifecycle = new Lifecycle(draft.now(), project.confidenceThreshold());
        Optional<Schedule.Step> due = due(experiment, draft.current(), now);
        if (due.isEmpty()) {
            return Outcome.done(experiment);
        }
        return (switch (due.get()) {
                    case START -> lifecycle.start(experiment, primary);
                    case PAUSE -> lifecycle.pause(experiment, primary);
                })
                .then(it -> draft.put(it.modifiedAt(draft.now())));
    }
}
