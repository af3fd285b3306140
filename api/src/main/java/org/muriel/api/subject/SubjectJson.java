package org.muriel.api.subject;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.muriel.api.json.Fields;
import org.muriel.api.json.Json;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Words;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.problem.Outcome;
import org.muriel.privacy.SubjectDesk;
import org.muriel.privacy.SubjectRequest;
import org.muriel.privacy.SubjectRequest.IdentifierType;
import org.muriel.privacy.SubjectRequest.Subject;

/** A subject access request on the wire, and what its export says of itself. */
public final class SubjectJson implements SubjectDesk.About {
    static final Words<Subject> SUBJECTS = Words.of(Subject.class);
    static final Words<IdentifierType> IDENTIFIER_TYPES = Words.of(IdentifierType.class);
    static final Words<SubjectRequest.Wish> WISHES = Words.of(SubjectRequest.Wish.class);
    static final Words<SubjectRequest.Status> STATUSES = Words.of(SubjectRequest.Status.class);

    static Outcome<SubjectRequest.New> read(Fields in, long accountId) {
        SubjectRequest.New wished = new SubjectRequest.New(
                accountId,
                in.word("data_type", SUBJECTS).required(Subject.VISITOR),
                in.filledText("identifier", SubjectSchema.IDENTIFIER).required(""),
                in.word("identifier_type", IDENTIFIER_TYPES).required(IdentifierType.OTHER),
                in.word("request_type", WISHES).required(SubjectRequest.Wish.ACCESS));
        if (wished.subject() == Subject.USER
                && wished.identifierType() != IdentifierType.EMAIL
                && in.mentions("identifier_type")) {
            in.reject("identifier_type", "email, which is what staff is known by");
        }
        return in.violations().orDone(wished);
    }

    static JsonObject write(SubjectRequest it, Instant now, String origin) {
        JsonObject json = new JsonObject()
                .put("account_id", it.accountId())
                .putTime("completed_at_time", it.completed())
                .put("data_type", it.subject(), SUBJECTS)
                .putTime("expired_at_time", it.expires())
                .put("id", it.id())
                .put("identifier", it.identifier())
                .put("identifier_type", it.identifierType(), IDENTIFIER_TYPES)
                .putTime("processing_started_time", it.started())
                .put("request_type", it.wish(), WISHES)
                .put("requested_at_time", it.requested())
                .put("sla_deadline_time", it.deadline())
                .put("status", it.status(), STATUSES);
        return it.hasExport(now) ? json.put("export_location", origin + exportPath(it.id())) : json;
    }

    private static String exportPath(long id) {
        return SubjectRoutes.EXPORT.replace("{request_id}", Long.toString(id));
    }

    @Override
    public String ofVisitor(SubjectRequest request, List<Experiment> forcing) {
        return text(about(request).putObjects("forced_variations", forcing, it -> forced(it, request.identifier())));
    }

    private static JsonObject forced(Experiment experiment, String visitorId) {
        JsonObject json = new JsonObject()
                .put("experiment_id", experiment.id())
                .put("experiment_key", experiment.design().key())
                .put("project_id", experiment.projectId());
        Optional.ofNullable(experiment.design().whitelist().get(visitorId))
                .ifPresent(it -> json.put("variation_id", it));
        return json;
    }

    @Override
    public String ofUser(SubjectRequest request, Optional<String> account) {
        JsonObject json = about(request);
        account.ifPresent(it -> json.put("account", JsonObject.of(Json.parseOwn(it))));
        return text(json);
    }

    private static JsonObject about(SubjectRequest request) {
        return new JsonObject()
                .put("data_type", request.subject(), SUBJECTS)
                .put("identifier", request.identifier())
                .put("request_id", request.id())
                .put("requested_at_time", request.requested());
    }

    private static String text(JsonObject json) {
        return new String(Json.bytes(json.node()), UTF_8);
    }
}
