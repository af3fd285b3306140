package org.muriel.api.swagger;

import java.util.List;
import java.util.Set;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.experiment.problem.Outcome;

/** Serves the description of all other routes below {@code /v2}, to anybody: some clients build themselves from it. */
public final class SwaggerRoutes {
    private final SwaggerJson json;

    /** @param routes all others of the API */
    public SwaggerRoutes(List<Route> routes) {
        this.json = new SwaggerJson(routes);
    }

    public List<Route> routes() {
        return List.of(Route.publicGet(
                "/v2/swagger.json",
                "get_description",
                "Description",
                List.of(),
                Set.of(200),
                call -> Outcome.done(Reply.json(200, json.of(call.origin())))));
    }
}
