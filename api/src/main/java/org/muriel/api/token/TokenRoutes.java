package org.muriel.api.token;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muriel.access.Access;
import org.muriel.access.Person;
import org.muriel.access.PersonalToken;
import org.muriel.access.Right;
import org.muriel.access.Token;
import org.muriel.api.json.JsonObject;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;

/**
 * Tokens of the caller; those of another person are in the hand of who administers the account. An administrator of one
 * project could otherwise make a token for somebody with rights in another, and use it.
 */
public final class TokenRoutes {
    private static final String TAG = "Tokens";
    private static final String PERSON_ID = "person_id";
    private static final int NAME = 200;

    /** Of those that work; far above what one person needs, and low enough that a script run wild fills no disk. */
    static final int MOST_TOKENS = 1_000;

    private static final Shape TOKEN = Shape.of("Token", "What is known of a token")
            .readOnlyIfAny("client_id", Schema.text(), "the OAuth client it was given to; none for a personal token")
            .readOnly("created", Schema.time(), "when it was made")
            .optional("expires", Schema.time(), "when it ends; never without")
            .readOnly("id", Schema.text(), "a UUID")
            .readOnlyIfAny("last_used", Schema.time(), "when somebody last came with it")
            .writable("name", Schema.text(NAME), "what it is for")
            .with(
                    PERSON_ID,
                    Schema.text(),
                    Shape.Role.OPTIONAL_AT_CREATION,
                    Shape.Shown.ALWAYS,
                    "whose rights it gives; the caller's without")
            .readOnlyIfAny("prefix", Schema.text(), "how it begins")
            .readOnlyIfAny("revoked", Schema.time(), "when it was taken back");

    /** Not {@code NewToken}, as what is sent to make one is called. */
    private static final Shape SHOWN_TOKEN = new Shape("ShownToken", "A token, shown this once", TOKEN.members())
            .readOnly("token", Schema.text(), "the token itself");

    private final Access access;
    private final SecureRandom random;

    public TokenRoutes(Access access, SecureRandom random) {
        this.access = access;
        this.random = random;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(
                                "GET",
                                "/v2/x/tokens",
                                "list_tokens",
                                TAG,
                                List.of(Parameter.optional(PERSON_ID, Parameter.Type.TEXT)),
                                Set.of(200, 404),
                                this::list)
                        .about(Route.Scope.CALLER)
                        .described("Lists the caller's tokens, or those of another person")
                        .answering(Schema.list(TOKEN)),
                Route.of("POST", "/v2/x/tokens", "create_token", TAG, List.of(), Set.of(201, 400, 404), this::create)
                        .needing(Right.VIEW)
                        .about(Route.Scope.CALLER)
                        .described("Makes a personal token, which is shown this once")
                        .taking(TOKEN)
                        .answering(SHOWN_TOKEN),
                Route.of(
                                "DELETE",
                                "/v2/x/tokens/{token_id}",
                                "revoke_token",
                                TAG,
                                List.of(),
                                Set.of(204, 404),
                                this::revoke)
                        .withText("token_id")
                        .needing(Right.VIEW)
                        .about(Route.Scope.CALLER)
                        .described("Takes a token back"));
    }

    private Outcome<Reply> list(Call call) {
        return person(call, call.text(PERSON_ID))
                .map(it -> Reply.json(200, JsonObject.array(access.tokensOf(it.id()), TokenRoutes::write)));
    }

    private Outcome<Reply> create(Call call) {
        if (!call.credential().token().isPersonal()) {
            return Outcome.refused(new Problem.NotPermitted(
                    "make a token that outlives the consent to it", "here with a personal token", "here with another"));
        }
        return call.fields(true).then(fields -> {
            String name = fields.text("name", NAME).or("", "");
            Optional<Instant> expires = fields.time("expires").value();
            if (expires.filter(it -> !it.isAfter(call.now())).isPresent()) {
                fields.reject("expires", "a time that is to come");
            }
            Optional<String> personId = fields.text(PERSON_ID, NAME).value();
            return fields.violations()
                    .orDone(personId)
                    .then(it -> person(call, it))
                    .then(it -> create(call, it, name, expires));
        });
    }

    private Outcome<Reply> create(Call call, Person person, String name, Optional<Instant> expires) {
        long working = access.tokensOf(person.id()).stream()
                .filter(it -> it.revoked().isEmpty() && !it.isExpired(call.now()))
                .count();
        if (working >= MOST_TOKENS) {
            return Outcome.refused(
                    Problem.Malformed.at("", "at most " + MOST_TOKENS + " tokens of a person that work", "as many"));
        }
        PersonalToken secret = PersonalToken.generate(random);
        return Outcome.done(shown(
                access.add(person, secret, name, expires, token -> call.answer(() -> shown(token, secret))), secret));
    }

    private static Reply shown(Token token, PersonalToken secret) {
        return Reply.created(write(token).put("token", secret.reveal())).with("Cache-Control", "no-store");
    }

    private Outcome<Reply> revoke(Call call) {
        String id = call.pathText("token_id");
        Optional<Token> token = access.token(id).filter(it -> isInHandOf(call.caller(), it.personId()));
        token.ifPresent(it -> access.revoke(it.id()));
        return token.isPresent() ? Outcome.done(Reply.noContent()) : Outcome.refused(new Problem.Unknown("token", id));
    }

    /** Whose tokens these are, if the caller may do something about them. */
    private Outcome<Person> person(Call call, Optional<String> id) {
        if (id.isEmpty()) {
            return Outcome.done(call.caller());
        }
        if (!isInHandOf(call.caller(), id.get())) {
            return Outcome.refused(new Problem.NotPermitted(
                    "see or make tokens of another person", "administrator of the account", "that of none"));
        }
        return access.person(id.get())
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Problem.Unknown("person", id.get())));
    }

    private static boolean isInHandOf(Person caller, String personId) {
        return caller.administrator() || caller.id().equals(personId);
    }

    private static JsonObject write(Token token) {
        JsonObject object = new JsonObject()
                .put("id", token.id())
                .put("person_id", token.personId())
                .put("name", token.name())
                .put("created", token.created())
                .putTime("expires", token.expires())
                .putTime("last_used", token.lastUsed())
                .putTime("revoked", token.revoked())
                .putText("client_id", token.clientId());
        return token.prefix().isEmpty() ? object : object.put("prefix", token.prefix());
    }
}
