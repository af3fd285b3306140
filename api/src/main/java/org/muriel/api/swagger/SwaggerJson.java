package org.muriel.api.swagger;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.muriel.api.json.Json;
import org.muriel.api.route.Description;
import org.muriel.api.route.Errors;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.api.schema.Shape;
import org.muriel.api.schema.Shape.View;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the routes below {@code /v2} down in Swagger 2.0. */
final class SwaggerJson {
    private static final String BASE = "/v2";
    private static final String JSON = "application/json";
    private static final String SCHEME = "personal_token";
    private static final String OAUTH = "oauth";
    private static final String ALL = "all";

    /** What any route may answer, beyond what it names itself (REST specification, 1.12). */
    private static final Map<Integer, String> ALWAYS = Map.of(
            401, "The token is missing or unknown",
            403, "The caller may not do this",
            429, "Too many requests; Retry-After says when to ask again",
            500, "Something went wrong in the server",
            503, "The server cannot do this now");

    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "Done"),
            Map.entry(201, "Created"),
            Map.entry(202, "Accepted"),
            Map.entry(204, "Done; there is no body"),
            Map.entry(304, "What If-None-Match names is still so"),
            Map.entry(400, "Something about the request is wrong"),
            Map.entry(404, "There is nothing with this id"),
            Map.entry(409, "Another one has this key or name"),
            Map.entry(410, "It is archived already"),
            Map.entry(412, "It has changed since If-Match's version"),
            Map.entry(422, "The Idempotency-Key came with another request before"));

    /** The header that a status answers, and what it says. */
    private static final Map<Integer, Map.Entry<String, String>> HEADERS = Map.of(
            304,
                    Map.entry(
                            "If-None-Match",
                            "the ETag of an answer that the caller has: nothing is sent while it is still so"),
            412,
                    Map.entry(
                            "If-Match",
                            "the ETag of what the caller has seen: nothing is done when it has changed since"),
            422,
                    Map.entry(
                            "Idempotency-Key",
                            "1 to 255 visible ASCII characters, best a random UUID: a request that is sent again with"
                                    + " its key is done once"));

    private static final String ABOUT = """
            An experimentation server that speaks the REST API v2 of Optimizely Full Stack. Every PATCH is served as \
            PUT too. Null clears a member that is not required. Members that are not named here, and those that are \
            fixed, are ignored when they are sent. Members without a value are left out of answers. \
            How many more requests the token has until when is in the headers X-RateLimit-Limit, X-RateLimit-Remaining \
            and X-RateLimit-Reset (seconds since 1970) of every answer.""";

    private final List<Route> routes;

    SwaggerJson(List<Route> routes) {
        this.routes = routes.stream()
                .filter(it -> it.template().startsWith(BASE + "/"))
                .toList();
    }

    /** @param origin scheme and host under which the client called the server */
    ObjectNode of(String origin) {
        URI server = URI.create(origin);
        Definitions definitions = new Definitions();
        ObjectNode root = Json.object()
                .put("swagger", "2.0")
                .put("host", server.getAuthority())
                .put("basePath", BASE);
        root.putObject("info").put("title", "Muriel").put("version", "2").put("description", ABOUT);
        root.putArray("schemes").add(server.getScheme());
        root.putArray("consumes").add(JSON);
        root.putArray("produces").add(JSON);
        secure(root, origin);
        ArrayNode tags = root.putArray("tags");
        routes.stream()
                .map(Route::tag)
                .distinct()
                .forEach(it -> tags.addObject().put("name", it));
        ObjectNode paths = root.putObject("paths");
        for (Route route : routes) {
            String path = route.template().substring(BASE.length());
            ObjectNode methods = paths.has(path) ? (ObjectNode) paths.get(path) : paths.putObject(path);
            methods.set(method(route), operation(route, definitions));
        }
        definitions.writeTo(root.putObject("definitions"));
        return root;
    }

    /** A token of one's own, or one that a person lets a program have. */
    private static void secure(ObjectNode root, String origin) {
        ObjectNode schemes = root.putObject("securityDefinitions");
        schemes.putObject(SCHEME)
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "Authorization")
                .put("description", "The word Bearer, a space, and a token");
        schemes.putObject(OAUTH)
                .put("type", "oauth2")
                .put("flow", "accessCode")
                .put("authorizationUrl", origin + "/oauth2/authorize")
                .put("tokenUrl", origin + "/oauth2/token")
                .putObject("scopes")
                .put(ALL, "Everything that the person may do");
        ArrayNode either = root.putArray("security");
        either.addObject().putArray(SCHEME);
        either.addObject().putArray(OAUTH).add(ALL);
    }

    private static String method(Route route) {
        return route.methods().getFirst().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode operation(Route route, Definitions definitions) {
        ObjectNode operation = Json.object().put("operationId", route.operationId());
        operation.putArray("tags").add(route.tag());
        route.description().ifPresent(it -> operation.put("summary", it.summary()));
        if (route.allows() == Route.Allows.ANYBODY) {
            operation.putArray("security");
        }
        ArrayNode parameters = operation.putArray("parameters");
        route.parameters().forEach(it -> parameters.add(parameter(it)));
        route.statuses().stream()
                .sorted()
                .filter(HEADERS::containsKey)
                .map(HEADERS::get)
                .forEach(it -> parameters.add(header(it.getKey(), it.getValue())));
        View view = route.methods().contains("POST") ? View.CREATION : View.CHANGE;
        route.description()
                .flatMap(Description::body)
                .ifPresent(it -> parameters
                        .addObject()
                        .put("name", "body")
                        .put("in", "body")
                        .put("required", isNeeded(it, view))
                        .set("schema", definitions.schema(it, view)));
        ObjectNode responses = operation.putObject("responses");
        new TreeMap<>(statuses(route)).forEach((status, reason) -> {
            ObjectNode response = responses.putObject(String.valueOf(status)).put("description", reason);
            if (status == 429) {
                response.putObject("headers")
                        .putObject("Retry-After")
                        .put("type", "integer")
                        .put("description", "Seconds until there are requests again");
            }
            if (status >= 400) {
                response.set("schema", definitions.schema(Errors.BODY, View.ANSWER));
            } else if (status == 200 || status == 201) {
                route.description()
                        .flatMap(Description::answer)
                        .ifPresent(it -> response.set("schema", definitions.schema(it, View.ANSWER)));
            }
        });
        if (route.description().flatMap(Description::answer).orElse(null) instanceof Schema.File(var mediaTypes)) {
            ArrayNode produces = operation.putArray("produces");
            mediaTypes.forEach(produces::add);
            produces.add(JSON);
        }
        return operation;
    }

    /** An object none of whose members is needed may as well be left out, and so may what can be anything. */
    private static boolean isNeeded(Schema body, View view) {
        return !(body instanceof Schema.Anything)
                && (!(body instanceof Shape shape) || shape.members().stream().anyMatch(it -> it.isNeededIn(view)));
    }

    private static Map<Integer, String> statuses(Route route) {
        Map<Integer, String> statuses = new TreeMap<>(ALWAYS);
        if (route.description().flatMap(Description::body).isPresent()) {
            statuses.put(413, "The body is too large");
        }
        route.statuses().forEach(it -> statuses.putIfAbsent(it, REASONS.getOrDefault(it, "See the documentation")));
        return statuses;
    }

    private static ObjectNode parameter(Parameter parameter) {
        ObjectNode out = Json.object()
                .put("name", parameter.name())
                .put("in", parameter.in() == Parameter.In.PATH ? "path" : "query")
                .put("required", parameter.required())
                .put("description", parameter.expected());
        return switch (parameter.type()) {
            case ID -> out.put("type", "integer").put("format", "int64").put("minimum", 1);
            case PAGE -> out.put("type", "integer").put("format", "int64").put("minimum", 1);
            case PER_PAGE ->
                out.put("type", "integer")
                        .put("format", "int32")
                        .put("minimum", 1)
                        .put("maximum", 100);
            case TRUTH -> out.put("type", "boolean");
            case TEXT, TIME -> out.put("type", "string");
            case WORD -> words(out, parameter);
            case IDS ->
                list(
                        out,
                        Json.object()
                                .put("type", "integer")
                                .put("format", "int64")
                                .put("minimum", 1));
            case TEXTS -> list(out, Json.object().put("type", "string"));
            case WORDS -> list(out, words(Json.object(), parameter));
        };
    }

    private static ObjectNode header(String name, String meaning) {
        return Json.object()
                .put("name", name)
                .put("in", "header")
                .put("required", false)
                .put("description", meaning)
                .put("type", "string");
    }

    private static ObjectNode words(ObjectNode out, Parameter parameter) {
        ArrayNode words = out.put("type", "string").putArray("enum");
        parameter.words().stream().sorted().forEach(words::add);
        return out;
    }

    /** Repeated: {@code type=a&type=b}. */
    private static ObjectNode list(ObjectNode out, ObjectNode element) {
        out.put("type", "array").put("collectionFormat", "multi").set("items", element);
        return out;
    }
}
