package org.muriel.api.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.muriel.experiment.problem.Outcome;

/**
 * One operation of the API, as data: what serves it, what may call it, and what a description of the API says of it.
 *
 * @param methods the first is the proper one, the others are accepted as synonyms
 * @param template path with parameters in braces, such as {@code /v2/projects/{project_id}}; text may follow a
 *     parameter in its segment
 * @param operationId what generated clients call it
 * @param tag the group it is described in
 * @param parameters those of the path first
 * @param statuses that answers may have, apart from those any route may give
 * @param dialect whose conventions it keeps
 */
public record Route(
        List<String> methods,
        String template,
        String operationId,
        String tag,
        Allows allows,
        List<Parameter> parameters,
        Set<Integer> statuses,
        Dialect dialect,
        Handler handler) {

    /** Who may call a route. */
    public enum Allows {
        /** Anybody, without a token. */
        ANYBODY,
        /** Whoever has a token of this server. */
        TOKEN_HOLDERS,
        /** Whoever has the SDK key of an environment; each dialect has a header for it and reads it itself. */
        SDK_KEY_HOLDERS
    }

    @FunctionalInterface
    public interface Handler {
        /** Answers, or names the problem. What it throws is our fault and becomes a 500. */
        Outcome<Reply> handle(Call call);
    }

    /**
     * A route for token holders. Its path parameters are ids.
     *
     * @param method a {@code PATCH} is served as {@code PUT} too, which a published client uses
     */
    public static Route of(
            String method,
            String template,
            String operationId,
            String tag,
            List<Parameter> query,
            Set<Integer> statuses,
            Handler handler) {
        return new Route(
                method.equals("PATCH") ? List.of("PATCH", "PUT") : List.of(method),
                template,
                operationId,
                tag,
                Allows.TOKEN_HOLDERS,
                withPath(template, Parameter.Type.ID, query),
                statuses,
                Dialect.REST,
                handler);
    }

    /** A GET anybody may call. Its path parameters are text. */
    public static Route publicGet(
            String template,
            String operationId,
            String tag,
            List<Parameter> query,
            Set<Integer> statuses,
            Handler handler) {
        return new Route(
                List.of("GET"),
                template,
                operationId,
                tag,
                Allows.ANYBODY,
                withPath(template, Parameter.Type.TEXT, query),
                statuses,
                Dialect.REST,
                handler);
    }

    /** This route with the conventions of another dialect. */
    public Route speaking(Dialect other) {
        return new Route(methods, template, operationId, tag, allows, parameters, statuses, other, handler);
    }

    List<String> segments() {
        return segments(template);
    }

    static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    static String parameterName(String segment) {
        return segment.substring(1, segment.indexOf('}'));
    }

    /** What follows the parameter in its segment: {@code .json} in {@code {sdk_key}.json}, mostly nothing. */
    static String suffix(String segment) {
        return segment.substring(segment.indexOf('}') + 1);
    }

    /** The parts between the slashes; a trailing slash makes no difference. */
    static List<String> segments(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        List<String> parts = Arrays.asList(inner.split("/", -1));
        return !parts.isEmpty() && parts.getLast().isEmpty() ? parts.subList(0, parts.size() - 1) : parts;
    }

    private static List<Parameter> withPath(String template, Parameter.Type type, List<Parameter> query) {
        List<Parameter> all = new ArrayList<>();
        for (String segment : segments(template)) {
            if (isParameter(segment)) {
                all.add(Parameter.path(parameterName(segment), type));
            }
        }
        all.addAll(query);
        return List.copyOf(all);
    }
}
