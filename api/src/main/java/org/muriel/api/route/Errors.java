package org.muriel.api.route;

import static org.muriel.api.schema.Schema.byName;
import static org.muriel.api.schema.Schema.list;
import static org.muriel.api.schema.Schema.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.muriel.api.json.Json;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.problem.Violation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Problems on the wire: the one place where they become statuses and sentences (REST specification, 1.12), in the
 * form of a dialect.
 */
public final class Errors {
    private static final Logger log = LoggerFactory.getLogger(Errors.class);

    /** The body of every error of the configuration API. */
    public static final Shape BODY = Shape.of("Error", "Why a request got no other answer.")
            .readOnly("code", text(), "A word for programs.")
            .readOnly("message", text(), "A sentence for people.")
            .readOnlyIfAny("messages", byName(list(text())), "What is wrong with each member or parameter.")
            .readOnly("uuid", text(), "Under which the log may know more.");

    /** The form of the configuration API. */
    public static final Errors REST = new Errors(Errors::rest);

    private final Form form;

    /**
     * Why a request gets no other answer.
     *
     * @param code a word for programs
     * @param uuid under which the log may know more
     */
    public record Failure(int status, String code, String message, List<Violation> violations, UUID uuid) {}

    /** The body that a dialect gives a failure. */
    @FunctionalInterface
    public interface Form {
        Reply write(Failure failure);
    }

    public Errors(Form form) {
        this.form = form;
    }

    Reply of(Problem problem) {
        return switch (problem) {
            case Problem.NotFound(String what, long id) ->
                error(404, "not_found", "There is no " + what + " with id " + id + ".", List.of());
            case Problem.Unknown(String what, String id) ->
                error(404, "not_found", "There is no " + what + " with id " + Json.excerpt(id) + ".", List.of());
            case Problem.Malformed(List<Violation> violations) -> malformed(violations);
            case Problem.Taken(String what, String member, String value, long byId) ->
                error(
                        409,
                        "conflict",
                        "The " + member + " " + quoted(value) + " belongs to another " + what + " of this project, "
                                + byId + "; archived ones keep theirs.",
                        List.of(new Violation("/" + member, "one that no other " + what + " has", quoted(value))));
            case Problem.NotAllowedNow(String change, String currentStatus, String expectedStatus) ->
                error(
                        400,
                        "bad_request",
                        "Cannot " + change + ": the status is " + currentStatus + ", expected " + expectedStatus + ".",
                        List.of(new Violation("status", expectedStatus, currentStatus)));
            case Problem.NotPermitted(String what, String expected, String found) ->
                error(
                        403,
                        "forbidden",
                        "To " + what + " one has to be " + expected + "; you are " + found + ".",
                        List.of(new Violation("role", expected, found)));
            case Problem.Stale(String what, long id, String expected, String present) ->
                error(
                        412,
                        "precondition_failed",
                        "The " + what + " " + id + " has changed since: nothing was done. Get it again, and send its"
                                + " ETag in If-Match.",
                        List.of(new Violation("If-Match", present, expected)));
            case Problem.KeyReused(String key) ->
                error(
                        422,
                        "idempotency_key_reused",
                        "The Idempotency-Key " + quoted(key) + " came with another request before: nothing was done.",
                        List.of(new Violation("Idempotency-Key", "a key of its own for each request", quoted(key))));
            case Problem.TooMany(String what) ->
                tooMany("There are as many " + what + " as may be: nothing was done. Try again later.");
            case Problem.Outdated(String what) ->
                error(
                        409,
                        "conflict",
                        "The configuration has changed since the " + what + " was made; nothing was changed now.",
                        List.of(new Violation("/" + what, "one of the present configuration", "one of another")));
            case Problem.Gone(String what, long id) ->
                error(410, "gone", "The " + what + " " + id + " is archived already.", List.of());
        };
    }

    /** An unknown path, or one that is to look like it. */
    public Reply unrouted() {
        return error(404, "not_found", "Nothing matches the given URI", List.of());
    }

    Reply methodNotAllowed(String method, List<String> allowed) {
        return error(
                        405,
                        "method_not_allowed",
                        "This resource has no " + method + "; it has " + String.join(", ", allowed) + ".",
                        List.of())
                .with("Allow", String.join(", ", allowed));
    }

    Reply unauthorized(String message) {
        return error(401, "unauthorized", message, List.of()).with("WWW-Authenticate", "Bearer");
    }

    public Reply forbidden(String message) {
        return error(403, "forbidden", message, List.of());
    }

    /** As much of a costly thing is done at once as may be. */
    public Reply tooMany(String message) {
        return error(429, "too_many_requests", message, List.of()).with("Retry-After", "5");
    }

    /** More requests than one token has in a minute. */
    Reply tooOften(long retryAfterSeconds) {
        return error(
                        429,
                        "too_many_requests",
                        "This token has no requests left; there are more in " + retryAfterSeconds + " seconds.",
                        List.of())
                .with("Retry-After", Long.toString(retryAfterSeconds));
    }

    Reply tooLarge(int most) {
        return error(413, "payload_too_large", "The body has more than " + most + " bytes.", List.of());
    }

    /** A request that is not HTTP as it should be. */
    Reply unreadable(int status, String message) {
        return error(status, status == 500 ? "internal_error" : "bad_request", message, List.of());
    }

    /** Something we did not foresee: logged once, under the uuid that the answer gives. */
    Reply internal(Throwable cause) {
        UUID uuid = UUID.randomUUID();
        log.error("internal error {}", uuid, cause);
        return error(
                500, "internal_error", "Something went wrong here; the log has it under the uuid.", List.of(), uuid);
    }

    /** Nothing was done, for want of room: the same request may succeed a moment later. Whoever refuses has logged it. */
    Reply busy(String why) {
        return error(503, "service_unavailable", "Nothing was taken: " + why + ".", List.of())
                .with("Retry-After", "1");
    }

    /** The storage failed, such as on a full disk; a write has not taken place. */
    Reply unavailable(Throwable cause) {
        UUID uuid = UUID.randomUUID();
        log.error("storage failed {}", uuid, cause);
        return error(
                        503,
                        "service_unavailable",
                        "The storage failed; nothing was changed. The log has the reason under the uuid.",
                        List.of(),
                        uuid)
                .with("Retry-After", "5");
    }

    private Reply malformed(List<Violation> violations) {
        String message = violations.stream()
                .limit(3)
                .map(it -> it.sentence().orElseGet(() -> sentence(it)))
                .collect(Collectors.joining(" "));
        String more = violations.size() > 3 ? " And " + (violations.size() - 3) + " more." : "";
        return error(400, "bad_request", message + more, violations);
    }

    private static String sentence(Violation it) {
        String where = it.at().isEmpty() ? "The body" : it.at();
        return where + ": expected " + it.expected() + ", found " + it.found() + ".";
    }

    private Reply error(int status, String code, String message, List<Violation> violations) {
        return error(status, code, message, violations, UUID.randomUUID());
    }

    private Reply error(int status, String code, String message, List<Violation> violations, UUID uuid) {
        return form.write(new Failure(status, code, message, violations, uuid));
    }

    private static Reply rest(Failure failure) {
        ObjectNode body = Json.object()
                .put("code", failure.code())
                .put("message", failure.message())
                .put("uuid", failure.uuid().toString());
        if (!failure.violations().isEmpty()) {
            ObjectNode messages = body.putObject("messages");
            byMember(failure.violations()).forEach((member, texts) -> {
                ArrayNode array = messages.putArray(member);
                texts.forEach(array::add);
            });
        }
        return Reply.json(failure.status(), body);
    }

    /** {@code /variations/0/weight} is told to people and programs as {@code variations.0.weight}. */
    private static Map<String, List<String>> byMember(List<Violation> violations) {
        return violations.stream()
                .collect(Collectors.groupingBy(
                        it -> it.at().isEmpty() ? "body" : member(it.at()),
                        LinkedHashMap::new,
                        Collectors.mapping(
                                it -> "expected " + it.expected() + ", found " + it.found(), Collectors.toList())));
    }

    private static String member(String at) {
        return (at.startsWith("/") ? at.substring(1) : at)
                .replace('/', '.')
                .replace("~1", "/")
                .replace("~0", "~");
    }

    private static String quoted(String value) {
        return "'" + value + "'";
    }
}
