package org.muriel.api.group;

import java.util.List;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Resource;
import org.muriel.api.route.Route;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.exclusion.ExclusionGroup;

/** Exclusion groups (REST specification, 15). */
public final class GroupRoutes {
    private final Resource<ExclusionGroup> resource;

    public GroupRoutes(Catalog catalog) {
        this.resource = new Resource<>(catalog, new GroupJson());
    }

    public EntityCodec<ExclusionGroup> codec() {
        return resource.codec();
    }

    public List<Route> routes() {
        return resource.routes("groups", "group", "Groups");
    }
}
