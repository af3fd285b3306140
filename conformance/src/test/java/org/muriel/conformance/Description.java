package org.muriel.conformance;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import io.swagger.parser.OpenAPIParser;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the server says of itself under {@code /v2/swagger.json}, as a judge of exchanges: an answer must have a status, a
 * type and a body that are described, and so must a request that was not refused. Made once: all servers of a run say
 * the same. Thread-safe.
 */
final class Description {
    private static final String BASE = "/v2/";
    private static final String ITSELF = "/v2/swagger.json";

    /** What is said of requests as a help, and not insisted upon (REST specification, 1.3 and 1.10). */
    private static final LevelResolver LENIENT = LevelResolver.create()
            .withLevel("validation.request.body.schema.additionalProperties", Level.IGNORE)
            .withLevel("validation.request.body.unexpected", Level.IGNORE)
            .withLevel("validation.request.contentType", Level.IGNORE)
            .withLevel("validation.request.parameter.query.unexpected", Level.IGNORE)
            .withLevel("validation.request.parameter.collection.invalid", Level.IGNORE)
            .withLevel("validation.request.parameter.schema.invalidJson", Level.IGNORE)
            .withLevel("validation.request.security", Level.IGNORE)
            .build();

    /**
     * What the server takes beyond what can be said in Swagger 2.0: null for what is not set, also where an object is
     * described; JSON instead of JSON in a text; scalars instead of their texts; 1 and 0 for true and false (REST
     * specification, 1.3, 1.8, 8.3 and 1.10).
     */
    private static final Pattern ALSO_TAKEN = Pattern.compile("null found, object expected at .*"
            + "|(array|object) found, string expected at .*/(audience_)?conditions"
            + "|(number|integer|boolean) found, string expected at .*/variable_values/.*"
            + "|integer found, boolean expected at ");

    private static final Pattern MISSING = Pattern.compile("Parameter '(\\w+)' is required but is missing\\.");

    private static @Nullable Description known;

    private final OpenApiInteractionValidator validator;

    /** Parameters that may be repeated, and whose values may be several, separated by commas. */
    private final Set<String> lists;

    private Description(String json) {
        OpenAPI api = new OpenAPIParser()
                .readContents(json, List.of(), new ParseOptions())
                .getOpenAPI();
        api.getComponents().getSchemas().values().forEach(it -> withoutAddedTypes(it));
        api.getPaths().values().stream()
                .flatMap(it -> it.readOperations().stream())
                .flatMap(it -> it.getResponses().values().stream())
                .flatMap(it -> Stream.ofNullable(it.getContent()))
                .flatMap(it -> it.values().stream())
                .flatMap(it -> Stream.<Schema<?>>ofNullable(it.getSchema()))
                .forEach(Description::withoutAddedTypes);
        this.lists = api.getPaths().values().stream()
                .flatMap(it -> it.readOperations().stream())
                .flatMap(it -> Stream.ofNullable(it.getParameters()).flatMap(List::stream))
                .filter(it -> it.getSchema() instanceof ArraySchema)
                .map(Parameter::getName)
                .collect(Collectors.toUnmodifiableSet());
        this.validator = OpenApiInteractionValidator.createFor(api)
                .withLevelResolver(LENIENT)
                .build();
    }

    /** The parser takes what may be anything for an object, and says so. */
    private static void withoutAddedTypes(Schema<?> schema) {
        Map<String, Schema<?>> properties = new LinkedHashMap<>();
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, it) -> properties.put(name, it));
        }
        boolean isMap = schema.getAdditionalProperties() instanceof Schema;
        if ("object".equals(schema.getType()) && properties.isEmpty() && !isMap) {
            schema.setType(null);
        }
        properties.values().forEach(Description::withoutAddedTypes);
        if (schema.getItems() != null) {
            withoutAddedTypes(schema.getItems());
        }
        if (schema.getAdditionalProperties() instanceof Schema<?> values) {
            withoutAddedTypes(values);
        }
    }

    static synchronized Description of(String origin) {
        Description description = known;
        if (description == null) {
            description = new Description(
                    new Client(origin).exchangeUnseen("GET", ITSELF).text());
            known = description;
        }
        return description;
    }

    /** @param path below the origin, or a whole URL */
    void mustAllow(String method, String path, Optional<String> body, Answer answer) {
        List<String> violations = violations(method, path, body, answer);
        if (!violations.isEmpty()) {
            throw new AssertionError(
                    method + " " + path + " is not as the server describes it\n  " + String.join("\n  ", violations)
                            + "\nThe body: " + body.orElse("none") + "\nThe answer: " + answer);
        }
    }

    List<String> violations(String method, String path, Optional<String> body, Answer answer) {
        String local = path.replaceFirst("^https?://[^/]*", "");
        String place = local.split("\\?", 2)[0].replaceFirst("/$", "");
        if (!place.startsWith(BASE)
                || place.equals(ITSELF)
                || Set.of("HEAD", "OPTIONS").contains(method)) {
            return List.of();
        }
        // PUT is an undescribed synonym
        String verb = method.equals("PUT") ? "PATCH" : method;
        if (!isMethod(verb)) {
            return List.of();
        }
        ValidationReport report = answer.status() < 400
                ? validator.validate(request(verb, place, local, body), response(answer))
                : validator.validateResponse(place, Request.Method.valueOf(verb), response(answer));
        List<String> violations = new ArrayList<>();
        for (ValidationReport.Message message : report.getMessages()) {
            boolean unknown = Set.of("validation.request.path.missing", "validation.request.operation.notAllowed")
                    .contains(message.getKey());
            String what = message.getMessage()
                    + message.getContext()
                            .flatMap(ValidationReport.MessageContext::getPointers)
                            .map(it -> " at " + it.getInstance())
                            .orElse("");
            boolean lenient = message.getKey().startsWith("validation.request.")
                    && (ALSO_TAKEN.matcher(what).matches() || isBlank(what, local));
            if (message.getLevel() == Level.ERROR && !lenient && !(unknown && answer.status() >= 400)) {
                violations.add(message.getKey() + ": " + what);
            }
        }
        return violations;
    }

    /** Whether it is about a parameter that is there, and blank: the validator takes it for one that is missing. */
    private boolean isBlank(String what, String local) {
        Matcher missing = MISSING.matcher(what);
        return missing.matches()
                && (query(local).getOrDefault(missing.group(1), List.of("missing")).stream()
                                .allMatch(Description::isBlank)
                        || Stream.of(local.split("\\?", 2)[0].split("/"))
                                .skip(1)
                                .anyMatch(it -> isBlank(decoded(it))));
    }

    /** Control characters are blanks to the validator as well. */
    private static boolean isBlank(String value) {
        return value.isBlank() || value.trim().isEmpty();
    }

    private static boolean isMethod(String verb) {
        return Set.of("GET", "POST", "PATCH", "DELETE").contains(verb);
    }

    private Request request(String verb, String place, String local, Optional<String> body) {
        SimpleRequest.Builder request = new SimpleRequest.Builder(verb, place);
        query(local).forEach(request::withQueryParam);
        body.map(Description::withoutMark).ifPresent(it -> request.withBody(it).withContentType("application/json"));
        return request.build();
    }

    /** A mark of the order of bytes may be ignored (RFC 8259, 8.1), and is. */
    private static String withoutMark(String body) {
        return body.startsWith("\ufeff") ? body.substring(1) : body;
    }

    private Map<String, List<String>> query(String local) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        String[] parts = local.split("\\?", 2);
        for (String pair : parts.length < 2 ? new String[0] : parts[1].split("&")) {
            if (!pair.isEmpty()) {
                String[] both = pair.split("=", 2);
                String name = decoded(both[0]);
                String value = both.length < 2 ? "" : decoded(both[1]);
                if (lists.contains(name)) {
                    query.computeIfAbsent(name, it -> new ArrayList<>()).addAll(List.of(value.split(",")));
                } else {
                    // of one that is repeated the last counts
                    query.put(name, List.of(value));
                }
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static SimpleResponse response(Answer answer) {
        SimpleResponse.Builder response = new SimpleResponse.Builder(answer.status());
        answer.header("Content-Type").ifPresent(response::withContentType);
        if (!answer.text().isEmpty()) {
            response.withBody(answer.text());
        }
        return response.build();
    }
}
