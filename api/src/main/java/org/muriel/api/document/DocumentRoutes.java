package org.muriel.api.document;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muriel.access.Person;
import org.muriel.access.Right;
import org.muriel.api.entity.Codecs;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Limits;
import org.muriel.api.entity.SecretKeys;
import org.muriel.api.importing.DatafileImport;
import org.muriel.api.json.JsonObject;
import org.muriel.api.project.DefaultEnvironments;
import org.muriel.api.route.Call;
import org.muriel.api.route.Dialect;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
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

    private final Catalog catalog;
    private final Sections sections;
    private final ProjectUpsert projects;
    private final Documents documents;
    private final InstantSource clock;

    public DocumentRoutes(
            Catalog catalog,
            Codecs codecs,
            DefaultEnvironments defaultEnvironments,
            SecretKeys secretKeys,
            InstantSource clock) {
        EntityCodec<Project> projectCodec = codecs.of(Project.class);
        this.catalog = catalog;
        this.sections = new Sections(codecs);
        this.projects = new ProjectUpsert(projectCodec, defaultEnvironments, secretKeys);
        this.documents = new Documents(sections, projectCodec);
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
                                List.of(Parameter.optional("ids", Parameter.Type.TRUTH)),
                                Set.of(200, 400, 404),
                                this::write)
                        .described("Writes a whole project as a document")
                        .answering(Schema.anything()),
                Route.of(
                                "POST",
                                "/v2/x/projects/plan",
                                "plan_project",
                                TAG,
                                List.of(),
                                Set.of(200, 400, 404),
                                this::plan)
                        .speaking(large)
                        .about(Route.Scope.CALLER)
                        .described("Tells what a document would make of a project")
                        .taking(DocumentSchema.WANTED)
                        .answering(DocumentSchema.PLAN),
                Route.of(
                                "POST",
                                "/v2/x/projects/apply",
                                "apply_project",
                                TAG,
                                List.of(),
                                Set.of(200, 400, 404, 409),
                                this::apply)
                        .speaking(large)
                        .about(Route.Scope.CALLER)
                        .described("Makes a project what a document says, all of it or nothing")
                        .taking(DocumentSchema.WANTED)
                        .answering(DocumentSchema.PLAN),
                Route.of(
                                "POST",
                                "/v2/x/datafiles/document",
                                "convert_datafile",
                                TAG,
                                List.of(),
                                Set.of(200, 400),
                                this::convert)
                        .speaking(large)
                        .about(Route.Scope.CALLER)
                        .needing(Right.VIEW)
                        .described("Tells what document a datafile of another server amounts to; nothing is kept")
                        .taking(DocumentSchema.DATAFILE)
                        .answering(DocumentSchema.CONVERTED));
    }

    private Outcome<Reply> write(Call call) {
        Snapshot snapshot = catalog.snapshot();
        long id = call.pathId("project_id");
        return snapshot.find(Project.class, id)
                .map(it -> Outcome.done(Reply.json(
                        200, documents.write(it, snapshot, call.truth("ids").orElse(false)))))
                .orElseGet(() -> Outcome.refused(new Problem.NotFound("project", id)));
    }

    /** On a draft that nobody keeps. */
    private Outcome<Reply> plan(Call call) {
        return Wanted.of(call).then(it -> {
            Draft draft = new Draft(
                    catalog.snapshot(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    new IdGenerator(IdGenerator.LAST_FOREIGN + 1));
            return upsert(it, draft, call.caller()).map(plan -> Reply.ok(plan.json()));
        });
    }

    private Outcome<Reply> apply(Call call) {
        return Wanted.of(call)
                .then(it -> catalog.write(
                        call.caller().id(),
                        draft -> upsert(it, draft, call.caller())
                                .then(plan -> it.plan()
                                                .filter(shown -> !shown.equals(plan.digest()))
                                                .isPresent()
                                        ? Outcome.<Plan>refused(new Problem.Outdated("plan"))
                                        : Outcome.done(plan))
                                .map(plan -> {
                                    call.keep(draft, () -> applied(plan));
                                    return plan;
                                })))
                .map(it -> applied(it.value()));
    }

    private static Reply applied(Plan plan) {
        return Reply.ok(plan.json().put("project_id", plan.project().id()));
    }

    private Outcome<Plan> upsert(Wanted wanted, Draft draft, Person caller) {
        return new Upsert(draft, sections, projects, wanted.document().deepCopy(), wanted.archivingAbsent())
                .run(wanted.projectId(), caller);
    }

    private Outcome<Reply> convert(Call call) {
        return call.fields(true).then(in -> {
            in.rejectAllBut(Set.of("datafile", "name"));
            Optional<ObjectNode> datafile = in.jsonObject("datafile");
            Optional<String> name = in.filledText("name", Limits.NAME).value();
            return in.violations()
                    .orDone(0)
                    .then(it -> DatafileImport.of(datafile.orElseThrow(), name))
                    .map(it -> {
                        JsonObject out =
                                new JsonObject().putTexts("losses", it.losses()).putTexts("notes", it.notes());
                        ((ObjectNode) out.node()).set("document", it.document());
                        return Reply.ok(out);
                    });
        });
    }
}
