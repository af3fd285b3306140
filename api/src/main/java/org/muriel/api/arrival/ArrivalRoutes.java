package org.muriel.api.arrival;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.muriel.api.datafile.Fetches;
import org.muriel.api.json.JsonObject;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.event.Conversion;
import org.muriel.event.Exposure;
import org.muriel.event.intake.RecentEvents;
import org.muriel.event.intake.RecentEvents.Seen;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;
import org.muriel.result.Arrivals;

/** The newest events of a project, its first ones, and why an experiment has none. */
public final class ArrivalRoutes {
    private static final String TAG = "Visitor events";

    private final Catalog catalog;
    private final Arriving arriving;
    private final Fetches fetches;
    private final Doctor doctor;

    /**
     * What is known of events that come.
     *
     * @param loaded events at earlier positions are in the store
     */
    public record Arriving(RecentEvents recent, Arrivals stored, LongSupplier loaded) {}

    public ArrivalRoutes(Catalog catalog, Arriving arriving, Fetches fetches) {
        this.catalog = catalog;
        this.arriving = arriving;
        this.fetches = fetches;
        this.doctor = new Doctor(arriving, fetches);
    }

    public List<Route> routes() {
        return List.of(
                Route.of(
                                "GET",
                                "/v2/x/projects/{project_id}/events/recent",
                                "list_recent_events",
                                TAG,
                                List.of(
                                        Parameter.optional("after", Parameter.Type.TEXT),
                                        Parameter.optional("limit", Parameter.Type.PER_PAGE)),
                                Set.of(200, 400, 404),
                                this::recent)
                        .described("Lists the newest events of a project, the newest first")
                        .answering(Schema.list(ArrivalSchema.RECENT)),
                Route.of(
                                "GET",
                                "/v2/x/projects/{project_id}/arrivals",
                                "get_arrivals",
                                TAG,
                                List.of(),
                                Set.of(200, 400, 404),
                                this::arrivals)
                        .described("Tells what has come of a project already")
                        .answering(ArrivalSchema.ARRIVALS),
                Route.of(
                                "GET",
                                "/v2/x/experiments/{experiment_id}/doctor",
                                "diagnose_experiment",
                                "Experiments",
                                List.of(),
                                Set.of(200, 400, 404),
                                this::diagnose)
                        .described("Tells why an experiment has no results")
                        .answering(ArrivalSchema.DOCTOR));
    }

    private Outcome<Reply> recent(Call call) {
        String after = call.text("after").orElse("0");
        if (!after.matches("[0-9]{1,18}")) {
            return Outcome.refused(Problem.Malformed.at("after", "the seq of an event", "'" + after + "'"));
        }
        return project(call).map(project -> {
            List<Seen> seen = arriving.recent()
                    .of(
                            project.id(),
                            Long.parseLong(after),
                            call.text("limit").map(Integer::valueOf).orElse(100));
            long loaded = arriving.loaded().getAsLong();
            Set<Long> stored = seen.stream()
                    .flatMap(it -> it.position().stream())
                    .min(Comparator.naturalOrder())
                    .map(from -> arriving.stored().storedFrom(project.id(), from))
                    .orElse(Set.of());
            return Reply.json(200, JsonObject.array(seen, it -> json(it, loaded, stored)));
        });
    }

    private static JsonObject json(Seen seen, long loaded, Set<Long> stored) {
        JsonObject out = new JsonObject()
                .put("seq", seen.number())
                .put("received_at", seen.received())
                .put("outcome", outcome(seen, loaded, stored))
                .putText("visitor_id", seen.visitorId())
                .putText("uuid", seen.uuid())
                .putText("client_name", seen.client().name())
                .putText("client_version", seen.client().version());
        seen.refusal()
                .ifPresent(it -> out.put("reason", it.reason().name().toLowerCase(Locale.ROOT))
                        .put("detail", it.detail()));
        seen.event().ifPresent(event -> {
            switch (event) {
                case Exposure it ->
                    out.put("type", "decision")
                            .putText("experiment_id", it.experimentId())
                            .putText("variation_id", it.variationId());
                case Conversion it -> out.put("type", "conversion").put("key", it.key());
            }
        });
        return out;
    }

    private static String outcome(Seen seen, long loaded, Set<Long> stored) {
        if (seen.refusal().isPresent()) {
            return "rejected";
        }
        boolean missing = seen.position()
                .filter(it -> it < loaded && !stored.contains(it))
                .isPresent();
        return missing ? "duplicate" : "accepted";
    }

    private Outcome<Reply> arrivals(Call call) {
        return project(call).map(project -> {
            Snapshot snapshot = catalog.snapshot();
            Arrivals.First first = arriving.stored().first(project.id());
            List<Environment> environments = snapshot.list(Environment.class, project.id());
            JsonObject out = new JsonObject().putObjects("environments", environments, it -> {
                JsonObject environment =
                        new JsonObject().put("environment_id", it.id()).put("key", it.key());
                fetches.last(it.id()).ifPresent(at -> environment.put("datafile_fetched", at));
                return environment;
            });
            environments.stream()
                    .flatMap(it -> fetches.last(it.id()).stream())
                    .max(Comparator.<Instant>naturalOrder())
                    .ifPresent(it -> out.put("datafile_fetched", it));
            first.decision().ifPresent(it -> out.put("first_decision", it));
            first.conversion().ifPresent(it -> out.put("first_event", it));
            first.comparison().ifPresent(it -> out.put("first_result", it));
            return Reply.ok(out);
        });
    }

    private Outcome<Reply> diagnose(Call call) {
        long id = call.pathId("experiment_id");
        Snapshot snapshot = catalog.snapshot();
        Optional<Experiment> experiment = snapshot.find(Experiment.class, id);
        return experiment.isEmpty()
                ? Outcome.refused(new Problem.NotFound("experiment", id))
                : Outcome.done(Reply.ok(doctor.look(experiment.get(), snapshot, call.now())));
    }

    private Outcome<Project> project(Call call) {
        long id = call.pathId("project_id");
        return catalog.snapshot()
                .find(Project.class, id)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Problem.NotFound("project", id)));
    }
}
