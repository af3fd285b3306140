package org.muriel.api.feature;

import java.util.List;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Resource;
import org.muriel.api.route.Route;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.feature.Feature;

/** Features (REST specification, 7). */
public final class FeatureRoutes {
    private final Resource<Feature> resource;

    public FeatureRoutes(Catalog catalog) {
        this.resource = new Resource<>(catalog, new FeatureJson());
    }

    public EntityCodec<Feature> codec() {
        return resource.codec();
    }

    public List<Route> routes() {
        return resource.routes("features", "feature", "Features");
    }
}
