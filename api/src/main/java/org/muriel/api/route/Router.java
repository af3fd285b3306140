package org.muriel.api.route;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.access.Access;
import org.muriel.access.Person;
import org.muriel.access.PersonalToken;
import org.muriel.experiment.catalog.StorageException;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.problem.Violations;

/**
 * Finds the route of a request, checks the caller's right and the parameters, and calls the handler. Thread-safe.
 *
 * <p>In this order, so that nobody without a token learns more than which paths exist: 404, 405, 401, 400.
 */
public final class Router {
    /** Far above the largest sensible configuration document; a body is read into memory. */
    static final int MOST_BODY_BYTES = 1 << 20;

    private static final String BEARER = "bearer ";

    /** Never reached: limits are off (REST specification, 1.11). */
    private static final int RATE_LIMIT = 1_000_000;

    private static final int RATE_WINDOW_SECONDS = 60;

    private final Node root = new Node();
    private final Access access;
    private final InstantSource clock;

    /** The routes that share the segments so far. */
    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private Optional<Node> parameter = Optional.empty();
        private final Map<String, Route> byMethod = new LinkedHashMap<>();
    }

    public Router(List<Route> routes, Access access, InstantSource clock) {
        this.access = access;
        this.clock = clock;
        routes.forEach(this::add);
    }

    public Reply answer(Request request) {
        return limited(dispatch(request));
    }

    /** The reply with the headers that every answer carries. */
    public Reply limited(Reply reply) {
        long reset = clock.instant().getEpochSecond() + RATE_WINDOW_SECONDS;
        return reply.with("X-RateLimit-Limit", Integer.toString(RATE_LIMIT))
                .with("X-RateLimit-Remaining", Integer.toString(RATE_LIMIT))
                .with("X-RateLimit-Reset", Long.toString(reset));
    }

    private Reply dispatch(Request request) {
        List<String> segments = Route.segments(request.path());
        Optional<Node> node = find(root, segments, 0).filter(it -> !it.byMethod.isEmpty());
        if (node.isEmpty()) {
            return Errors.unrouted();
        }
        Route route = node.get().byMethod.get(request.method());
        return route == null
                ? Errors.methodNotAllowed(
                        request.method(), List.copyOf(node.get().byMethod.keySet()))
                : serve(route, request, segments);
    }

    private Reply serve(Route route, Request request, List<String> segments) {
        try {
            return serve(route, request, segments, request.authorization().flatMap(this::holder));
        } catch (StorageException e) {
            return Errors.unavailable(e);
        } catch (IOException e) {
            return Errors.unreadable(400, "The body could not be read: " + e.getMessage());
        }
    }

    private static Reply serve(Route route, Request request, List<String> segments, Optional<Person> caller)
            throws IOException {
        if (route.allows() == Route.Allows.TOKEN_HOLDERS && caller.isEmpty()) {
            return Errors.unauthorized(
                    request.authorization().isEmpty()
                            ? "This needs the header Authorization: Bearer <token>."
                            : "The token is not one of this server's.");
        }
        Optional<Query> query = Query.parse(request.rawQuery());
        if (query.isEmpty()) {
            return Errors.of(Problem.Malformed.at("query", "text with whole percent escapes", request.rawQuery()));
        }
        Map<String, String> path = pathParameters(route, segments);
        Violations violations = Parameters.check(route.parameters(), path, query.get());
        if (!violations.isEmpty()) {
            return Errors.of(new Problem.Malformed(violations.list()));
        }
        // a GET has no body that means anything
        Optional<byte[]> body = request.method().equals("GET")
                ? Optional.of(new byte[0])
                : request.body().read(MOST_BODY_BYTES);
        if (body.isEmpty()) {
            return Errors.tooLarge(MOST_BODY_BYTES);
        }
        Call call = new Call(request, path, query.get(), caller, body.get());
        return switch (route.handler().handle(call)) {
            case Outcome.Done<Reply>(Reply reply) -> reply;
            case Outcome.Refused<Reply>(Problem problem) -> Errors.of(problem);
        };
    }

    private Optional<Person> holder(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? PersonalToken.parse(authorization.substring(BEARER.length()).strip())
                        .flatMap(access::find)
                : Optional.empty();
    }

    private void add(Route route) {
        Node node = root;
        for (String segment : route.segments()) {
            if (Route.isParameter(segment)) {
                Node child = node.parameter.orElseGet(Node::new);
                node.parameter = Optional.of(child);
                node = child;
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

    private static Optional<Node> find(Node node, List<String> segments, int index) {
        if (index == segments.size()) {
            return Optional.of(node);
        }
        Node literal = node.literals.get(segments.get(index));
        Optional<Node> found = literal == null ? Optional.empty() : find(literal, segments, index + 1);
        return found.isPresent() && !found.get().byMethod.isEmpty()
                ? found
                : node.parameter.flatMap(it -> find(it, segments, index + 1));
    }

    private static Map<String, String> pathParameters(Route route, List<String> segments) {
        Map<String, String> values = new HashMap<>();
        List<String> template = route.segments();
        for (int i = 0; i < template.size(); i++) {
            if (Route.isParameter(template.get(i))) {
                values.put(Route.parameterName(template.get(i)), segments.get(i));
            }
        }
        return values;
    }
}
