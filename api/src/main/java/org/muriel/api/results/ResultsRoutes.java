package org.muriel.api.results;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.json.Json;
import org.muriel.api.json.JsonObject;
import org.muriel.api.results.ResultsJson.Extras;
import org.muriel.api.route.Call;
import org.muriel.api.route.Errors;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
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
import org.muriel.result.Irregularities;
import org.muriel.result.Question;
import org.muriel.result.Results;

/** Results, time series, CSV, report and share link (REST specification, 10 to 13). */
public final class ResultsRoutes {
    private static final String TAG = "Experiments";
    private static final String REPORTS = "Reports";
    private static final Set<Integer> STATUSES = Set.of(200, 204, 304, 400, 404, 429);

    private final Catalog catalog;
    private final ResultsDesk desk;
    private final InstantSource clock;

    public ResultsRoutes(Catalog catalog, EventStore events, Irregularities.Counter counter, InstantSource clock) {
        this.catalog = catalog;
        this.desk = new ResultsDesk(catalog::changesOf, events, counter);
        this.clock = clock;
    }

    public List<Route> routes() {
        String one = "/v2/experiments/{experiment_id}";
        return List.of(
                results(one + "/results", "get_experiment_results", TAG, ResultsRoutes::asResults)
                        .described("Reads the results of an experiment")
                        .answering(ResultsSchema.RESULTS),
                results(
                                one + "/timeseries",
                                "get_experiment_timeseries",
                                TAG,
                                (results, snapshot, extras) ->
                                        Reply.ok(ResultsJson.timeSeries(results, snapshot, extras)))
                        .described("Reads the results of an experiment over time")
                        .answering(ResultsSchema.TIME_SERIES),
                results(
                                "/v2/export/experiments/{experiment_id}/results/csv",
                                "get_experiment_results_csv",
                                TAG,
                                (results, snapshot, _) -> new Reply.Content(
                                        200, "text/csv; charset=utf-8", ResultsCsv.write(results, snapshot), Map.of()))
                        .described("Reads the results of an experiment as a table")
                        .answering(Schema.file("text/csv")),
                results(
                                one + "/report",
                                "get_experiment_report",
                                REPORTS,
                                (results, _, _) -> Reply.ok(ResultsJson.report(results)))
                        .described("Reads what the first metric says on the whole")
                        .answering(ResultsSchema.REPORT),
                Route.of(
                                "GET",
                                one + "/results/share",
                                "get_experiment_results_share_link",
                                TAG,
                                List.of(),
                                Set.of(200, 400, 404),
                                this::shareLink)
                        .described("Reads the link under which people without a token see the results")
                        .answering(ResultsSchema.SHARE_LINK),
                Route.publicGet(
                        "/share/{share_token}",
                        "get_shared_results",
                        TAG,
                        ResultsRequest.parameters(),
                        STATUSES,
                        this::shared));
    }

    /** One way to show results. */
    @FunctionalInterface
    private interface Writer {
        Reply write(Results results, Snapshot snapshot, Extras extras);
    }

    private static Reply asResults(Results results, Snapshot snapshot, Extras extras) {
        return Reply.ok(ResultsJson.results(results, snapshot, extras));
    }

    private Route results(String template, String operationId, String tag, Writer writer) {
        return Route.of("GET", template, operationId, tag, ResultsRequest.parameters(), STATUSES, call -> {
            Snapshot snapshot = catalog.snapshot();
            return experiment(call, snapshot).then(it -> answer(call, it, snapshot, writer));
        });
    }

    private Outcome<Reply> answer(Call call, Experiment experiment, Snapshot snapshot, Writer writer) {
        Run run = experiment.runIn(
                snapshot.primaryEnvironment(experiment.projectId()).id());
        if (run.earliest().isEmpty()) {
            return Outcome.done(Reply.noContent());
        }
        Instant now = clock.instant();
        return ResultsRequest.read(call, experiment, run, desk.history(experiment), snapshot, now)
                .then(this::answerable)
                .map(question -> {
                    boolean upToNow = run.status() == Run.Status.RUNNING
                            && question.window().end().equals(now.truncatedTo(ChronoUnit.SECONDS));
                    return answer(call, question, upToNow, snapshot, writer);
                });
    }

    private Reply answer(Call call, Question question, boolean upToNow, Snapshot snapshot, Writer writer) {
        Extras extras = new Extras(
                call.truth("x_stats").orElse(false), call.truth("x_explain").orElse(false));
        AnalysisSettings settings = AnalysisSettings.of(
                question.experiment(),
                snapshot.get(Project.class, question.experiment().projectId()));
        return desk.results(question, settings, upToNow, extras.any(), call.peer())
                .map(it -> tagged(writer.write(it, snapshot, extras), call))
                .orElseGet(() -> Errors.REST.tooMany("As many ask for results as may wait; try again in a moment."));
    }

    /** With a tag that names its bytes; who has them already gets nothing but the tag. */
    private static Reply tagged(Reply reply, Call call) {
        if (!(reply instanceof Reply.Content content)) {
            return reply;
        }
        String tag = "\"" + digest(content.body()) + "\"";
        Map<String, String> headers = Map.of("ETag", tag, "Cache-Control", "private, no-cache");
        return call.header("If-None-Match").filter(it -> names(it, tag)).isPresent()
                ? new Reply.Empty(304, headers)
                : content.with(headers);
    }

    /** By weak comparison, as RFC 9110, 13.1.2, wants it. */
    private static boolean names(String tags, String tag) {
        return Arrays.stream(tags.split(",", -1))
                .map(String::strip)
                .map(it -> it.startsWith("W/") ? it.substring(2) : it)
                .anyMatch(it -> it.equals(tag) || it.equals("*"));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private Outcome<Question> answerable(Question question) {
        Violations violations = new Violations();
        for (String pattern : question.segment().patterns()) {
            desk.objection(pattern)
                    .ifPresent(it -> violations.add(
                            "segment_conditions/attribute_value",
                            "a regular expression of the engine that results are asked of",
                            "'" + Json.excerpt(pattern) + "': " + it));
        }
        return violations.orDone(question);
    }

    private Outcome<Reply> shareLink(Call call) {
        return experiment(call, catalog.snapshot())
                .map(it -> Reply.ok(new JsonObject().put("url", call.origin() + "/share/" + it.shareToken())));
    }

    /** The results, for whoever has the link. A token that fits nothing looks like any unknown path. */
    private Outcome<Reply> shared(Call call) {
        Snapshot snapshot = catalog.snapshot();
        byte[] token = call.pathText("share_token").getBytes(StandardCharsets.UTF_8);
        Optional<Experiment> experiment = snapshot.projects().stream()
                .map(Project::id)
                .flatMap(it -> snapshot.list(Experiment.class, it).stream())
                .filter(it -> MessageDigest.isEqual(it.shareToken().getBytes(StandardCharsets.UTF_8), token))
                .findFirst();
        return experiment
                .map(it -> answer(call, it, snapshot, ResultsRoutes::asResults))
                .orElseGet(() -> Outcome.done(Errors.REST.unrouted()));
    }

    private static Outcome<Experiment> experiment(Call call, Snapshot snapshot) {
        long id = call.pathId("experiment_id");
        return snapshot.find(Experiment.class, id)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Problem.NotFound("experiment", id)));
    }
}
