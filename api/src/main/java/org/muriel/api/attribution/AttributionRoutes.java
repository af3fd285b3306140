package org.muriel.api.attribution;

import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.truth;
import static org.muriel.api.schema.Schema.wholeNumber;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.muriel.api.json.JsonObject;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.privacy.VisitorRecords;
import org.muriel.privacy.VisitorRecords.Bucketing;

/** The bucketing history of one visitor, in all projects. */
public final class AttributionRoutes {
    private static final Shape BUCKETING = Shape.of("Bucketing", "A decision that a visitor was shown.")
            .readOnlyIfAny("campaign_id", id(), "")
            .readOnlyIfAny("experiment_id", id(), "")
            .readOnlyIfAny("variation_id", id(), "")
            .readOnly("is_holdback", truth(), "Whether the visitor is kept out of the campaign.")
            .readOnly("timestamp", wholeNumber(), "Milliseconds since 1970.");

    private static final Shape HISTORY = Shape.of("BucketingHistory", "Which variations a visitor was shown.")
            .readOnly("account_id", id(), "")
            .readOnly("bucketing_history", Schema.list(BUCKETING), "In time; the newest when there are many.")
            .readOnly("visitor_id", text(), "As SDKs send it.");

    private final VisitorRecords records;

    public AttributionRoutes(VisitorRecords records) {
        this.records = records;
    }

    public List<Route> routes() {
        return List.of(Route.of(
                        "GET",
                        "/v2/attribution/{account_id}/visitor/{visitor_id}",
                        "get_bucketing_history",
                        "Attribution",
                        List.of(
                                Parameter.optional("start_time", Parameter.Type.TIME),
                                Parameter.optional("end_time", Parameter.Type.TIME)),
                        Set.of(200, 400, 404),
                        this::history)
                .withText("visitor_id")
                .about(Route.Scope.ACCOUNT)
                .described("Tells which variations a visitor was shown")
                .answering(HISTORY));
    }

    private Outcome<Reply> history(Call call) {
        long account = call.pathId("account_id");
        if (account != call.caller().accountId()) {
            return Outcome.refused(new Problem.NotFound("account", account));
        }
        String visitor = call.pathText("visitor_id");
        List<Bucketing> found = records.bucketing(
                visitor,
                call.time("start_time").orElse(Instant.EPOCH),
                call.time("end_time").orElse(Instant.parse("9999-12-31T00:00:00Z")));
        return Outcome.done(Reply.ok(new JsonObject()
                .put("account_id", account)
                .putObjects("bucketing_history", found, AttributionRoutes::json)
                .put("visitor_id", visitor)));
    }

    private static JsonObject json(Bucketing it) {
        JsonObject json = new JsonObject()
                .put("is_holdback", it.holdback())
                .put("timestamp", it.at().toEpochMilli());
        it.campaignId().ifPresent(id -> json.put("campaign_id", id));
        it.experimentId().ifPresent(id -> json.put("experiment_id", id));
        it.variationId().ifPresent(id -> json.put("variation_id", id));
        return json;
    }
}
