package org.muriel.api.document;

import java.util.Optional;
import org.muriel.api.experiment.StateChange;
import org.muriel.api.json.Fields;
import org.muriel.api.json.Json;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Lifecycle;
import org.muriel.experiment.Run;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.project.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Brings an experiment into the state that its entry wants: {@code archived} and the status in each environment. */
final class ExperimentState {
    private static final String ENVIRONMENTS = "environments";

    private final ObjectNode sent;
    private final Entry entry;
    private final Draft draft;

    ExperimentState(ObjectNode sent, Entry entry, Draft draft) {
        this.sent = sent;
        this.entry = entry;
        this.draft = draft;
    }

    /** The experiment as it was read, in that state as far as that can be; what cannot be is reported. */
    Experiment reached(Experiment read) {
        JsonNode archived = sent.path("archived");
        boolean archives = archived.isBoolean() && archived.booleanValue();
        if (archives && read.archived()) {
            return read;
        }
        Experiment moved = read;
        if (read.archived() && archived.isBoolean()) {
            moved = done(
                    moved,
                    StateChange.apply(
                            moved,
                            Fields.of(Json.object(), false),
                            Optional.of(StateChange.Action.UNARCHIVE),
                            Optional.empty(),
                            draft),
                    "/archived");
        }
        JsonNode environments = sent.path(ENVIRONMENTS);
        for (String key : environments.propertyNames()) {
            moved = moved(moved, key, environments.path(key).path("status"));
        }
        return archives ? done(moved, Lifecycle.archive(moved, draft.now()), "/archived") : moved;
    }

    private Experiment moved(Experiment experiment, String key, JsonNode status) {
        Optional<Environment> environment = draft.current().environment(experiment.projectId(), key);
        if (environment.isEmpty() || !status.isString()) {
            return experiment; // told when the body was read
        }
        // a request can pause what never ran only at its creation
        boolean setsUp = experiment.runIn(environment.get().id()).status() == Run.Status.NOT_STARTED;
        ObjectNode body = Json.object();
        body.putObject(ENVIRONMENTS).putObject(key).put("status", status.stringValue());
        return done(
                experiment,
                StateChange.apply(experiment, Fields.of(body, setsUp), Optional.empty(), Optional.empty(), draft),
                "/" + ENVIRONMENTS + "/" + Entry.escaped(key) + "/status");
    }

    private Experiment done(Experiment before, Outcome<Experiment> outcome, String at) {
        return switch (outcome) {
            case Outcome.Done<Experiment>(Experiment after) -> after;
            case Outcome.Refused<Experiment>(var problem) -> {
                Problems.violations(problem, at).forEach(entry.violations()::add);
                yield before;
            }
        };
    }
}
