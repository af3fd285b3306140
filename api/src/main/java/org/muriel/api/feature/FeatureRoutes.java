package org.muriel.api.feature;

import java.util.List;
import java.util.Set;
import org.muriel.api.entity.Resource;
import org.muriel.api.route.Route;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.feature.Feature;

/** Features (REST specification, 7). */
public final class FeatureRoutes {
    private static final String TAG = "Features";

    private final Resource<Feature> features;

    public FeatureRoutes(Catalog catalog) {
        this.features = new Resource<>(catalog, new FeatureJson());
    }

    public List<Route> routes() {
        String all = "/v2/features";
        String one = "/v2/features/{feature_id}";
        return List.of(
                Route.of(
                        "GET",
                        all,
                        "list_features",
                        TAG,
                        Resource.collection(),
                        Set.of(200, 400, 404),
                        call -> features.list(call, it -> true)),
                Route.of("POST", all, "create_feature", TAG, List.of(), Set.of(201, 400, 409), features::create),
                Route.of(
                        "GET",
                        one,
                        "get_feature",
                        TAG,
                        List.of(),
                        Set.of(200, 400, 404),
                        call -> features.get(call, call.pathId("feature_id"))),
                Route.of(
                        "PATCH",
                        one,
                        "update_feature",
                        TAG,
                        List.of(),
                        Set.of(200, 400, 404, 409),
                        call -> features.update(call, call.pathId("feature_id"))),
                Route.of(
                        "DELETE",
                        one,
                        "delete_feature",
                        TAG,
                        List.of(),
                        Set.of(204, 400, 404),
                        call -> features.archive(call, call.pathId("feature_id"), it -> true)));
    }
}
