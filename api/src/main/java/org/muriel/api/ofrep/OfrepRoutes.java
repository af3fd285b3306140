package org.muriel.api.ofrep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.muriel.api.decision.Environments;
import org.muriel.api.decision.Reporting;
import org.muriel.api.decision.ServedEnvironment;
import org.muriel.api.json.Json;
import org.muriel.api.json.Values;
import org.muriel.api.route.Call;
import org.muriel.api.route.Dialect;
import org.muriel.api.route.Errors;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.stream.Broadcast;
import org.muriel.api.stream.Notice;
import org.muriel.decision.Decision;
import org.muriel.decision.Ruleset;
import org.muriel.decision.Source;
import org.muriel.decision.Visitor;
import org.muriel.experiment.problem.Outcome;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Evaluation of one flag and of all, and the stream that tells when to evaluate again. */
public final class OfrepRoutes {
    private static final String TAG = "OpenFeature";
    private static final String CHANGES = "/ofrep/v1/changes/";

    /** The protocol's default: a page in the background for that long gives its stream up. */
    private static final int INACTIVITY_SECONDS = 120;

    private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S+)");

    private static final Dialect DIALECT =
            new Dialect(new Errors(OfrepRoutes::error), true, Dialect.MOST_BODY_BYTES, (headers, now, reply) -> reply);

    private final Environments environments;
    private final Reporting reporting;
    private final Broadcast broadcast;

    public OfrepRoutes(Environments environments, Reporting reporting, Broadcast broadcast) {
        this.environments = environments;
        this.reporting = reporting;
        this.broadcast = broadcast;
    }

    public List<Route> routes() {
        return List.of(
                route(
                        "POST",
                        "/ofrep/v1/evaluate/flags/{key}",
                        "evaluate_flag",
                        List.of(Parameter.path("key", Parameter.Type.TEXT)),
                        Set.of(200, 400, 401, 403, 404),
                        call -> withKey(call, this::one)),
                route(
                        "POST",
                        "/ofrep/v1/evaluate/flags",
                        "evaluate_flags",
                        List.of(
                                Parameter.optional("flagConfigEtag", Parameter.Type.TEXT),
                                Parameter.optional("flagConfigLastModified", Parameter.Type.TEXT)),
                        Set.of(200, 304, 400, 401, 403),
                        call -> withKey(call, this::all)),
                route(
                        "GET",
                        CHANGES + "{sdk_key}",
                        "stream_changes",
                        List.of(Parameter.path("sdk_key", Parameter.Type.TEXT)),
                        Set.of(200, 403, 503),
                        this::changes));
    }

    private static Route route(
            String method,
            String template,
            String operationId,
            List<Parameter> parameters,
            Set<Integer> statuses,
            Route.Handler handler) {
        return new Route(
                List.of(method),
                template,
                operationId,
                TAG,
                Route.Allows.SDK_KEY_HOLDERS,
                parameters,
                statuses,
                DIALECT,
                handler);
    }

    private Outcome<Reply> withKey(Call call, BiFunction<Call, ServedEnvironment, Reply> handler) {
        Optional<String> key = call.header("X-API-Key")
                .or(() -> call.header("Authorization")
                        .map(BEARER::matcher)
                        .filter(it -> it.matches())
                        .map(it -> it.group(1)));
        if (key.isEmpty()) {
            return Outcome.done(
                    details(401, "This needs an SDK key in the header X-API-Key, or in Authorization: Bearer <key>.")
                            .with("WWW-Authenticate", "Bearer"));
        }
        return Outcome.done(
                environments.find(key.get()).map(it -> handler.apply(call, it)).orElseGet(OfrepRoutes::unknownKey));
    }

    private static Reply unknownKey() {
        return details(403, "No environment has this SDK key.");
    }

    private Reply one(Call call, ServedEnvironment environment) {
        String key = call.pathText("key");
        return switch (Context.parse(call.body())) {
            case Context.Wrong(String errorCode, String details) ->
                Reply.json(400, Evaluations.failure(Values.text(key), errorCode, details));
            case Context.Of(Visitor visitor) ->
                Evaluations.Target.find(environment.ruleset(), key)
                        .map(it -> one(key, it, environment, visitor))
                        .orElseGet(() -> Reply.json(
                                404,
                                Evaluations.failure(
                                        Values.text(key), "FLAG_NOT_FOUND", "The environment has no such flag.")));
        };
    }

    private Reply one(String key, Evaluations.Target target, ServedEnvironment environment, Visitor visitor) {
        Ruleset ruleset = environment.ruleset();
        List<Decision> exposures = new ArrayList<>();
        Decision decision = environment
                .remembering()
                .withExposures((rules, who, it) -> exposures.add(it))
                .decide(ruleset, visitor, target.flagKey());
        reporting.exposures(ruleset, visitor, exposures);
        ObjectNode answer = Evaluations.write(ruleset, key, decision, target.variable());
        return Reply.json(answer.has("errorCode") ? 400 : 200, answer);
    }

    private Reply all(Call call, ServedEnvironment environment) {
        return switch (Context.parse(call.body())) {
            case Context.Wrong(String errorCode, String details) ->
                Reply.json(400, Json.object().put("errorCode", errorCode).put("errorDetails", details));
            case Context.Of(Visitor visitor) -> all(call, environment, visitor);
        };
    }

    private Reply all(Call call, ServedEnvironment environment, Visitor visitor) {
        Ruleset ruleset = environment.ruleset();
        // a client evaluates everything long before it shows something: only what an experiment needs is reported
        List<Decision> exposures = new ArrayList<>();
        ArrayNode flags = Json.array();
        environment
                .remembering()
                .withExposures((rules, who, it) -> {
                    if (it.source() != Source.ROLLOUT) {
                        exposures.add(it);
                    }
                })
                .decideAll(ruleset, visitor, Set.of())
                .values()
                .forEach(it -> Evaluations.writeAll(flags, ruleset, it));
        ObjectNode answer = Json.object();
        answer.set("flags", flags);
        answer.putObject("metadata").put("revision", ruleset.revision());
        answer.putArray("eventStreams")
                .addObject()
                .put("type", "sse")
                .put("inactivityDelaySec", INACTIVITY_SECONDS)
                .putObject("endpoint")
                .put("requestUri", CHANGES + environment.sdkKey());
        byte[] body = Json.bytes(answer);
        String etag = etag(visitor, body);
        Map<String, String> headers = Map.of("ETag", etag, "Cache-Control", "no-cache");
        if (call.header("If-None-Match").filter(it -> isAmong(etag, it)).isPresent()) {
            return new Reply.Empty(304, headers);
        }
        reporting.exposures(ruleset, visitor, exposures);
        return new Reply.Content(200, Reply.JSON, body, headers);
    }

    /** Of the answer, which names the revision, and of whom it is for. */
    private static String etag(Visitor visitor, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(body);
            digest.update(visitor.id().getBytes(UTF_8));
            digest.update(Json.bytes(Values.object(visitor.attributes())));
            return "\"" + HexFormat.of().formatHex(digest.digest(), 0, 16) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static boolean isAmong(String etag, String tags) {
        return Arrays.stream(tags.split(",", -1))
                .map(String::strip)
                .map(it -> it.startsWith("W/") ? it.substring(2) : it)
                .anyMatch(it -> it.equals(etag) || it.equals("*"));
    }

    /** The key is in the path, because browsers cannot give a stream a header. */
    private Outcome<Reply> changes(Call call) {
        return Outcome.done(environments
                .find(call.pathText("sdk_key"))
                .map(it -> broadcast
                        .events(it.topic(), it.admitted(), OfrepRoutes::change)
                        .<Reply>map(source ->
                                new Reply.Stream(200, "text/event-stream", source, Map.of("Cache-Control", "no-cache")))
                        .orElseGet(() -> details(503, "Too many streams are open; try again later.")
                                .with("Retry-After", "60")))
                .orElseGet(OfrepRoutes::unknownKey));
    }

    private static Optional<String> change(Notice notice) {
        return switch (notice) {
            case Notice.Changed(long revision) ->
                Optional.of(Json.object()
                        .put("type", "refetchEvaluation")
                        .put("etag", Long.toString(revision))
                        .toString());
            case Notice.Decided _, Notice.Tracked _ -> Optional.empty();
        };
    }

    private static Reply details(int status, String details) {
        return Reply.json(status, Json.object().put("errorDetails", details));
    }

    private static Reply error(Errors.Failure failure) {
        ObjectNode body = Json.object().put("errorDetails", failure.message());
        if (failure.status() < 500) {
            body.put("errorCode", failure.status() == 400 ? "PARSE_ERROR" : "GENERAL");
        } else {
            body.put("uuid", failure.uuid().toString());
        }
        return Reply.json(failure.status(), body);
    }
}
