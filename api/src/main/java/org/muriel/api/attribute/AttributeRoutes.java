package org.muriel.api.attribute;

import java.util.List;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Resource;
import org.muriel.api.route.Route;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.catalog.Catalog;

/** Attributes (REST specification, 4). */
public final class AttributeRoutes {
    private final Resource<Attribute> resource;

    public AttributeRoutes(Catalog catalog) {
        this.resource = new Resource<>(catalog, new AttributeJson());
    }

    public EntityCodec<Attribute> codec() {
        return resource.codec();
    }

    public List<Route> routes() {
        return resource.routes("attributes", "attribute", "Attributes");
    }
}
