package org.muriel.api.environment;

import java.util.List;
import java.util.Set;
import org.muriel.api.entity.Resource;
import org.muriel.api.entity.SecretKeys;
import org.muriel.api.route.Route;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.project.Environment;

/** Environments (REST specification, 3). */
public final class EnvironmentRoutes {
    private static final String TAG = "Environments";

    private final Resource<Environment> environments;

    public EnvironmentRoutes(Catalog catalog, SecretKeys secretKeys) {
        this.environments = new Resource<>(catalog, new EnvironmentJson(secretKeys));
    }

    public List<Route> routes() {
        String all = "/v2/environments";
        String one = "/v2/environments/{environment_id}";
        return List.of(
                Route.of(
                        "GET",
                        all,
                        "list_environments",
                        TAG,
                        Resource.collection(),
                        Set.of(200, 400, 404),
                        call -> environments.list(call, it -> true)),
                Route.of(
                        "POST", all, "create_environment", TAG, List.of(), Set.of(201, 400, 409), environments::create),
                Route.of(
                        "GET",
                        one,
                        "get_environment",
                        TAG,
                        List.of(),
                        Set.of(200, 400, 404),
                        call -> environments.get(call, call.pathId("environment_id"))),
                Route.of(
                        "PATCH",
                        one,
                        "update_environment",
                        TAG,
                        List.of(),
                        Set.of(200, 400, 404, 409),
                        call -> environments.update(call, call.pathId("environment_id"))),
                Route.of(
                        "DELETE",
                        one,
                        "delete_environment",
                        TAG,
                        List.of(),
                        Set.of(204, 400, 404),
                        call -> environments.archive(call, call.pathId("environment_id"), it -> true)));
    }
}
