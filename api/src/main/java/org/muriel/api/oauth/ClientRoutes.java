package org.muriel.api.oauth;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muriel.access.Grants;
import org.muriel.access.OAuthClient;
import org.muriel.access.Right;
import org.muriel.access.Secret;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.route.Call;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;

/** Which programs may ask people to let them act for them. */
public final class ClientRoutes {
    private static final String TAG = "OAuth";
    private static final String ALL = "/v2/x/oauth_clients";
    private static final int NAME = 200;
    private static final int ADDRESSES = 20;

    /** Far above the programs one team has. */
    private static final int MOST_CLIENTS = 1_000;

    private static final Shape CLIENT = Shape.of("OAuthClient", "A program that people let act for them")
            .readOnly("client_id", Schema.text(), "what the program calls itself")
            .writable("confidential", Schema.truth(), "whether it can keep a secret, and has one; true unless said")
            .readOnly("created", Schema.time(), "when it was registered")
            .requiredAtCreation("name", Schema.filledText(NAME), "what people are shown when they are asked")
            .requiredAtCreation(
                    "redirect_uris", Schema.list(Schema.text(), ADDRESSES), "where people may be sent back to");

    /** Not {@code NewOAuthClient}, as what is sent to register one is called. */
    private static final Shape SHOWN_CLIENT = new Shape(
                    "ShownOAuthClient", "A program with its secret, shown this once", CLIENT.members())
            .readOnlyIfAny("client_secret", Schema.text(), "the secret");

    private final Grants grants;
    private final SecureRandom random;

    public ClientRoutes(Grants grants, SecureRandom random) {
        this.grants = grants;
        this.random = random;
    }

    public List<Route> routes() {
        return List.of(
                Route.of("GET", ALL, "list_oauth_clients", TAG, List.of(), Set.of(200), this::list)
                        .needing(Right.ADMINISTER)
                        .about(Route.Scope.ACCOUNT)
                        .described("Lists the programs that people may let act for them")
                        .answering(Schema.list(CLIENT)),
                Route.of("POST", ALL, "create_oauth_client", TAG, List.of(), Set.of(201, 400), this::create)
                        .needing(Right.ADMINISTER)
                        .about(Route.Scope.ACCOUNT)
                        .described("Registers a program, and shows its secret this once")
                        .taking(CLIENT)
                        .answering(SHOWN_CLIENT),
                Route.of(
                                "DELETE",
                                ALL + "/{client_id}",
                                "delete_oauth_client",
                                TAG,
                                List.of(),
                                Set.of(204, 404),
                                this::remove)
                        .withText("client_id")
                        .needing(Right.ADMINISTER)
                        .about(Route.Scope.ACCOUNT)
                        .described("Removes a program, and ends everything that people have allowed it"));
    }

    private Outcome<Reply> list(Call call) {
        return Outcome.done(Reply.json(200, JsonObject.array(grants.clients(), ClientRoutes::write)));
    }

    private Outcome<Reply> create(Call call) {
        return call.fields(true).then(fields -> {
            String name = fields.filledText("name", NAME).required("");
            List<String> addresses = addresses(fields);
            boolean confidential = fields.truth("confidential").or(true, true);
            if (grants.clients().size() >= MOST_CLIENTS) {
                fields.reject("", "at most " + MOST_CLIENTS + " programs", "as many");
            }
            return fields.violations().orDone(addresses).map(it -> {
                Optional<Secret> secret = confidential ? Optional.of(Secret.generate(random)) : Optional.empty();
                return shown(
                        grants.register(name, it, secret, client -> call.answer(() -> shown(client, secret))), secret);
            });
        });
    }

    private static Reply shown(OAuthClient client, Optional<Secret> secret) {
        return Reply.created(write(client).putText("client_secret", secret.map(Secret::reveal)))
                .with("Cache-Control", "no-store");
    }

    private static List<String> addresses(Fields fields) {
        List<String> addresses = fields.texts("redirect_uris", ADDRESSES, 2_000).required(List.of());
        for (int i = 0; i < addresses.size(); i++) {
            if (!RedirectUri.isAcceptable(addresses.get(i))) {
                fields.rejectWithin("redirect_uris", "/" + i, RedirectUri.EXPECTED, "'" + addresses.get(i) + "'");
            }
        }
        if (addresses.isEmpty() && fields.violations().isEmpty()) {
            fields.reject("redirect_uris", "at least one address");
        }
        return addresses;
    }

    private Outcome<Reply> remove(Call call) {
        String id = call.pathText("client_id");
        if (grants.client(id).isEmpty()) {
            return Outcome.refused(new Problem.Unknown("OAuth client", id));
        }
        grants.remove(id);
        return Outcome.done(Reply.noContent());
    }

    private static JsonObject write(OAuthClient client) {
        return new JsonObject()
                .put("client_id", client.id())
                .put("confidential", client.confidential())
                .put("created", client.created())
                .put("name", client.name())
                .putTexts("redirect_uris", client.redirectUris());
    }
}
