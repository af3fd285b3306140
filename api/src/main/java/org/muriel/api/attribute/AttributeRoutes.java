package org.muriel.api.attribute;

import java.util.List;
import java.util.Set;
import org.muriel.api.entity.Resource;
import org.muriel.api.route.Route;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.catalog.Catalog;

/** Attributes (REST specification, 4). */
public final class AttributeRoutes {
    private static final String TAG = "Attributes";

    private final Resource<Attribute> attributes;

    public AttributeRoutes(Catalog catalog) {
        this.attributes = new Resource<>(catalog, new AttributeJson());
    }

    public List<Route> routes() {
        String all = "/v2/attributes";
        String one = "/v2/attributes/{attribute_id}";
        return List.of(
                Route.of(
                        "GET",
                        all,
                        "list_attributes",
                        TAG,
                        Resource.collection(),
                        Set.of(200, 400, 404),
                        call -> attributes.list(call, it -> true)),
                Route.of("POST", all, "create_attribute", TAG, List.of(), Set.of(201, 400, 409), attributes::create),
                Route.of(
                        "GET",
                        one,
                        "get_attribute",
                        TAG,
                        List.of(),
                        Set.of(200, 400, 404),
                        call -> attributes.get(call, call.pathId("attribute_id"))),
                Route.of(
                        "PATCH",
                        one,
                        "update_attribute",
                        TAG,
                        List.of(),
                        Set.of(200, 400, 404, 409),
                        call -> attributes.update(call, call.pathId("attribute_id"))),
                Route.of(
                        "DELETE",
                        one,
                        "delete_attribute",
                        TAG,
                        List.of(),
                        Set.of(204, 400, 404),
                        call -> attributes.archive(call, call.pathId("attribute_id"), it -> true)));
    }
}
