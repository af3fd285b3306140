package org.muriel.api.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.muriel.access.Access;
import org.muriel.access.Consent;
import org.muriel.access.Credential;
import org.muriel.access.Grants;
import org.muriel.access.OAuthClient;
import org.muriel.access.Person;
import org.muriel.access.PersonalToken;
import org.muriel.access.Secret;
import org.muriel.api.route.Call;
import org.muriel.api.route.Dialect;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Query;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.experiment.problem.Outcome;

/**
 * Asks a person whether a program may act for them, and sends them back to it with the answer. Who the person is, the
 * personal token says that they write into the form: there is no session, so no other page can answer for them. A number
 * in the form and in a cookie shows that the form is one that this browser was given.
 */
public final class ConsentRoutes {
    private static final String PATH = "/oauth2/authorize";
    private static final String TAG = "OAuth";
    private static final String COOKIE = "muriel_consent";
    private static final String NONCE = "nonce";
    private static final List<String> ASKED = List.of(
            "client_id",
            "redirect_uri",
            "response_type",
            "scopes",
            "scope",
            "state",
            "account_id",
            "code_challenge",
            "code_challenge_method");

    /** It goes back in an address, which browsers and servers take only so long; programs put a number there. */
    private static final int LONGEST_STATE = 2_000;

    private final Access access;
    private final Grants grants;
    private final SecureRandom random;

    public ConsentRoutes(Access access, SecureRandom random) {
        this.access = access;
        this.grants = access.grants();
        this.random = random;
    }

    /** What a program asks for; its address is known to be its own. */
    private record Wish(
            OAuthClient client,
            String redirectUri,
            String responseType,
            String scope,
            String state,
            String challenge,
            String challengeMethod) {
        boolean wantsToken() {
            return responseType.equals("token");
        }

        /** Sends the person back, with the state the program gave. */
        Reply answered(Map<String, String> parameters) {
            Map<String, String> all = new LinkedHashMap<>(parameters);
            if (!state.isEmpty()) {
                all.put("state", state);
            }
            String target =
                    wantsToken() ? RedirectUri.withFragment(redirectUri, all) : RedirectUri.withQuery(redirectUri, all);
            return new Reply.Empty(
                    303, Map.of("Location", target, "Cache-Control", "no-store", "Referrer-Policy", "no-referrer"));
        }

        /** As it is called in RFC 6749, 4.1.2.1. */
        Optional<String> error() {
            if (responseType.isEmpty() || !isChallengeAsNeeded()) {
                return Optional.of("invalid_request");
            }
            if (!responseType.equals("code") && !wantsToken()) {
                return Optional.of("unsupported_response_type");
            }
            return scope.equals("all") ? Optional.empty() : Optional.of("invalid_scope");
        }

        /** A program without a secret must bring something else that only it knows (RFC 7636, RFC 9700, 2.1.1). */
        private boolean isChallengeAsNeeded() {
            return challenge.isEmpty()
                    ? challengeMethod.isEmpty() && (client.confidential() || wantsToken())
                    : challengeMethod.equals("S256")
                            && Challenge.hash(challenge).isPresent();
        }

        Consent of(Person person) {
            return new Consent(client, person, redirectUri, Challenge.hash(challenge));
        }
    }

    public List<Route> routes() {
        List<Parameter> query = ASKED.stream()
                .map(it -> Parameter.optional(it, Parameter.Type.TEXT))
                .toList();
        return List.of(
                Route.publicGet(PATH, "authorize", TAG, query, Set.of(200, 303, 400), this::ask),
                new Route(
                        List.of("POST"),
                        PATH,
                        "consent",
                        TAG,
                        Route.Allows.ANYBODY,
                        List.of(),
                        Set.of(303, 400, 403),
                        Dialect.REST,
                        this::answer));
    }

    private Outcome<Reply> ask(Call call) {
        return withWish(it -> call.text(it).orElse(""), wish -> asked(call, wish, ""));
    }

    private Outcome<Reply> answer(Call call) {
        Optional<Query> form = Query.parse(new String(call.body(), UTF_8));
        if (form.isEmpty()) {
            return Outcome.done(ConsentPage.refuse("The form is not written as one."));
        }
        Function<String, String> field = it -> form.get().last(it).orElse("");
        return withWish(field, wish -> {
            if (!isGivenHere(call, field.apply(NONCE))) {
                return asked(call, wish, "This form is not from here, or is too old. Please try again.");
            }
            if (!field.apply("decision").equals("allow")) {
                return wish.answered(Map.of("error", "access_denied"));
            }
            return PersonalToken.parse(field.apply("token").strip())
                    .map(it -> access.find(it, call.now()))
                    .filter(it -> it instanceof Credential.Valid valid
                            && valid.token().isPersonal())
                    .flatMap(Credential::holder)
                    .map(it -> allowed(call, wish, it))
                    .orElseGet(() -> asked(call, wish, "This is not a personal token of this server that works."));
        });
    }

    private Reply allowed(Call call, Wish wish, Person person) {
        if (wish.wantsToken()) {
            PersonalToken token = PersonalToken.generate(random);
            grants.allow(wish.of(person), token, call.now());
            Map<String, String> answer = new LinkedHashMap<>();
            answer.put("access_token", token.reveal());
            answer.put("token_type", "bearer");
            answer.put("expires_in", Long.toString(Grants.TOKEN_LIFE.toSeconds()));
            return wish.answered(answer);
        }
        Secret code = Secret.generate(random);
        grants.allow(wish.of(person), code, call.now());
        return wish.answered(Map.of("code", code.reveal()));
    }

    /** Nobody is sent anywhere that is not an address of the program that asks. */
    private Outcome<Reply> withWish(Function<String, String> parameter, Function<Wish, Reply> then) {
        Optional<OAuthClient> client = grants.client(parameter.apply("client_id"));
        if (client.isEmpty()) {
            return Outcome.done(ConsentPage.refuse("No program is registered here under this client_id."));
        }
        String redirectUri = parameter.apply("redirect_uri");
        if (!client.get().redirectUris().contains(redirectUri)) {
            return Outcome.done(
                    ConsentPage.refuse("The redirect_uri is not, letter for letter, one that the program registered."));
        }
        if (parameter.apply("state").length() > LONGEST_STATE) {
            return Outcome.done(ConsentPage.refuse("The state has more than " + LONGEST_STATE + " characters."));
        }
        String scopes = parameter.apply("scopes");
        Wish wish = new Wish(
                client.get(),
                redirectUri,
                parameter.apply("response_type"),
                scopes.isEmpty() ? parameter.apply("scope") : scopes,
                parameter.apply("state"),
                parameter.apply("code_challenge"),
                parameter.apply("code_challenge_method"));
        return Outcome.done(
                wish.error().map(it -> wish.answered(Map.of("error", it))).orElseGet(() -> then.apply(wish)));
    }

    private Reply asked(Call call, Wish wish, String problem) {
        String nonce = Secret.generate(random).reveal();
        Map<String, String> hidden = new LinkedHashMap<>();
        hidden.put("client_id", wish.client().id());
        hidden.put("redirect_uri", wish.redirectUri());
        hidden.put("response_type", wish.responseType());
        hidden.put("scope", wish.scope());
        hidden.put("state", wish.state());
        hidden.put("code_challenge", wish.challenge());
        hidden.put("code_challenge_method", wish.challengeMethod());
        hidden.put(NONCE, nonce);
        String secure = call.origin().startsWith("https:") ? "; Secure" : "";
        return ConsentPage.ask(wish.client(), wish.redirectUri(), hidden, problem)
                .with(
                        "Set-Cookie",
                        COOKIE + "=" + nonce + "; Path=" + PATH + "; Max-Age=600; HttpOnly; SameSite=Strict" + secure);
    }

    private static boolean isGivenHere(Call call, String nonce) {
        return Arrays.stream(call.header("Cookie").orElse("").split(";", -1))
                .map(String::strip)
                .filter(it -> it.startsWith(COOKIE + "="))
                .map(it -> it.substring(COOKIE.length() + 1))
                .anyMatch(it -> !it.isEmpty() && MessageDigest.isEqual(it.getBytes(UTF_8), nonce.getBytes(UTF_8)));
    }
}
