package org.muriel.api.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Resource;
import org.muriel.api.experiment.ExperimentWords;
import org.muriel.api.json.Json;
import org.muriel.api.json.JsonObject;
import org.muriel.api.route.Call;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.exclusion.ExclusionGroup;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.traffic.Range;
import org.muriel.experiment.traffic.Share;
import tools.jackson.databind.node.ArrayNode;

/** Exclusion groups (REST specification, 15). */
public final class GroupRoutes {
    private static final Shape RANGE = Shape.of("GroupRange", "Buckets of a group.")
            .readOnly("from", Schema.count(), "The first one, 0 to 9999.")
            .readOnly("to", Schema.count(), "The first one behind.")
            .readOnlyIfAny("experiment_id", Schema.id(), "Whose they are; missing: they are free.")
            .readOnlyIfAny("key", Schema.text(), "")
            .readOnlyIfAny("status", Schema.text(), "In the primary environment.");

    private static final Shape RANGES = Shape.of("GroupRanges", "All 10 000 buckets of a group, in order.")
            .readOnly("ranges", Schema.list(RANGE), "");

    private final Catalog catalog;
    private final Resource<ExclusionGroup> resource;

    public GroupRoutes(Catalog catalog) {
        this.catalog = catalog;
        this.resource = new Resource<>(catalog, new GroupJson());
    }

    public EntityCodec<ExclusionGroup> codec() {
        return resource.codec();
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(resource.routes("groups", "group", "Groups"));
        routes.add(Route.of(
                        "GET",
                        "/v2/x/groups/{group_id}/ranges",
                        "get_group_ranges",
                        "Groups",
                        List.of(),
                        Set.of(200, 400, 404),
                        this::ranges)
                .described("Reads which buckets the experiments of a group have, and which are free")
                .answering(RANGES));
        return List.copyOf(routes);
    }

    private Outcome<Reply> ranges(Call call) {
        Snapshot snapshot = catalog.snapshot();
        return resource.find(snapshot, call.pathId("group_id"))
                .map(group -> Reply.ok(new JsonObject().put("ranges", ranges(group, snapshot))));
    }

    private static ArrayNode ranges(ExclusionGroup group, Snapshot snapshot) {
        ArrayNode all = Json.array();
        int from = 0;
        for (Range range : group.ranges()) {
            all.add(range(from, range.end(), range.holder(), snapshot).node());
            from = range.end();
        }
        if (from < Share.EVERYONE.basisPoints()) {
            all.add(range(from, Share.EVERYONE.basisPoints(), Optional.empty(), snapshot)
                    .node());
        }
        return all;
    }

    private static JsonObject range(int from, int to, Optional<Long> holder, Snapshot snapshot) {
        JsonObject out = new JsonObject().put("from", from).put("to", to);
        holder.flatMap(it -> snapshot.find(Experiment.class, it))
                .ifPresent(experiment -> out.put("experiment_id", experiment.id())
                        .put("key", experiment.design().key())
                        .put(
                                "status",
                                ExperimentWords.status(
                                        experiment,
                                        snapshot.primaryEnvironment(experiment.projectId())
                                                .id())));
        return out;
    }
}
