package org.muriel.api.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.muriel.api.datafile.DatafileSecret;
import org.muriel.api.entity.Limits;
import org.muriel.api.entity.Resource;
import org.muriel.api.entity.SecretKeys;
import org.muriel.api.json.JsonObject;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Environment.DatafileToken;

/** Tokens for datafiles behind authentication: made, shown once, listed by their beginning, taken back. */
final class DatafileTokenRoutes {
    /** More are a sign that none is ever taken back. */
    private static final int MOST = 100;

    private static final Shape TOKEN = Shape.of("DatafileToken", "What opens a datafile and nothing else.")
            .writable("name", Schema.text(Limits.NAME), "For people.")
            .readOnly("created", Schema.time(), "")
            .readOnly("id", Schema.id(), "")
            .readOnly("prefix", Schema.text(), "Its first characters, by which it is known again.")
            .readOnlyIfAny("token", Schema.text(), "Itself: only in the answer to its creation.");

    private final Catalog catalog;
    private final Resource<Environment> environments;
    private final SecretKeys secretKeys;

    DatafileTokenRoutes(Catalog catalog, Resource<Environment> environments, SecretKeys secretKeys) {
        this.catalog = catalog;
        this.environments = environments;
        this.secretKeys = secretKeys;
    }

    List<Route> routes() {
        String all = "/v2/environments/{environment_id}/datafile_tokens";
        String tag = "Environments";
        return List.of(
                Route.of("GET", all, "list_datafile_tokens", tag, Parameter.paging(), Set.of(200, 400, 404), this::list)
                        .described("Lists the datafile tokens of an environment")
                        .answering(Schema.list(TOKEN)),
                Route.of("POST", all, "create_datafile_token", tag, List.of(), Set.of(201, 400, 404, 412), this::create)
                        .described("Makes a datafile token, which is shown this once")
                        .taking(TOKEN)
                        .answering(TOKEN),
                Route.of(
                                "DELETE",
                                all + "/{datafile_token_id}",
                                "delete_datafile_token",
                                tag,
                                List.of(),
                                Set.of(204, 400, 404, 412),
                                this::takeBack)
                        .described("Takes a datafile token back"));
    }

    private Outcome<Reply> list(Call call) {
        return environments
                .find(catalog.snapshot(), call.pathId("environment_id"))
                .map(it -> call.page(it.datafileTokens(), DatafileTokenRoutes::json));
    }

    private static JsonObject json(DatafileToken token) {
        return new JsonObject()
                .put("created", token.created())
                .put("id", token.id())
                .put("name", token.name())
                .put("prefix", token.prefix());
    }

    private Outcome<Reply> create(Call call) {
        return call.fields(false).then(fields -> {
            String name = fields.text("name", Limits.NAME).or("", "");
            return fields.violations()
                    .orDone(name)
                    .then(it -> environments.writing(call, draft -> create(call, draft, it)));
        });
    }

    private Outcome<Reply> create(Call call, Draft draft, String name) {
        DatafileSecret secret = DatafileSecret.make(secretKeys);
        DatafileToken token = new DatafileToken(draft.nextId(), name, secret.prefix(), secret.hash(), draft.now());
        return environments
                .target(call, draft, call.pathId("environment_id"))
                .then(it -> with(it, token))
                .then(it -> environments.put(it, draft))
                .map(it -> Reply.created(json(token).put("token", secret.reveal())));
    }

    private static Outcome<Environment> with(Environment environment, DatafileToken token) {
        if (environment.datafileTokens().size() >= MOST) {
            return Outcome.refused(Problem.Malformed.at(
                    "datafile_tokens", "at most " + MOST + " for an environment: delete one first", "another one"));
        }
        List<DatafileToken> tokens = new ArrayList<>(environment.datafileTokens());
        tokens.add(token);
        return Outcome.done(environment.withDatafileTokens(tokens));
    }

    private Outcome<Reply> takeBack(Call call) {
        return environments.writing(
                call,
                draft -> environments
                        .target(call, draft, call.pathId("environment_id"))
                        .then(it -> without(it, call.pathId("datafile_token_id")))
                        .then(it -> environments.put(it, draft))
                        .map(it -> Reply.noContent()));
    }

    private static Outcome<Environment> without(Environment environment, long id) {
        List<DatafileToken> left = environment.datafileTokens().stream()
                .filter(it -> it.id() != id)
                .toList();
        return left.size() == environment.datafileTokens().size()
                ? Outcome.refused(new Problem.NotFound("datafile token", id))
                : Outcome.done(environment.withDatafileTokens(left));
    }
}
