package org.muriel.api.results;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.muriel.api.json.Json;
import org.muriel.api.json.JsonObject;
import org.muriel.api.route.Call;
import org.muriel.api.route.Errors;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Run;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.problem.Violations;
import org.muriel.experiment.project.Project;
import org.muriel.result.AnalysisSettings;
import org.muriel.result.EventStore;
import org.muriel.result.Question;
import org.muriel.result.Results;

/** Results, time series, CSV, report and share link (REST specification, 10 to 13). */
public final class ResultsRoutes {
    private static final String TAG = "Experiments";
    private static final String REPORTS = "Reports";
    private static final Set<Integer> STATUSES = Set.of(200, 204, 400, 404);

    private final Catalog catalog;
    private final EventStore events;
    private final InstantSource clock;

    public ResultsRoutes(Catalog catalog, EventStore events, InstantSource clock) {
        this.catalog = catalog;
        this.events = events;
        this.clock = clock;
    }

    public List<Route> routes() {
        String one = "/v2/experiments/{experiment_id}";
        return List.of(
                Route.of(
                        "GET",
                        one + "/results",
                        "get_experiment_results",
                        TAG,
                        ResultsRequest.parameters(),
                        STATUSES,
                        call -> answer(
                                call,
                                (question, snapshot) -> Reply.ok(ResultsJson.results(atEnd(question), snapshot)))),
                Route.of(
                        "GET",
                        one + "/timeseries",
                        "get_experiment_timeseries",
                        TAG,
                        ResultsRequest.parameters(),
                        STATUSES,
                        call -> answer(
                                call,
                                (question, snapshot) ->
                                        Reply.ok(ResultsJson.timeSeries(overTime(question), snapshot)))),
                Route.of(
                        "GET",
                        "/v2/export/experiments/{experiment_id}/results/csv",
                        "get_experiment_results_csv",
                        TAG,
                        ResultsRequest.parameters(),
                        STATUSES,
                        call -> answer(
                                call,
                                (question, snapshot) -> new Reply.Content(
                                        200,
                                        "text/csv; charset=utf-8",
                                        ResultsCsv.write(atEnd(question), snapshot),
                                        Map.of()))),
                Route.of(
                        "GET",
                        one + "/report",
                        "get_experiment_report",
                        REPORTS,
                        ResultsRequest.parameters(),
                        STATUSES,
                        call -> answer(call, (question, snapshot) -> Reply.ok(ResultsJson.report(atEnd(question))))),
                Route.of(
                        "GET",
                        one + "/results/share",
                        "get_experiment_results_share_link",
                        TAG,
                        List.of(),
                        Set.of(200, 400, 404),
                        this::shareLink),
                Route.publicGet(
                        "/share/{share_token}",
                        "get_shared_results",
                        TAG,
                        ResultsRequest.parameters(),
                        STATUSES,
                        this::shared));
    }

    private Outcome<Reply> answer(Call call, BiFunction<Question, Snapshot, Reply> write) {
        Snapshot snapshot = catalog.snapshot();
        return experiment(call, snapshot).then(it -> answer(call, it, snapshot, write));
    }

    private Outcome<Reply> answer(
            Call call, Experiment experiment, Snapshot snapshot, BiFunction<Question, Snapshot, Reply> write) {
        Run run = experiment.runIn(
                snapshot.primaryEnvironment(experiment.projectId()).id());
        if (run.earliest().isEmpty()) {
            return Outcome.done(Reply.noContent());
        }
        return ResultsRequest.read(call, experiment, run, snapshot, clock.instant())
                .then(this::answerable)
                .map(question -> write.apply(question, snapshot));
    }

    private Outcome<Question> answerable(Question question) {
        Violations violations = new Violations();
        for (String pattern : question.segment().patterns()) {
            events.objection(pattern)
                    .ifPresent(it -> violations.add(
                            "segment_conditions/attribute_value",
                            "a regular expression of the engine that results are asked of",
                            "'" + Json.excerpt(pattern) + "': " + it));
        }
        return violations.orDone(question);
    }

    private Results atEnd(Question question) {
        return Results.atEnd(events, question, AnalysisSettings.DEFAULT);
    }

    private Results overTime(Question question) {
        return Results.overTime(events, question, AnalysisSettings.DEFAULT);
    }

    private Outcome<Reply> shareLink(Call call) {
        return experiment(call, catalog.snapshot())
                .map(it -> Reply.ok(new JsonObject().put("url", call.origin() + "/share/" + it.shareToken())));
    }

    /** The results, for whoever has the link. A token that fits nothing looks like any unknown path. */
    private Outcome<Reply> shared(Call call) {
        Snapshot snapshot = catalog.snapshot();
        Optional<Experiment> experiment = snapshot.projects().stream()
                .map(Project::id)
                .flatMap(it -> snapshot.list(Experiment.class, it).stream())
                .filter(it -> it.shareToken().equals(call.pathText("share_token")))
                .findFirst();
        return experiment
                .map(it -> answer(
                        call,
                        it,
                        snapshot,
                        (question, present) -> Reply.ok(ResultsJson.results(atEnd(question), present))))
                .orElseGet(() -> Outcome.done(Errors.REST.unrouted()));
    }

    private static Outcome<Experiment> experiment(Call call, Snapshot snapshot) {
        long id = call.pathId("experiment_id");
        return snapshot.find(Experiment.class, id)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Problem.NotFound("experiment", id)));
    }
}
