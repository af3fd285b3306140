package org.muriel.api.agent;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.muriel.access.Access;
import org.muriel.access.Right;
import org.muriel.api.decision.Environments;
import org.muriel.api.decision.ServedEnvironment;
import org.muriel.api.json.Json;
import org.muriel.api.route.Bearer;
import org.muriel.api.route.Call;
import org.muriel.api.route.Dialect;
import org.muriel.api.route.Errors;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.decision.Decider;
import org.muriel.experiment.problem.Outcome;
import tools.jackson.databind.node.ObjectNode;

/** What all routes of the decision service have in common (SDK contract, 6.1). */
public final class AgentDialect {
    private static final String REQUEST_ID = "X-Request-Id";
    private static final String TAG = "Decisions";
    private static final Pattern SDK_KEY = Pattern.compile("[a-zA-Z0-9+/=_]+(:[a-zA-Z0-9+/=_]+)?");

    static final Dialect DIALECT = new Dialect(
            new Errors(AgentDialect::error),
            true,
            Dialect.MOST_BODY_BYTES,
            (headers, now, reply) -> reply.with(
                    REQUEST_ID,
                    headers.first(REQUEST_ID).orElseGet(() -> UUID.randomUUID().toString())));

    private final Access access;
    private final Environments environments;
    private final AgentCredential credential;

    /** @param credential what sees or changes the decisions of other visitors asks for */
    public AgentDialect(Access access, Environments environments, AgentCredential credential) {
        this.access = access;
        this.environments = environments;
        this.credential = credential;
    }

    /** Answers about an environment, or refuses to. */
    @FunctionalInterface
    public interface Handler {
        Reply answer(Call call, ServedEnvironment environment) throws Refused;
    }

    /** A route that needs an SDK key. */
    public Route route(
            String method, String path, String operationId, Parameter[] query, Set<Integer> statuses, Handler handler) {
        return declared(method, path, operationId, query, statuses, call -> handler.answer(call, environment(call)));
    }

    private ServedEnvironment environment(Call call) throws Refused {
        String key = sdkKey(call);
        // a token may follow; no datafile here needs one
        int colon = key.indexOf(':');
        return environments
                .find(colon < 0 ? key : key.substring(0, colon))
                .orElseThrow(() -> new Refused(
                        403,
                        "unable to fetch fresh datafile (consider rechecking SDK key), status code: 403 Forbidden"));
    }

    /** Answers a call, or refuses to. */
    @FunctionalInterface
    interface KeylessHandler {
        Reply answer(Call call) throws Refused;
    }

    /** A route without an SDK key of its own. */
    static Route declared(
            String method,
            String path,
            String operationId,
            Parameter[] query,
            Set<Integer> statuses,
            KeylessHandler handler) {
        return new Route(
                List.of(method),
                path,
                operationId,
                TAG,
                Route.Allows.SDK_KEY_HOLDERS,
                List.of(query),
                statuses,
                DIALECT,
                call -> Outcome.done(answer(call, handler)));
    }

    /**
     * Keeps new decisions in profiles when the caller names a profile service; there is one, whatever it is called.
     */
    Decider decider(Call call, ServedEnvironment environment) throws Refused {
        if (call.header("X-Optimizely-UPS-Name").isEmpty()) {
            return environment.remembering();
        }
        requireCredential(call, environment);
        return environment.keeping();
    }

    /** Lets nobody see or change what other visitors get who lacks what the operator wants for it. */
    void requireCredential(Call call, ServedEnvironment environment) throws Refused {
        if (credential == AgentCredential.TOKEN
                && Bearer.token(call.header("Authorization"))
                        .flatMap(it -> access.find(it, call.now()).holder())
                        .filter(it -> it.may(
                                Right.PUBLISH,
                                environment.datafile().environment().projectId()))
                        .isEmpty()) {
            throw new Refused(
                    401,
                    "Authorization: expected Bearer <personal token> of a publisher beside the SDK key, found "
                            + (call.header("Authorization").isEmpty() ? "none" : "none of one"));
        }
    }

    private static Reply answer(Call call, KeylessHandler handler) {
        try {
            requireJson(call);
            return handler.answer(call);
        } catch (Refused e) {
            return error(e.status(), e.reason());
        }
    }

    private static String sdkKey(Call call) throws Refused {
        String key = call.header("X-Optimizely-SDK-Key").orElse("");
        if (key.isEmpty()) {
            throw new Refused(400, "missing required X-Optimizely-SDK-Key header");
        }
        if (!SDK_KEY.matcher(key).matches()) {
            throw new Refused(400, "sdkKey failed validation");
        }
        return key;
    }

    private static void requireJson(Call call) throws Refused {
        if (call.body().length > 0 && !isJson(call.header("Content-Type"))) {
            throw new Refused(
                    415,
                    "expected Content-Type application/json, found "
                            + call.header("Content-Type")
                                    .map(it -> "'" + Json.excerpt(it) + "'")
                                    .orElse("none"));
        }
    }

    private static boolean isJson(Optional<String> contentType) {
        return contentType
                .map(it -> it.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter("application/json"::equals)
                .isPresent();
    }

    static Reply error(int status, String message) {
        return Reply.json(status, Json.object().put("error", message));
    }

    private static Reply error(Errors.Failure failure) {
        ObjectNode body = Json.object().put("error", failure.message());
        if (failure.status() >= 500) {
            body.put("uuid", failure.uuid().toString());
        }
        return Reply.json(failure.status(), body);
    }
}
