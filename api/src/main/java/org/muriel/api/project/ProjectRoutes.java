package org.muriel.api.project;

import java.util.List;
import java.util.Set;
import org.muriel.access.Right;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Resource;
import org.muriel.api.entity.SecretKeys;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.project.Project;

/** Projects, each made with the environments every project has (REST specification, 2 and 3.2). */
public final class ProjectRoutes {
    private static final String TAG = "Projects";

    private final Catalog catalog;
    private final Resource<Project> projects;
    private final DefaultEnvironments defaultEnvironments;
    private final SecretKeys secretKeys;

    public ProjectRoutes(
            Catalog catalog, long accountId, DefaultEnvironments defaultEnvironments, SecretKeys secretKeys) {
        this.catalog = catalog;
        this.projects = new Resource<>(catalog, new ProjectJson(accountId));
        this.defaultEnvironments = defaultEnvironments;
        this.secretKeys = secretKeys;
    }

    public EntityCodec<Project> codec() {
        return projects.codec();
    }

    public List<Route> routes() {
        String one = "/v2/projects/{project_id}";
        return List.of(
                Route.of("GET", "/v2/projects", "list_projects", TAG, Parameter.paging(), Set.of(200, 400), this::list)
                        .described("Lists all projects")
                        .answering(Schema.list(ProjectSchema.PROJECT))
                        .about(Route.Scope.CALLER),
                Route.of("POST", "/v2/projects", "create_project", TAG, List.of(), Set.of(201, 400), this::create)
                        .described("Creates a project and its two environments")
                        .taking(ProjectSchema.PROJECT)
                        .answering(ProjectSchema.PROJECT)
                        .needing(Right.ADMINISTER)
                        .about(Route.Scope.ACCOUNT),
                Route.of(
                                "GET",
                                one,
                                "get_project",
                                TAG,
                                List.of(),
                                Set.of(200, 400, 404),
                                call -> projects.get(call, call.pathId("project_id")))
                        .described("Reads a project")
                        .answering(ProjectSchema.PROJECT),
                Route.of(
                                "PATCH",
                                one,
                                "update_project",
                                TAG,
                                List.of(),
                                Set.of(200, 400, 404, 412),
                                call -> projects.update(call, call.pathId("project_id")))
                        .described("Changes a project")
                        .taking(ProjectSchema.PROJECT)
                        .answering(ProjectSchema.PROJECT)
                        .needing(Right.ADMINISTER));
    }

    private Outcome<Reply> list(Call call) {
        var snapshot = catalog.snapshot();
        return Outcome.done(
                projects.page(call, snapshot.projects(), it -> call.caller().may(Right.VIEW, it.id()), snapshot));
    }

    private Outcome<Reply> create(Call call) {
        return projects.createAlone(call, (project, fields, draft) -> {
            defaultEnvironments.putInto(project, secretKeys, draft);
            return Outcome.done(project);
        });
    }
}
