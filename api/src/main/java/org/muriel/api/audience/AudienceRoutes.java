package org.muriel.api.audience;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Resource;
import org.muriel.api.json.Fields;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Route;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.IdGenerator;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.problem.Outcome;

/** Audiences (REST specification, 6). */
public final class AudienceRoutes {
    private final Resource<Audience> resource;

    public AudienceRoutes(Catalog catalog) {
        this.resource = new Resource<>(catalog, new AudienceJson());
    }

    /** What the members of a request make of an audience that is not kept. */
    public Outcome<Audience> read(Fields in, long projectId, Snapshot snapshot) {
        Draft draft = new Draft(snapshot, Instant.EPOCH, new IdGenerator(IdGenerator.LAST_FOREIGN + 1));
        Audience read = codec().read(in, codec().blank(draft, projectId), draft);
        return in.violations().orDone(read);
    }

    public EntityCodec<Audience> codec() {
        return resource.codec();
    }

    public List<Route> routes() {
        List<Parameter> filters = List.of(
                Parameter.optional("archived", Parameter.Type.TRUTH),
                Parameter.optional("for_journey", Parameter.Type.TRUTH));
        return resource.routes("audiences", "audience", "Audiences", filters, AudienceRoutes::filter);
    }

    private static Predicate<Audience> filter(Call call) {
        Optional<Boolean> archived = call.truth("archived");
        Optional<Boolean> forJourney = call.truth("for_journey");
        return it -> archived.orElse(it.archived()) == it.archived()
                && forJourney.orElse(isForJourney(it)) == isForJourney(it);
    }

    private static boolean isForJourney(Audience audience) {
        return audience.forJourney().orElse(false);
    }
}
