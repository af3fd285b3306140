package org.muriel.api.campaign;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.muriel.api.experiment.ExperimentWords;
import org.muriel.api.json.Json;
import org.muriel.api.json.JsonObject;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Run;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.project.Project;
import org.muriel.result.Window;
import tools.jackson.databind.node.ArrayNode;

/**
 * Campaigns personalise pages in browsers, which is not done here. Every experiment names one of its own all the same,
 * so that clients that follow the name find something.
 */
public final class CampaignRoutes {
    private static final String TAG = "Campaigns";
    private static final String ALL = "/v2/campaigns";
    private static final String ONE = ALL + "/{campaign_id}";

    private final Catalog catalog;
    private final InstantSource clock;

    public CampaignRoutes(Catalog catalog, InstantSource clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    public List<Route> routes() {
        List<Parameter> list = new ArrayList<>(List.of(
                Parameter.required("project_id", Parameter.Type.ID),
                Parameter.optional("archived", Parameter.Type.TRUTH),
                Parameter.optional("for_journey", Parameter.Type.TRUTH)));
        list.addAll(Parameter.paging());
        Parameter actions = Parameter.oneOf("action", Set.of("publish", "start", "pause", "resume", "unarchive"));
        return List.of(
                Route.of("GET", ALL, "list_campaigns", TAG, list, Set.of(200, 400, 404), this::list)
                        .described("Lists the campaigns of a project: none, as they are for pages in browsers")
                        .answering(Schema.list(CampaignSchema.CAMPAIGN)),
                Route.of(
                                "POST",
                                ALL,
                                "create_campaign",
                                TAG,
                                List.of(Parameter.oneOf("action", Set.of("publish", "start"))),
                                Set.of(400),
                                call -> notHere())
                        .described("Is refused: campaigns are for pages in browsers"),
                Route.of("GET", ONE, "get_campaign", TAG, List.of(), Set.of(200, 400, 404), this::get)
                        .described("Reads the campaign that an experiment names")
                        .answering(CampaignSchema.CAMPAIGN),
                Route.of("PATCH", ONE, "update_campaign", TAG, List.of(actions), Set.of(400, 404), this::refuse)
                        .described("Is refused: it is the experiment that can be changed"),
                Route.of("DELETE", ONE, "delete_campaign", TAG, List.of(), Set.of(400, 404), this::refuse)
                        .described("Is refused: it is the experiment that can be archived"),
                Route.of(
                                "GET",
                                ONE + "/results",
                                "get_campaign_results",
                                TAG,
                                List.of(
                                        Parameter.optional("start_time", Parameter.Type.TIME),
                                        Parameter.optional("end_time", Parameter.Type.TIME)),
                                Set.of(200, 204, 400, 404),
                                this::results)
                        .described("Reads the results of a campaign, which has no metrics but those of its experiment")
                        .answering(CampaignSchema.RESULTS));
    }

    private Outcome<Reply> list(Call call) {
        long projectId = call.id("project_id");
        return catalog.snapshot().find(Project.class, projectId).isEmpty()
                ? Outcome.refused(new Problem.NotFound("project", projectId))
                : Outcome.done(call.page(List.<JsonObject>of(), it -> it));
    }

    private Outcome<Reply> get(Call call) {
        Snapshot snapshot = catalog.snapshot();
        return experiment(call, snapshot).map(it -> Reply.ok(json(it, snapshot)));
    }

    private Outcome<Reply> refuse(Call call) {
        return experiment(call, catalog.snapshot()).then(it -> notHere());
    }

    private static Outcome<Reply> notHere() {
        return Outcome.refused(Problem.Malformed.at(
                "project_id",
                "a project for pages in browsers; in others campaigns follow their experiments",
                "one that is not"));
    }

    /** The one that names the campaign. */
    private static Outcome<Experiment> experiment(Call call, Snapshot snapshot) {
        long id = call.pathId("campaign_id");
        return snapshot.projects().stream()
                .flatMap(project -> snapshot.list(Experiment.class, project.id()).stream())
                .filter(it -> it.campaignId() == id)
                .findFirst()
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Problem.NotFound("campaign", id)));
    }

    private static JsonObject json(Experiment experiment, Snapshot snapshot) {
        long primary = snapshot.primaryEnvironment(experiment.projectId()).id();
        Run run = experiment.runIn(primary);
        ArrayNode priorities = Json.array();
        priorities.addArray().add(experiment.id());
        return new JsonObject()
                .put("archived", experiment.archived())
                .putTexts("changes", List.of())
                .put("created", experiment.created())
                .putTime("earliest", run.earliest())
                .put("experiment_priorities", priorities)
                .put("holdback", experiment.design().traffic().rest())
                .put("id", experiment.campaignId())
                .put("last_modified", experiment.lastModified())
                .putTime("latest", run.latest())
                .putTexts("metrics", List.of())
                .putTexts("page_ids", List.of())
                .put("project_id", experiment.projectId())
                .put("status", ExperimentWords.status(experiment, primary))
                .put("type", "other");
    }

    private Outcome<Reply> results(Call call) {
        Snapshot snapshot = catalog.snapshot();
        return experiment(call, snapshot).then(it -> {
            Run run = it.runIn(snapshot.primaryEnvironment(it.projectId()).id());
            return run.earliest().isEmpty()
                    ? Outcome.done(Reply.noContent())
                    : window(call, run, run.earliest().get())
                            .map(window -> Reply.ok(new JsonObject()
                                    .put("campaign_id", it.campaignId())
                                    .put("confidence_threshold", confidence(it, snapshot))
                                    .put("end_time", window.end())
                                    .putTexts("metrics", List.of())
                                    .put("start_time", window.start())));
        });
    }

    private Outcome<Window> window(Call call, Run run, Instant earliest) {
        Instant now = clock.instant();
        Instant latest = run.status() == Run.Status.RUNNING ? now : run.latest().orElse(now);
        return Window.of(earliest, latest, call.time("start_time"), call.time("end_time"))
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(Problem.Malformed.at(
                        call.time("start_time").isPresent() ? "start_time" : "end_time",
                        "an interval with time in it",
                        "none")));
    }

    private static double confidence(Experiment experiment, Snapshot snapshot) {
        return experiment
                .confidence()
                .orElseGet(() ->
                        snapshot.get(Project.class, experiment.projectId()).confidenceThreshold());
    }
}
