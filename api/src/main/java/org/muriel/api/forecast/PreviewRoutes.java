package org.muriel.api.forecast;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.muriel.access.Right;
import org.muriel.api.experiment.ExperimentRoutes;
import org.muriel.api.json.JsonObject;
import org.muriel.api.route.Call;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.traffic.Allocation;
import org.muriel.experiment.traffic.Moves;
import org.muriel.result.Arrivals;

/** Tells what a change of an experiment would do to visitors, without making it. */
public final class PreviewRoutes {
    private static final Shape SHARES = Shape.of("VisitorMoves", "Shares of the audience, in hundredths of a percent.")
            .readOnly("stay", Schema.count(), "Keep their variation.")
            .readOnly("join", Schema.count(), "Were in none, and get one.")
            .readOnly("leave", Schema.count(), "Had one, and get none.")
            .readOnly("switch", Schema.count(), "Get another than they had.");

    private static final Shape SEEN = Shape.of("SeenMoves", "The same of visitors who were in it so far, about.")
            .readOnly("visitors", Schema.count(), "Who were in it so far.")
            .readOnly("leave", Schema.count(), "")
            .readOnly("switch", Schema.count(), "");

    private static final Shape PREVIEW = Shape.of("Preview", "What a change of an experiment would do to visitors.")
            .readOnly("visitors", SHARES, "")
            .readOnlyIfAny("seen", SEEN, "Unless it was never started.")
            .readOnly("words", Schema.text(), "A sentence for people.");

    private final Catalog catalog;
    private final ExperimentRoutes experiments;
    private final Arrivals arrivals;

    public PreviewRoutes(Catalog catalog, ExperimentRoutes experiments, Arrivals arrivals) {
        this.catalog = catalog;
        this.experiments = experiments;
        this.arrivals = arrivals;
    }

    public List<Route> routes() {
        return List.of(Route.of(
                        "POST",
                        "/v2/x/experiments/{experiment_id}/preview",
                        "preview_experiment",
                        "Experiments",
                        List.of(),
                        Set.of(200, 400, 404, 409, 412),
                        this::preview)
                .needing(Right.VIEW)
                .described("Tells what a change of an experiment, sent as for making it, would do to visitors")
                .taking(Schema.anything())
                .answering(PREVIEW));
    }

    private Outcome<Reply> preview(Call call) {
        long id = call.pathId("experiment_id");
        return catalog.snapshot()
                .find(Experiment.class, id)
                .map(before -> experiments.preview(call, id).map(after -> Reply.ok(json(before, after))))
                .orElseGet(() -> Outcome.refused(new Problem.NotFound("experiment", id)));
    }

    private JsonObject json(Experiment before, Experiment after) {
        Moves moves = Moves.between(new Allocation(before.ranges()), new Allocation(after.ranges()));
        JsonObject out = new JsonObject()
                .put(
                        "visitors",
                        new JsonObject()
                                .put("stay", moves.stays())
                                .put("join", moves.joins())
                                .put("leave", moves.leaves())
                                .put("switch", moves.switches()));
        if (!before.everRan()) {
            return out.put("words", "It was never started, so nobody is moved.");
        }
        long seen = arrivals.meeting(before.projectId(), before.id(), Set.of(), Instant.EPOCH)
                .exposed();
        int held = moves.stays() + moves.leaves() + moves.switches();
        long left = held == 0 ? 0 : Math.round((double) seen * moves.leaves() / held);
        long switched = held == 0 ? 0 : Math.round((double) seen * moves.switches() / held);
        return out.put(
                        "seen",
                        new JsonObject()
                                .put("visitors", seen)
                                .put("leave", left)
                                .put("switch", switched))
                .put("words", words(moves, left, switched));
    }

    private static String words(Moves moves, long left, long switched) {
        if (moves.leaves() == 0 && moves.switches() == 0) {
            return moves.joins() == 0
                    ? "Nobody is moved."
                    : percent(moves.joins()) + " of the audience join; nobody who is in is moved.";
        }
        return percent(moves.switches()) + " of the audience get another variation than before (about " + switched
                + " visitors seen so far), " + percent(moves.leaves()) + " get none any more (about " + left + "), and "
                + percent(moves.joins()) + " join.";
    }

    private static String percent(int basisPoints) {
        String text = BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString();
        return text + " %";
    }
}
