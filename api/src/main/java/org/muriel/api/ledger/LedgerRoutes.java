package org.muriel.api.ledger;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.muriel.api.json.Json;
import org.muriel.api.json.JsonObject;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.event.ledger.Ledger;
import org.muriel.event.ledger.Period;
import org.muriel.event.log.Refusal;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.project.Project;
import tools.jackson.databind.node.ArrayNode;

/** The account of events: each that was received was stored, a duplicate, rejected, or is pending. */
public final class LedgerRoutes {
    private static final String TAG = "Visitor events";

    /** As many rejected events are listed; the log keeps some more of all projects together. */
    private static final int MOST_REJECTED = 1000;

    private final Catalog catalog;
    private final Ledger ledger;
    private final BiFunction<OptionalLong, Integer, List<Refusal>> refusals;

    /** @param refusals the newest of a project, or of projects that are not here, and at most how many */
    public LedgerRoutes(Catalog catalog, Ledger ledger, BiFunction<OptionalLong, Integer, List<Refusal>> refusals) {
        this.catalog = catalog;
        this.ledger = ledger;
        this.refusals = refusals;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(
                                "GET",
                                "/v2/x/ledger",
                                "get_ledger",
                                TAG,
                                List.of(
                                        Parameter.optional("project_id", Parameter.Type.ID),
                                        Parameter.optional("start_time", Parameter.Type.TIME),
                                        Parameter.optional("end_time", Parameter.Type.TIME)),
                                Set.of(200, 400, 404),
                                this::lines)
                        .described("Accounts for the events of visitors, hour by hour")
                        .answering(Schema.list(LedgerSchema.LINE)),
                Route.of(
                                "GET",
                                "/v2/x/rejected_events",
                                "list_rejected_events",
                                TAG,
                                List.of(Parameter.optional("project_id", Parameter.Type.ID)),
                                Set.of(200, 400, 404),
                                this::rejected)
                        .described("Lists the newest events that were rejected")
                        .answering(Schema.list(LedgerSchema.REJECTED)));
    }

    private Outcome<Reply> lines(Call call) {
        Optional<Long> project = call.idIfGiven("project_id");
        return project.filter(Predicate.not(this::isThere))
                .map(LedgerRoutes::noProject)
                .orElseGet(() -> Outcome.done(Reply.json(
                        200,
                        lines(new Period(
                                project.map(OptionalLong::of).orElseGet(OptionalLong::empty),
                                call.time("start_time").orElse(Period.ALL.from()),
                                call.time("end_time").orElse(Period.ALL.to()))))));
    }

    private ArrayNode lines(Period period) {
        ArrayNode lines = Json.array();
        for (Ledger.Line line : ledger.lines(period)) {
            JsonObject rejected = new JsonObject();
            line.rejected().forEach((reason, events) -> rejected.put(word(reason), events));
            JsonObject object = new JsonObject()
                    .put("hour", Period.start(line.hour()))
                    .put("received", line.received())
                    .put("stored", line.stored())
                    .put("duplicate", line.duplicate())
                    .put("rejected", rejected)
                    .put("pending", line.pending())
                    .put("missing", line.missing());
            line.projectId().ifPresent(it -> object.put("project_id", it));
            lines.add(object.node());
        }
        return lines;
    }

    private Outcome<Reply> rejected(Call call) {
        Optional<Long> project = call.idIfGiven("project_id");
        return project.filter(Predicate.not(this::isThere))
                .map(LedgerRoutes::noProject)
                .orElseGet(() -> Outcome.done(
                        Reply.json(200, listed(project.map(OptionalLong::of).orElseGet(OptionalLong::empty)))));
    }

    private ArrayNode listed(OptionalLong project) {
        ArrayNode events = Json.array();
        for (Refusal refusal : refusals.apply(project, MOST_REJECTED)) {
            events.add(new JsonObject()
                    .put("received", refusal.received())
                    .put("reason", word(refusal.reason()))
                    .putText("uuid", refusal.uuid())
                    .put("detail", refusal.detail())
                    .node());
        }
        return events;
    }

    private boolean isThere(long project) {
        return catalog.snapshot().find(Project.class, project).isPresent();
    }

    private static Outcome<Reply> noProject(long id) {
        return Outcome.refused(new Problem.NotFound("project", id));
    }

    private static String word(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
