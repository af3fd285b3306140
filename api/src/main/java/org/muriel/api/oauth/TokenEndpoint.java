package org.muriel.api.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.muriel.access.BroughtCode;
import org.muriel.access.Grants;
import org.muriel.access.OAuthClient;
import org.muriel.access.PersonalToken;
import org.muriel.access.RefreshToken;
import org.muriel.access.Secret;
import org.muriel.api.json.JsonObject;
import org.muriel.api.route.Call;
import org.muriel.api.route.Dialect;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Query;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.experiment.problem.Outcome;

/**
 * Where a program takes codes and refresh tokens for tokens. Existing clients send everything in the query, others in a
 * form or, the credentials, as basic authentication (RFC 6749, 2.3.1). Errors have what that RFC gives them, and what all
 * of this server have.
 */
public final class TokenEndpoint {
    private static final Map<String, String> PRIVATE = Map.of("Cache-Control", "no-store", "Pragma", "no-cache");
    private static final List<String> PARAMETERS = List.of(
            "grant_type", "code", "refresh_token", "client_id", "client_secret", "redirect_uri", "code_verifier");

    private final Grants grants;
    private final SecureRandom random;

    public TokenEndpoint(Grants grants, SecureRandom random) {
        this.grants = grants;
        this.random = random;
    }

    public List<Route> routes() {
        return List.of(new Route(
                List.of("POST"),
                "/oauth2/token",
                "issue_token",
                "OAuth",
                Route.Allows.ANYBODY,
                PARAMETERS.stream()
                        .map(it -> Parameter.optional(it, Parameter.Type.TEXT))
                        .toList(),
                Set.of(200, 400, 401),
                Dialect.REST,
                this::issue));
    }

    private Outcome<Reply> issue(Call call) {
        Optional<Query> form = Query.parse(new String(call.body(), UTF_8));
        Function<String, String> parameter = it ->
                call.text(it).or(() -> form.flatMap(fields -> fields.last(it))).orElse("");
        Credentials credentials = Credentials.basic(call.header("Authorization"))
                .orElseGet(() -> new Credentials(parameter.apply("client_id"), parameter.apply("client_secret")));
        return Outcome.done(grants.client(credentials.id(), given(credentials.secret()))
                .map(it -> issue(call, it, parameter))
                .orElseGet(() -> error(401, "invalid_client", "unauthorized", "No client has this id and secret.")
                        .with("WWW-Authenticate", "Basic realm=\"Muriel\"")));
    }

    private Reply issue(Call call, OAuthClient client, Function<String, String> parameter) {
        return switch (parameter.apply("grant_type")) {
            case "authorization_code" ->
                parameter.apply("code").isEmpty() ? missing("code") : byCode(call, client, parameter);
            case "refresh_token" ->
                parameter.apply("refresh_token").isEmpty()
                        ? missing("refresh_token")
                        : byRefreshToken(call, client, RefreshToken.of(parameter.apply("refresh_token")));
            case "" -> missing("grant_type");
            default -> refused("unsupported_grant_type", "grant_type: expected authorization_code or refresh_token.");
        };
    }

    private Reply byCode(Call call, OAuthClient client, Function<String, String> parameter) {
        PersonalToken token = PersonalToken.generate(random);
        RefreshToken refresh = RefreshToken.generate(!client.confidential(), random);
        BroughtCode brought = new BroughtCode(
                Secret.of(parameter.apply("code")),
                parameter.apply("redirect_uri"),
                given(parameter.apply("code_verifier")));
        return grants.redeem(client.id(), brought, token, refresh, call.now())
                ? Reply.ok(answer(token).put("refresh_token", refresh.reveal())).with(PRIVATE)
                : refused(
                        "invalid_grant",
                        "The code is not one that this client was sent at this redirect_uri for this code_verifier,"
                                + " or was used, or is too old.");
    }

    /** The refresh token is in the answer only if it is another one (REST specification, 1.2). */
    private Reply byRefreshToken(Call call, OAuthClient client, RefreshToken brought) {
        PersonalToken token = PersonalToken.generate(random);
        RefreshToken next = brought.next(random);
        if (!grants.refresh(client.id(), brought, next, token, call.now())) {
            return refused("invalid_grant", "The refresh token is not one of this client's, or was revoked.");
        }
        JsonObject answer = answer(token);
        return Reply.ok(next.turn().isPresent() ? answer.put("refresh_token", next.reveal()) : answer)
                .with(PRIVATE);
    }

    private static Optional<Secret> given(String secret) {
        return secret.isEmpty() ? Optional.empty() : Optional.of(Secret.of(secret));
    }

    private static Reply missing(String parameter) {
        return refused("invalid_request", parameter + ": is needed.");
    }

    private static Reply refused(String error, String message) {
        return error(400, error, "bad_request", message);
    }

    private static JsonObject answer(PersonalToken token) {
        return new JsonObject()
                .put("access_token", token.reveal())
                .put("token_type", "bearer")
                .put("expires_in", Grants.TOKEN_LIFE.toSeconds());
    }

    private static Reply error(int status, String error, String code, String message) {
        return Reply.json(
                        status,
                        new JsonObject()
                                .put("code", code)
                                .put("message", message)
                                .put("uuid", UUID.randomUUID().toString())
                                .put("error", error)
                                .put("error_description", message)
                                .node())
                .with(PRIVATE);
    }

    /** Who the program says it is. */
    private record Credentials(String id, String secret) {
        static Optional<Credentials> basic(Optional<String> authorization) {
            return authorization
                    .filter(it -> it.regionMatches(true, 0, "basic ", 0, 6))
                    .flatMap(it -> decoded(it.substring(6).strip()))
                    .filter(it -> it.contains(":"))
                    .map(it -> it.split(":", 2))
                    .map(it -> new Credentials(it[0], it[1]));
        }

        private static Optional<String> decoded(String base64) {
            try {
                return Optional.of(new String(Base64.getDecoder().decode(base64), UTF_8));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}
