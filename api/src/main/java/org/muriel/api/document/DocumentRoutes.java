package org.muriel.api.document;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.entity.SecretKeys;
import org.muriel.api.environment.EnvironmentJson;
import org.muriel.api.json.Json;
import org.muriel.api.json.JsonObject;
import org.muriel.api.project.DefaultEnvironments;
import org.muriel.api.project.ProjectJson;
import org.muriel.api.route.Call;
import org.muriel.api.route.Dialect;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.IdGenerator;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.project.Project;
import tools.jackson.databind.node.ObjectNode;

/**
 * Projects as documents: written as a whole, planned, and applied as one write. Ours: the emulated API has no such
 * thing.
 */
public final class DocumentRoutes {
    private static final String TAG = "Documents";

    /** A project of 10 000 features with all they have takes some 8 MB. */
    private static final int MOST_BODY_BYTES = 32 << 20;

    private static final Set<String> MEMBERS = Set.of("document", "project_id", "archive_absent", "plan");

    private final Catalog catalog;
    private final Sections sections;
    private final ProjectUpsert projects;
    private final Documents documents;
    private final InstantSource clock;

    public DocumentRoutes(
            Catalog catalog,
            EnvironmentJson environmentJson,
            ProjectJson projectJson,
            DefaultEnvironments defaultEnvironments,
            SecretKeys secretKeys,
            InstantSource clock) {
        this.catalog = catalog;
        this.sections = new Sections(environmentJson, secretKeys);
        this.projects = new ProjectUpsert(projectJson, defaultEnvironments, secretKeys);
        this.documents = new Documents(sections, projectJson);
        this.clock = clock;
    }

    public List<Route> routes() {
        Dialect large = Dialect.REST.taking(MOST_BODY_BYTES);
        return List.of(
                Route.of(
                        "GET",
                        "/v2/x/projects/{project_id}/document",
                        "get_project_document",
                        TAG,
                        List.of(),
                        Set.of(200, 400, 404),
                        this::write),
                Route.of(
                                "POST",
                                "/v2/x/projects/plan",
                                "plan_project",
                                TAG,
                                List.of(),
                                Set.of(200, 400, 404),
                                this::plan)
                        .speaking(large),
                Route.of(
                                "POST",
                                "/v2/x/projects/apply",
                                "apply_project",
                                TAG,
                                List.of(),
                                Set.of(200, 400, 404, 409),
                                this::apply)
                        .speaking(large));
    }

    private Outcome<Reply> write(Call call) {
        Snapshot snapshot = catalog.snapshot();
        long id = call.pathId("project_id");
        return snapshot.find(Project.class, id)
                .map(it -> Outcome.done(Reply.json(200, documents.write(it, snapshot))))
                .orElseGet(() -> Outcome.refused(new Problem.NotFound("project", id)));
    }

    /** What a body asks for. */
    private record Wanted(
            ObjectNode document, Optional<Long> projectId, boolean archivingAbsent, Optional<String> plan) {}

    private static Outcome<Wanted> wanted(Call call) {
        return call.fields(true).then(in -> {
            in.rejectAllBut(MEMBERS);
            Optional<ObjectNode> document = in.jsonObject("document");
            Wanted wanted = new Wanted(
                    document.orElseGet(Json::object),
                    in.id("project_id").value(),
                    in.truth("archive_absent").or(false, false),
                    in.text("plan", 100).value());
            return in.violations().orDone(wanted);
        });
    }

    /** On a draft that nobody keeps. */
    private Outcome<Reply> plan(Call call) {
        return wanted(call).then(it -> {
            Draft draft = new Draft(
                    catalog.snapshot(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    new IdGenerator(IdGenerator.LAST_FOREIGN + 1));
            return upsert(it, draft).map(plan -> Reply.ok(plan.json()));
        });
    }

    private Outcome<Reply> apply(Call call) {
        return wanted(call)
                .then(it -> catalog.write(
                        call.caller().id(),
                        draft -> upsert(it, draft)
                                .then(plan -> it.plan()
                                                .filter(shown -> !shown.equals(plan.digest()))
                                                .isPresent()
                                        ? Outcome.<Plan>refused(new Problem.Outdated("plan"))
                                        : Outcome.done(plan))))
                .map(it -> {
                    JsonObject out = it.value().json();
                    out.put("project_id", it.value().project().id());
                    return Reply.ok(out);
                });
    }

    private Outcome<Plan> upsert(Wanted wanted, Draft draft) {
        return new Upsert(draft, sections, projects, wanted.document().deepCopy(), wanted.archivingAbsent())
                .run(wanted.projectId());
    }
}
