package org.muriel.console.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.muriel.api.route.Call;
import org.muriel.api.route.Dialect;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.experiment.problem.Outcome;

/** The addresses of a part of the console. */
public final class Pages {
    private static final Set<Integer> STATUSES = Set.of(200, 303, 422);

    private final List<Route> routes = new ArrayList<>();
    private final Doors doors;
    private final Dialect dialect;

    public Pages(Doors doors, Dialect dialect) {
        this.doors = doors;
        this.dialect = dialect;
    }

    /** Answers somebody who is signed in. */
    @FunctionalInterface
    public interface Page {
        Reply answer(Visit visit);
    }

    /** Answers anybody. */
    @FunctionalInterface
    public interface OpenPage {
        Reply answer(Call call);
    }

    /**
     * A page to look at.
     *
     * @param template of the address; its parameters are ids
     */
    public Pages get(String template, Page page) {
        return add("GET", template, call -> doors.answer(call, page));
    }

    /** A form's address. It answers only forms that are from here. */
    public Pages post(String template, Page page) {
        return add("POST", template, call -> doors.answerForm(call, page));
    }

    /** A page for anybody. Parameters of its address are text. */
    public Pages open(String method, String template, OpenPage page) {
        return add(method, template, Parameter.Type.TEXT, page);
    }

    public List<Route> routes() {
        return List.copyOf(routes);
    }

    private Pages add(String method, String template, OpenPage page) {
        return add(method, template, Parameter.Type.ID, page);
    }

    private Pages add(String method, String template, Parameter.Type type, OpenPage page) {
        routes.add(new Route(
                List.of(method),
                template,
                method + " " + template,
                "Console",
                Route.Allows.ANYBODY,
                parameters(template, type),
                STATUSES,
                dialect,
                call -> Outcome.done(page.answer(call))));
        return this;
    }

    /** Those in braces. */
    private static List<Parameter> parameters(String template, Parameter.Type type) {
        List<Parameter> parameters = new ArrayList<>();
        for (String segment : template.split("/", -1)) {
            if (segment.startsWith("{")) {
                parameters.add(Parameter.path(segment.substring(1, segment.indexOf('}')), type));
            }
        }
        return parameters;
    }
}
