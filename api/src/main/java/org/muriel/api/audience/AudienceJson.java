package org.muriel.api.audience;

import java.time.Instant;
import java.util.Optional;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Limits;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Member;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.audience.AudienceTest;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.problem.Violations;
import tools.jackson.databind.JsonNode;

/** An audience on the wire. */
final class AudienceJson implements EntityCodec<Audience> {
    @Override
    public Class<Audience> type() {
        return Audience.class;
    }

    @Override
    public String word() {
        return "audience";
    }

    @Override
    public Shape shape() {
        return AudienceSchema.AUDIENCE;
    }

    @Override
    public Audience blank(Draft draft, long projectId) {
        return new Audience(
                draft.nextId(),
                projectId,
                Optional.empty(),
                "",
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                draft.now(),
                draft.now());
    }

    @Override
    public Audience read(Fields in, Audience current, Draft draft) {
        return new Audience(
                current.id(),
                current.projectId(),
                in.filledText("name", Limits.NAME).orKeep(current.name()),
                in.text("description", Limits.DESCRIPTION).or(current.description(), ""),
                conditions(in, current, draft.current()),
                in.truth("archived").or(current.archived(), false),
                in.truth("segmentation").or(current.segmentation(), false),
                in.truth("for_journey").orKeep(current.forJourney()),
                current.created(),
                current.lastModified());
    }

    private static Optional<Condition<AudienceTest>> conditions(Fields in, Audience current, Snapshot snapshot) {
        Member<JsonNode> sent = in.jsonOrText("conditions", Limits.CONDITIONS);
        if (sent.value().isEmpty()) {
            return sent.isNull() ? Optional.empty() : current.conditions();
        }
        Violations violations = new Violations();
        Optional<Condition<AudienceTest>> parsed = AttributeConditions.grammar(snapshot, current.projectId())
                .parse(sent.value().get(), violations);
        in.reject("conditions", violations.list());
        return parsed;
    }

    @Override
    public Audience modifiedAt(Audience it, Instant now) {
        return new Audience(
                it.id(),
                it.projectId(),
                it.name(),
                it.description(),
                it.conditions(),
                it.archived(),
                it.segmentation(),
                it.forJourney(),
                it.created(),
                now);
    }

    @Override
    public JsonObject write(Audience audience, Snapshot snapshot, String origin) {
        return new JsonObject()
                .put("archived", audience.archived())
                .putText(
                        "conditions",
                        audience.conditions()
                                .map(it -> AttributeConditions.grammar(snapshot, audience.projectId())
                                        .write(it)))
                .put("created", audience.created())
                .put("description", audience.description())
                .put("experiment_count", experimentsWith(audience, snapshot))
                .putTruth("for_journey", audience.forJourney())
                .put("id", audience.id())
                .put("is_classic", false)
                .put("last_modified", audience.lastModified())
                .putText("name", audience.name())
                .put("project_id", audience.projectId())
                .put("segmentation", audience.segmentation());
    }

    private static long experimentsWith(Audience audience, Snapshot snapshot) {
        return snapshot.list(Experiment.class, audience.projectId()).stream()
                .filter(it -> it.design().targeting().audienceIds().contains(audience.id()))
                .count();
    }
}
