package org.muriel.api.audience;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.entity.Resource;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.problem.Outcome;

/** Audiences (REST specification, 6). */
public final class AudienceRoutes {
    private static final String TAG = "Audiences";

    private final Resource<Audience> audiences;

    public AudienceRoutes(Catalog catalog) {
        this.audiences = new Resource<>(catalog, new AudienceJson());
    }

    public List<Route> routes() {
        String all = "/v2/audiences";
        String one = "/v2/audiences/{audience_id}";
        return List.of(
                Route.of(
                        "GET",
                        all,
                        "list_audiences",
                        TAG,
                        Resource.collection(
                                Parameter.optional("archived", Parameter.Type.TRUTH),
                                Parameter.optional("for_journey", Parameter.Type.TRUTH)),
                        Set.of(200, 400, 404),
                        this::list),
                Route.of("POST", all, "create_audience", TAG, List.of(), Set.of(201, 400, 409), audiences::create),
                Route.of(
                        "GET",
                        one,
                        "get_audience",
                        TAG,
                        List.of(),
                        Set.of(200, 400, 404),
                        call -> audiences.get(call, call.pathId("audience_id"))),
                Route.of(
                        "PATCH",
                        one,
                        "update_audience",
                        TAG,
                        List.of(),
                        Set.of(200, 400, 404, 409),
                        call -> audiences.update(call, call.pathId("audience_id"))),
                Route.of(
                        "DELETE",
                        one,
                        "delete_audience",
                        TAG,
                        List.of(),
                        Set.of(204, 400, 404),
                        call -> audiences.archive(call, call.pathId("audience_id"), it -> true)));
    }

    private Outcome<Reply> list(Call call) {
        Optional<Boolean> archived = call.truth("archived");
        Optional<Boolean> forJourney = call.truth("for_journey");
        return audiences.list(
                call,
                it -> archived.orElse(it.archived()) == it.archived()
                        && forJourney.orElse(isForJourney(it)) == isForJourney(it));
    }

    private static boolean isForJourney(Audience audience) {
        return audience.forJourney().orElse(false);
    }
}
