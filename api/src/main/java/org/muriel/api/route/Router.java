package org.muriel.api.route;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.muriel.access.Access;
import org.muriel.access.Credential;
import org.muriel.access.PersonalToken;
import org.muriel.access.Token;
import org.muriel.event.IntakeUnavailable;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.catalog.StorageException;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.problem.Violations;

/**
 * Finds the route of a request, checks the caller's right and the parameters, and calls the handler. Thread-safe.
 *
 * <p>In this order, so that nobody without a token learns more than which paths exist: 404, 405, 401, 400, 403.
 */
public final class Router implements Answering {
    private final Node root = new Node();
    private final Access access;
    private final Gate gate;
    private final RateLimits limits;
    private final InstantSource clock;
    private final LargeBodies largeBodies = new LargeBodies(LargeBodies.PATIENCE, LargeBodies.LONGEST_READ);

    /** The routes that share the segments so far. */
    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();

        /** What follows the parameter in its segment, such as {@code .json} → the node behind it; longest first. */
        private final SequencedMap<String, Node> parameters =
                new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(it -> it));

        private final Map<String, Route> byMethod = new LinkedHashMap<>();

        /** That of the first route; those of one path speak the same. */
        Dialect dialect() {
            return byMethod.values().iterator().next().dialect();
        }
    }

    /** @param configuration the present one, which says to which project the things of a request belong */
    public Router(
            List<Route> routes,
            Access access,
            Supplier<Snapshot> configuration,
            RateLimits limits,
            InstantSource clock) {
        this(routes, access, new Gate(configuration), limits, clock);
    }

    private Router(List<Route> routes, Access access, Gate gate, RateLimits limits, InstantSource clock) {
        this.access = access;
        this.gate = gate;
        this.limits = limits;
        this.clock = clock;
        routes.forEach(this::add);
    }

    /** A router of other routes, all for anybody, with the same clock. */
    public Router beside(List<Route> others) {
        return new Router(others, access, gate, RateLimits.off(), clock);
    }

    /** Whether it has a route of that path, whatever the method. */
    public boolean serves(String path) {
        return find(Route.segments(path)).isPresent();
    }

    /**
     * Answers somebody who is known already, such as by a session. Limits are for programs, so this counts against none.
     */
    public Reply answer(Request request, Credential.Valid caller) {
        return answer(request, Optional.of(caller));
    }

    @Override
    public Reply answer(Request request) {
        return answer(request, Optional.empty());
    }

    private Reply answer(Request request, Optional<Credential.Valid> known) {
        List<String> segments =
                Route.segments(request.path()).stream().map(Router::decoded).toList();
        Instant now = clock.instant();
        return find(segments)
                .map(it -> finished(it.dialect(), request.headers(), now, dispatch(it, request, now, segments, known)))
                .orElseGet(() -> finished(Dialect.REST, request.headers(), now, Errors.REST.unrouted()));
    }

    @Override
    public Reply unreadable(String path, int status, String message) {
        Dialect dialect =
                find(Route.segments(path.split("\\?", 2)[0])).map(Node::dialect).orElse(Dialect.REST);
        return finished(
                dialect,
                name -> Optional.empty(),
                clock.instant(),
                dialect.errors().unreadable(status, message));
    }

    private Optional<Node> find(List<String> segments) {
        return find(root, segments, 0).filter(it -> !it.byMethod.isEmpty());
    }

    private Reply finished(Dialect dialect, Request.Headers headers, Instant now, Reply reply) {
        if (reply instanceof Reply.Prepared) {
            return reply;
        }
        Reply open = dialect.crossOrigin() ? CrossOrigin.open(reply) : reply;
        boolean told = !dialect.equals(Dialect.REST) || open.headers().containsKey("X-RateLimit-Limit");
        return dialect.finish()
                .finish(headers, now, told ? open : limits.untouched(now).on(open));
    }

    private Reply dispatch(
            Node node, Request request, Instant now, List<String> segments, Optional<Credential.Valid> known) {
        // HEAD is GET whose body is not sent
        Route route = node.byMethod.get(request.method().equals("HEAD") ? "GET" : request.method());
        if (route != null) {
            return admit(route, request, now, segments, known);
        }
        return request.method().equals("OPTIONS") && node.dialect().crossOrigin()
                ? CrossOrigin.preflight(node.byMethod.keySet())
                : node.dialect().errors().methodNotAllowed(request.method(), List.copyOf(node.byMethod.keySet()));
    }

    private Reply admit(
            Route route, Request request, Instant now, List<String> segments, Optional<Credential.Valid> known) {
        Errors errors = route.dialect().errors();
        try {
            if (route.allows() != Route.Allows.TOKEN_HOLDERS) {
                return serve(route, request, now, segments, Optional.empty());
            }
            if (known.isPresent()) {
                return serve(route, request, now, segments, known);
            }
            Optional<PersonalToken> token = Bearer.token(request.headers().first("Authorization"));
            Credential credential = token.map(it -> access.find(it, now)).orElseGet(Credential.Unknown::new);
            return switch (credential) {
                case Credential.Valid valid -> serveInTurn(route, request, now, segments, valid);
                case Credential.Lapsed(Credential.Why why) -> errors.forbidden(why(why));
                case Credential.Unknown() ->
                    errors.unauthorized(
                            request.headers().first("Authorization").isEmpty()
                                    ? "This needs the header Authorization: Bearer <token>."
                                    : "The token is not one of this server's.");
            };
        } catch (IOException | RuntimeException e) {
            return failed(errors, e);
        }
    }

    private Reply serveInTurn(
            Route route, Request request, Instant now, List<String> segments, Credential.Valid caller) {
        Errors errors = route.dialect().errors();
        RateLimits.Turn turn = limits.take(counted(caller.token()), now);
        if (turn.isRefused()) {
            return turn.on(errors.tooOften(turn.retryAfter()));
        }
        try {
            return turn.on(serve(route, request, now, segments, Optional.of(caller)));
        } catch (IOException | RuntimeException e) {
            return turn.on(failed(errors, e));
        }
    }

    private static Reply failed(Errors errors, Exception failure) {
        return switch (failure) {
            case IntakeUnavailable e ->
                errors.busy(Optional.ofNullable(e.getMessage()).orElse("events cannot be taken"));
            case StorageException e -> errors.unavailable(e);
            case IOException e -> errors.unreadable(400, "The body could not be read: " + e.getMessage());
            default -> errors.internal(failure);
        };
    }

    /** A program gets another token whenever it asks for one, so all that it has of one person count as one. */
    private static String counted(Token token) {
        return token.clientId().map(it -> it + " for " + token.personId()).orElse(token.id());
    }

    private static String why(Credential.Why why) {
        return switch (why) {
            case REVOKED -> "The token was revoked.";
            case EXPIRED -> "The token has expired.";
            case REMOVED -> "The token belongs to somebody who was removed.";
        };
    }

    private Reply serve(
            Route route, Request request, Instant now, List<String> segments, Optional<Credential.Valid> caller)
            throws IOException {
        Errors errors = route.dialect().errors();
        Optional<Query> query = Query.parse(request.rawQuery());
        if (query.isEmpty()) {
            return errors.of(Problem.Malformed.at("query", "text with whole percent escapes", request.rawQuery()));
        }
        Map<String, String> path = pathParameters(route, segments);
        Violations violations = Parameters.check(route.parameters(), path, query.get());
        if (!violations.isEmpty()) {
            return errors.of(new Problem.Malformed(violations.list()));
        }
        if (route.methods().contains("GET")) {
            // it has no body that means anything
            return handled(route, request, now, path, query.get(), caller, Optional.of(new byte[0]));
        }
        int most = route.dialect().mostBodyBytes();
        if (!LargeBodies.isOne(request.headers())) {
            return handled(
                    route,
                    request,
                    now,
                    path,
                    query.get(),
                    caller,
                    request.body().read(most));
        }
        if (!largeBodies.enter()) {
            return errors.busy("many large bodies are being read");
        }
        try {
            return handled(route, request, now, path, query.get(), caller, largeBodies.read(request.body(), most));
        } finally {
            largeBodies.leave();
        }
    }

    /** @param body nothing when it is too large */
    private Reply handled(
            Route route,
            Request request,
            Instant now,
            Map<String, String> path,
            Query query,
            Optional<Credential.Valid> caller,
            Optional<byte[]> body) {
        Errors errors = route.dialect().errors();
        if (body.isEmpty()) {
            return errors.tooLarge(route.dialect().mostBodyBytes());
        }
        Optional<Problem> refusal = caller.flatMap(it -> gate.refusal(route, it.person(), path, query, body.get()));
        if (refusal.isPresent()) {
            return errors.of(refusal.get());
        }
        Call call = new Call(request, now, path, query, caller, body.get());
        return switch (route.handler().handle(call)) {
            case Outcome.Done<Reply>(Reply reply) -> reply;
            case Outcome.Refused<Reply>(Problem problem) -> errors.of(problem);
        };
    }

    private void add(Route route) {
        Node node = root;
        for (String segment : route.segments()) {
            if (Route.isParameter(segment)) {
                node = node.parameters.computeIfAbsent(Route.suffix(segment), it -> new Node());
            } else {
                node = node.literals.computeIfAbsent(segment, it -> new Node());
            }
        }
        for (String method : route.methods()) {
            if (node.byMethod.put(method, route) != null) {
                throw new IllegalArgumentException("two routes for " + method + " " + route.template());
            }
        }
    }

    /** After the path is taken apart, for a visitor's id may have slashes. */
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }

    private static Optional<Node> find(Node node, List<String> segments, int index) {
        if (index == segments.size()) {
            return Optional.of(node);
        }
        String segment = segments.get(index);
        Node literal = node.literals.get(segment);
        Optional<Node> found = literal == null ? Optional.empty() : find(literal, segments, index + 1);
        for (Map.Entry<String, Node> parameter : node.parameters.entrySet()) {
            if (found.isPresent() && !found.get().byMethod.isEmpty()) {
                break;
            }
            if (segment.endsWith(parameter.getKey())) {
                found = find(parameter.getValue(), segments, index + 1);
            }
        }
        return found;
    }

    private static Map<String, String> pathParameters(Route route, List<String> segments) {
        Map<String, String> values = new HashMap<>();
        List<String> template = route.segments();
        for (int i = 0; i < template.size(); i++) {
            if (Route.isParameter(template.get(i))) {
                String suffix = Route.suffix(template.get(i));
                String segment = segments.get(i);
                values.put(
                        Route.parameterName(template.get(i)), segment.substring(0, segment.length() - suffix.length()));
            }
        }
        return values;
    }
}
