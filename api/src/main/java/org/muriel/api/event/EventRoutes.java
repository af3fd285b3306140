package org.muriel.api.event;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Resource;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.eventtype.EventType;

/** Custom events: written below their project, read through the common collection (REST specification, 5). */
public final class EventRoutes {
    private static final String TAG = "Events";

    private final Resource<EventType> written;
    private final Resource<EventType> read;

    public EventRoutes(Catalog catalog) {
        this.written = new Resource<>(catalog, new EventJson(false));
        this.read = new Resource<>(catalog, new EventJson(true));
    }

    public EntityCodec<EventType> codec() {
        return written.codec();
    }

    public List<Route> routes() {
        String one = "/v2/projects/{project_id}/custom_events/{event_id}";
        Parameter includeClassic = Parameter.optional("include_classic", Parameter.Type.TRUTH);
        return List.of(
                Route.of(
                                "GET",
                                "/v2/events",
                                "list_events",
                                TAG,
                                Resource.collection(includeClassic),
                                Set.of(200, 400, 404),
                                call -> read.list(call, it -> true))
                        .described("Lists the events of a project")
                        .answering(Schema.list(EventSchema.EVENT)),
                Route.of(
                                "GET",
                                "/v2/events/{event_id}",
                                "get_event",
                                TAG,
                                List.of(includeClassic),
                                Set.of(200, 400, 404),
                                call -> read.get(call, call.pathId("event_id")))
                        .described("Reads an event")
                        .answering(EventSchema.EVENT),
                Route.of(
                                "POST",
                                "/v2/projects/{project_id}/custom_events",
                                "create_custom_event",
                                TAG,
                                List.of(),
                                Set.of(201, 400, 404, 409),
                                call -> written.createIn(call, call.pathId("project_id")))
                        .described("Creates an event")
                        .taking(EventSchema.EVENT)
                        .answering(EventSchema.EVENT),
                Route.of(
                                "PATCH",
                                one,
                                "update_custom_event",
                                TAG,
                                List.of(),
                                Set.of(200, 400, 404, 409, 412),
                                call -> written.update(
                                        call, call.pathId("event_id"), ofProject(call), Resource::asRead))
                        .described("Changes an event")
                        .taking(EventSchema.EVENT)
                        .answering(EventSchema.EVENT),
                Route.of(
                                "DELETE",
                                one,
                                "delete_custom_event",
                                TAG,
                                List.of(),
                                Set.of(204, 400, 404, 412),
                                call -> written.archive(call, call.pathId("event_id"), ofProject(call)))
                        .described("Archives an event"));
    }

    private static Predicate<EventType> ofProject(Call call) {
        long projectId = call.pathId("project_id");
        return it -> it.projectId() == projectId;
    }
}
