package org.muriel.api.datafile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muriel.access.Access;
import org.muriel.access.Right;
import org.muriel.api.route.Bearer;
import org.muriel.api.route.Call;
import org.muriel.api.route.Dialect;
import org.muriel.api.route.Errors;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;

/** Datafiles: for SDKs at the addresses they know (SDK contract, 1.8), and in the API (REST specification, 3.3). */
public final class DatafileRoutes {
    private static final String TAG = "Datafiles";
    private static final String ENVIRONMENTS = "Environments";

    /** That of the host from which SDKs download: open to pages of any origin, and without limits to announce. */
    private static final Dialect DOWNLOADS =
            new Dialect(Errors.REST, true, Dialect.MOST_BODY_BYTES, (headers, now, reply) -> reply);

    private final Catalog catalog;
    private final Access access;
    private final Datafiles datafiles;
    private final DatafileAddresses addresses;
    private final Fetches fetches;

    public DatafileRoutes(
            Catalog catalog, Access access, Datafiles datafiles, DatafileAddresses addresses, Fetches fetches) {
        this.catalog = catalog;
        this.access = access;
        this.datafiles = datafiles;
        this.addresses = addresses;
        this.fetches = fetches;
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(List.of(
                download(DatafileAddresses.BY_KEY, "download_datafile", Set.of(200, 304, 403), this::byKey),
                download(
                        "/datafiles/auth/{sdk_key}.json",
                        "download_protected_datafile",
                        Set.of(200, 304, 403),
                        this::byKeyAndToken),
                Route.of(
                                "GET",
                                "/v2/environments/{environment_id}/datafile",
                                "get_datafile",
                                ENVIRONMENTS,
                                List.of(),
                                Set.of(200, 400, 404),
                                this::ofEnvironment)
                        .described("Reads the datafile of an environment")
                        .answering(Schema.anything())));
        if (addresses == DatafileAddresses.PROJECT) {
            routes.add(download(
                    DatafileAddresses.BY_PROJECT, "download_project_datafile", Set.of(200, 304, 403), this::byProject));
        }
        return List.copyOf(routes);
    }

    private static Route download(String template, String operationId, Set<Integer> statuses, Route.Handler handler) {
        return Route.publicGet(template, operationId, TAG, List.of(), statuses, handler)
                .speaking(DOWNLOADS);
    }

    private Outcome<Reply> byKey(Call call) {
        return answer(call, datafiles.find(call.pathText("sdk_key")));
    }

    private Outcome<Reply> byKeyAndToken(Call call) {
        Optional<PublishedDatafile> datafile = datafiles.find(call.pathText("sdk_key"));
        return datafile.isPresent() && opens(call.header("Authorization"), environment(datafile.get()), call.now())
                ? answer(call, datafile)
                : Outcome.done(Errors.REST.forbidden("This needs the SDK key of an environment and the header"
                        + " Authorization: Bearer <token>, with a datafile token of the environment or a token of"
                        + " this server whose holder may see the project."));
    }

    private boolean opens(Optional<String> authorization, Environment environment, Instant now) {
        return DatafileSecret.of(authorization)
                        .filter(it -> it.opens(environment))
                        .isPresent()
                || Bearer.token(authorization)
                        .flatMap(it -> access.find(it, now).holder())
                        .filter(it -> it.may(Right.VIEW, environment.projectId()))
                        .isPresent();
    }

    /** As it is now: tokens come and go without a new datafile. */
    private Environment environment(PublishedDatafile datafile) {
        return catalog.snapshot().get(Environment.class, datafile.environment().id());
    }

    private Outcome<Reply> byProject(Call call) {
        Snapshot snapshot = catalog.snapshot();
        return answer(
                call,
                DatafileAddresses.projectId(call.pathText("project_id"))
                        .flatMap(it -> snapshot.find(Project.class, it))
                        .map(it -> datafiles.of(snapshot.primaryEnvironment(it.id()))));
    }

    private Outcome<Reply> answer(Call call, Optional<PublishedDatafile> datafile) {
        datafile.ifPresent(it -> fetches.note(it.environment().id(), call.now()));
        return Outcome.done(datafile.map(it -> it.answer(call.headers()))
                .orElseGet(() -> Errors.REST.forbidden("No environment has this SDK key or project id.")));
    }

    /** Always the whole document, as every answer of the API. */
    private Outcome<Reply> ofEnvironment(Call call) {
        long id = call.pathId("environment_id");
        return catalog.snapshot()
                .find(Environment.class, id)
                .map(datafiles::of)
                .map(it -> Outcome.<Reply>done(new Reply.Content(
                        200,
                        PublishedDatafile.TYPE,
                        it.bytes(),
                        Map.of("ETag", it.etag(), "Last-Modified", it.lastModified()))))
                .orElseGet(() -> Outcome.refused(new Problem.NotFound("environment", id)));
    }
}
