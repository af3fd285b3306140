package org.muriel.api.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.muriel.access.Right;
import org.muriel.api.schema.Schema;
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
 * @param right what the caller needs, of those who come with a token
 * @param scope where the caller needs it
 * @param description what else clients and people are told; every route below {@code /v2} has it
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
        Handler handler,
        Right right,
        Scope scope,
        Optional<Description> description) {

    /**
     * A route that needs what its method does: to read, the right to view; else, to edit. Nothing is said about it yet.
     */
    public Route(
            List<String> methods,
            String template,
            String operationId,
            String tag,
            Allows allows,
            List<Parameter> parameters,
            Set<Integer> statuses,
            Dialect dialect,
            Handler handler) {
        this(
                methods,
                template,
                operationId,
                tag,
                allows,
                parameters,
                statuses,
                dialect,
                handler,
                methods.contains("GET") ? Right.VIEW : Right.EDIT,
                Scope.PROJECT,
                Optional.empty());
    }

    /** Who may call a route. */
    public enum Allows {
        /** Anybody, without a token. */
        ANYBODY,
        /** Whoever has a token of this server. */
        TOKEN_HOLDERS,
        /** Whoever has the SDK key of an environment; each dialect has a header for it and reads it itself. */
        SDK_KEY_HOLDERS
    }

    /** What a route is about, and so where its caller needs a right. */
    public enum Scope {
        /**
         * One project: that of the things whose ids are in the path; else the one that {@code project_id} names, in
         * the query or in the body.
         */
        PROJECT,
        /** The account: administrators of the account only. */
        ACCOUNT,
        /**
         * Whatever the caller may see or do: it is enough to have the right in one project. The handler asks {@link
         * Call#caller} what that is.
         */
        CALLER
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

    /** This route, whose parameter of that name in the path is text rather than an id. */
    public Route withText(String parameter) {
        List<Parameter> changed = parameters.stream()
                .map(it -> it.in() == Parameter.In.PATH && it.name().equals(parameter)
                        ? Parameter.path(parameter, Parameter.Type.TEXT)
                        : it)
                .toList();
        return new Route(
                methods,
                template,
                operationId,
                tag,
                allows,
                changed,
                statuses,
                dialect,
                handler,
                right,
                scope,
                description);
    }

    /** This route with the conventions of another dialect. */
    public Route speaking(Dialect other) {
        return new Route(
                methods,
                template,
                operationId,
                tag,
                allows,
                parameters,
                statuses,
                other,
                handler,
                right,
                scope,
                description);
    }

    /** This route for those who have the right, instead of the one its method suggests. */
    public Route needing(Right needed) {
        return new Route(
                methods,
                template,
                operationId,
                tag,
                allows,
                parameters,
                statuses,
                dialect,
                handler,
                needed,
                scope,
                description);
    }

    /** This route about another scope than one project. */
    public Route about(Scope other) {
        return new Route(
                methods,
                template,
                operationId,
                tag,
                allows,
                parameters,
                statuses,
                dialect,
                handler,
                right,
                other,
                description);
    }

    /**
     * This route, described. What it takes and answers with is added by {@link #taking} and {@link #answering}.
     *
     * @param summary one sentence without a full stop, such as {@code Lists the attributes of a project}
     */
    public Route described(String summary) {
        return with(new Description(summary, Optional.empty(), Optional.empty()));
    }

    /** @param body what is sent: seen as a creation when the method is POST, else as a change */
    public Route taking(Schema body) {
        Description said = description.orElseThrow();
        return with(new Description(said.summary(), Optional.of(body), said.answer()));
    }

    /** @param answer what is in the body when all went well */
    public Route answering(Schema answer) {
        Description said = description.orElseThrow();
        return with(new Description(said.summary(), said.body(), Optional.of(answer)));
    }

    private Route with(Description said) {
        return new Route(
                methods,
                template,
                operationId,
                tag,
                allows,
                parameters,
                statuses,
                dialect,
                handler,
                right,
                scope,
                Optional.of(said));
    }

    /** This route with another handler, which may give one more status. */
    Route handledBy(Handler other, int status) {
        Set<Integer> more = new TreeSet<>(statuses);
        more.add(status);
        return new Route(
                methods,
                template,
                operationId,
                tag,
                allows,
                parameters,
                Set.copyOf(more),
                dialect,
                other,
                right,
                scope,
                description);
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
