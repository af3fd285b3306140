package org.muriel.api.experiment;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Resource;
import org.muriel.api.entity.SecretKeys;
import org.muriel.api.json.Words;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Lifecycle;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;

/** Experiments (REST specification, 8). */
public final class ExperimentRoutes {
    private static final String TAG = "Experiments";
    private static final Words<StateChange.Action> ACTIONS = Words.of(StateChange.Action.class);

    private final Catalog catalog;
    private final ExperimentJson json;
    private final Resource<Experiment> experiments;

    public ExperimentRoutes(Catalog catalog, SecretKeys secretKeys) {
        this.catalog = catalog;
        this.json = new ExperimentJson(secretKeys);
        this.experiments = new Resource<>(catalog, json);
    }

    public EntityCodec<Experiment> codec() {
        return experiments.codec();
    }

    public List<Route> routes() {
        String all = "/v2/experiments";
        String one = "/v2/experiments/{experiment_id}";
        Parameter includeClassic = Parameter.optional("include_classic", Parameter.Type.TRUTH);
        return List.of(
                Route.of(
                                "GET",
                                all,
                                "list_experiments",
                                TAG,
                                List.of(
                                        Parameter.optional("project_id", Parameter.Type.ID),
                                        Parameter.optional("campaign_id", Parameter.Type.ID),
                                        Parameter.paging().getFirst(),
                                        Parameter.paging().getLast(),
                                        includeClassic),
                                Set.of(200, 400, 404),
                                this::list)
                        .described("Lists the experiments of a project or of a campaign")
                        .answering(Schema.list(ExperimentSchema.EXPERIMENT)),
                Route.of(
                                "POST",
                                all,
                                "create_experiment",
                                TAG,
                                List.of(
                                        Parameter.oneOf("action", Set.of("publish", "start", "pause")),
                                        Parameter.optional("x_started_at", Parameter.Type.TIME)),
                                Set.of(201, 400, 409),
                                call -> experiments.create(
                                        call,
                                        (experiment, fields, draft) -> StateChange.apply(
                                                experiment, fields, action(call), call.time("x_started_at"), draft)))
                        .described("Creates an experiment, and may start it")
                        .taking(ExperimentSchema.EXPERIMENT)
                        .answering(ExperimentSchema.EXPERIMENT),
                Route.of(
                                "GET",
                                one,
                                "get_experiment",
                                TAG,
                                List.of(includeClassic),
                                Set.of(200, 400, 404),
                                call -> experiments.get(call, call.pathId("experiment_id")))
                        .described("Reads an experiment")
                        .answering(ExperimentSchema.EXPERIMENT),
                Route.of(
                                "PATCH",
                                one,
                                "update_experiment",
                                TAG,
                                List.of(
                                        Parameter.oneOf("action", ACTIONS.all()),
                                        Parameter.optional("x_started_at", Parameter.Type.TIME),
                                        Parameter.optional("override_changes", Parameter.Type.TRUTH)),
                                Set.of(200, 400, 404, 409, 412),
                                call -> experiments.update(
                                        call,
                                        call.pathId("experiment_id"),
                                        it -> true,
                                        (experiment, fields, draft) -> StateChange.apply(
                                                experiment, fields, action(call), call.time("x_started_at"), draft)))
                        .described("Changes an experiment, then starts, pauses, resumes or unarchives it")
                        .taking(ExperimentSchema.EXPERIMENT)
                        .answering(ExperimentSchema.EXPERIMENT),
                Route.of(
                                "DELETE",
                                one,
                                "delete_experiment",
                                TAG,
                                List.of(),
                                Set.of(204, 400, 404, 410, 412),
                                this::archive)
                        .described("Stops and archives an experiment"));
    }

    /** What the body of a change would make of an experiment; nothing is written. */
    public Outcome<Experiment> preview(Call call, long id) {
        return experiments.preview(
                call,
                id,
                (experiment, fields, draft) ->
                        StateChange.apply(experiment, fields, Optional.empty(), Optional.empty(), draft));
    }

    private Outcome<Reply> list(Call call) {
        Optional<Long> campaignId = call.idIfGiven("campaign_id");
        if (call.idIfGiven("project_id").isPresent()) {
            return experiments.list(
                    call, it -> campaignId.isEmpty() || campaignId.get().equals(it.campaignId()));
        }
        if (campaignId.isEmpty()) {
            return Outcome.refused(Problem.Malformed.at("project_id", "this or campaign_id", "neither"));
        }
        Snapshot snapshot = catalog.snapshot();
        List<Experiment> ofCampaign = snapshot.projects().stream()
                .flatMap(project -> snapshot.list(Experiment.class, project.id()).stream())
                .filter(it -> campaignId.get().equals(it.campaignId()))
                .toList();
        return ofCampaign.isEmpty()
                ? Outcome.refused(new Problem.NotFound("campaign", campaignId.get()))
                : Outcome.done(experiments.page(call, ofCampaign, it -> true, snapshot));
    }

    private Outcome<Reply> archive(Call call) {
        return experiments.write(
                call,
                body -> Reply.noContent(),
                draft -> experiments
                        .target(call, draft, call.pathId("experiment_id"))
                        .then(it -> Lifecycle.archive(it, draft.now()))
                        .then(it -> draft.put(json.modifiedAt(it, draft.now()))));
    }

    private static Optional<StateChange.Action> action(Call call) {
        return call.text("action").flatMap(ACTIONS::find);
    }
}
