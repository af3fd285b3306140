package org.muriel.api.explain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muriel.access.Right;
import org.muriel.api.audience.AudienceRoutes;
import org.muriel.api.entity.Limits;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Values;
import org.muriel.api.route.Call;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.api.schema.Shape;
import org.muriel.decision.audience.Truth;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.project.Project;
import tools.jackson.databind.node.ObjectNode;

/** Tells whether a visitor is of an audience, and why, also of one that is not kept yet. */
public final class AudienceTestRoutes {
    private static final Shape QUESTION = Shape.of("AudienceQuestion", "A visitor, and an audience.")
            .required("project_id", Schema.id(), "")
            .optional("audience_id", Schema.id(), "An audience that is kept; or else `conditions`.")
            .optional("conditions", Schema.jsonOrText(Limits.CONDITIONS), "As those of an audience.")
            .optional("attributes", Schema.anything(), "Of the visitor, by their keys.");

    private static final Shape ANSWER = Shape.of("AudienceAnswer", "Whether a visitor is of an audience, and why.")
            .readOnlyIfAny("matches", Schema.truth(), "Missing when it is unknown, which counts as no.")
            .readOnly("trace", Schema.anything(), "What each condition says, in the form that explanations have.");

    private final Catalog catalog;
    private final AudienceRoutes audiences;

    public AudienceTestRoutes(Catalog catalog, AudienceRoutes audiences) {
        this.catalog = catalog;
        this.audiences = audiences;
    }

    public List<Route> routes() {
        return List.of(Route.of(
                        "POST",
                        "/v2/x/audiences/test",
                        "test_audience",
                        "Audiences",
                        List.of(),
                        Set.of(200, 400, 404),
                        this::test)
                .needing(Right.VIEW)
                .described("Tells whether a visitor is of an audience, and why")
                .taking(QUESTION)
                .answering(ANSWER));
    }

    private Outcome<Reply> test(Call call) {
        return call.fields(true).then(in -> {
            in.rejectAllBut(Set.of("project_id", "audience_id", "conditions", "attributes"));
            long projectId = in.id("project_id").required(0L);
            Optional<Long> audienceId = in.id("audience_id").value();
            Optional<ObjectNode> attributes =
                    in.mentions("attributes") ? in.jsonObject("attributes") : Optional.empty();
            if (audienceId.isPresent() == in.mentions("conditions")) {
                in.reject("conditions", "these or audience_id", audienceId.isPresent() ? "both" : "neither");
            }
            return in.violations()
                    .orDone(0)
                    .then(it -> audience(projectId, audienceId, in))
                    .map(it -> answer(it, attributes.map(Values::of).orElse(Map.of())));
        });
    }

    private Outcome<Audience> audience(long projectId, Optional<Long> audienceId, Fields in) {
        Snapshot snapshot = catalog.snapshot();
        if (snapshot.find(Project.class, projectId).isEmpty()) {
            return Outcome.refused(new Problem.NotFound("project", projectId));
        }
        if (audienceId.isEmpty()) {
            return audiences.read(in, projectId, snapshot);
        }
        return snapshot.find(Audience.class, audienceId.get())
                .filter(it -> it.projectId() == projectId)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Problem.NotFound("audience", audienceId.get())));
    }

    private Reply answer(Audience audience, Map<String, Object> attributes) {
        AudienceTrial.Found found =
                AudienceTrial.of(audience, catalog.snapshot()).of(attributes);
        JsonObject out = new JsonObject();
        if (found.truth() != Truth.UNKNOWN) {
            out.put("matches", found.truth() == Truth.TRUE);
        }
        ((ObjectNode) out.node()).set("trace", found.tree());
        return Reply.ok(out);
    }
}
