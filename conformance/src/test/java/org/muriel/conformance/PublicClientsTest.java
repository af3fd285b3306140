package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that can keep no secret prove otherwise that a code is theirs, and that a refresh token was not copied. */
class PublicClientsTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String CLIENTS = "/v2/x/oauth_clients";
    private static final String BACK = "https://app.example.com/back";
    private static final String TOKEN = "/oauth2/token";
    private static final String VERIFIER = "a-verifier-of-at-least-43-characters-as-they-must-be";

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private RunningServer server;
    private Client owner;
    private Client stranger;
    private String app;

    @BeforeEach
    void an_app_is_registered() {
        server = RunningServer.at(folder, now::get);
        owner = server.client();
        stranger = server.stranger();
        Answer made = owner.post(
                        CLIENTS, "{\"name\": \"App\", \"confidential\": false, \"redirect_uris\": [\"" + BACK + "\"]}")
                .good();
        assertThat(made.json().has("client_secret")).isFalse();
        assertThat(made.at("/confidential").booleanValue()).isFalse();
        assertThat(owner.get(CLIENTS).at("/0/confidential").booleanValue()).isFalse();
        app = made.at("/client_id").stringValue();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_app_gets_a_token_for_a_code_and_the_verifier_of_its_challenge() {
        Answer given = take(code(), VERIFIER).good();

        stranger.with(given.at("/access_token").stringValue()).get("/v2/me").good();
        assertThat(given.at("/refresh_token").stringValue()).contains(".");
    }

    @Test
    void an_app_without_a_challenge_that_hides_something_is_not_asked_for() {
        List<Map<String, String>> wishes = List.of(
                Map.of(),
                Map.of("code_challenge_method", "S256"),
                Map.of("code_challenge", challenge()),
                Map.of("code_challenge", VERIFIER, "code_challenge_method", "plain"),
                Map.of("code_challenge", challenge(), "code_challenge_method", "plain"),
                Map.of("code_challenge", "short", "code_challenge_method", "S256"),
                Map.of("code_challenge", challenge() + "=", "code_challenge_method", "S256"));
        for (Map<String, String> wish : wishes) {
            Map<String, String> query = asks(app);
            query.putAll(wish);
            Answer answer = stranger.get(ConsentForm.PATH + "?" + ConsentForm.encoded(query));
            assertThat(ConsentForm.told(answer)).as(wish.toString()).containsEntry("error", "invalid_request");
        }
    }

    @Test
    void a_stolen_code_is_worth_nothing_without_its_verifier_and_is_over_once_it_was_tried() {
        for (String verifier : List.of("", "another-verifier-of-at-least-43-characters-as-it-must-be", challenge())) {
            String code = code();
            refused(take(code, verifier));
            refused(take(code, VERIFIER));
        }
    }

    @Test
    void a_secret_does_not_make_an_app_more_than_it_is() {
        Map<String, String> request = brings(app, code(), VERIFIER);
        request.put("client_secret", "anything");
        assertThat(send(request).status()).isEqualTo(401);
    }

    @Test
    void a_program_with_a_secret_may_prove_its_codes_too_and_must_if_it_said_so() {
        Answer made = owner.post(CLIENTS, "{\"name\": \"Bot\", \"redirect_uris\": [\"" + BACK + "\"]}")
                .good();
        String bot = made.at("/client_id").stringValue();
        String secret = made.at("/client_secret").stringValue();
        String proven = codeOf(asksWithChallenge(bot));
        Map<String, String> request = brings(bot, proven, VERIFIER);
        request.put("client_secret", secret);
        assertThat(send(request).good().at("/refresh_token").stringValue()).doesNotContain(".");

        Map<String, String> forgotten = brings(bot, codeOf(asksWithChallenge(bot)), "");
        forgotten.put("client_secret", secret);
        refused(send(forgotten));
        Map<String, String> unasked = brings(bot, codeOf(asks(bot)), VERIFIER);
        unasked.put("client_secret", secret);
        refused(send(unasked));
    }

    @Test
    void a_refresh_token_is_new_after_each_use_and_a_former_one_ends_everything() {
        String first = take(code(), VERIFIER).good().at("/refresh_token").stringValue();
        Answer second = refresh(first).good();
        Answer third = refresh(second.at("/refresh_token").stringValue()).good();
        Client acting = stranger.with(third.at("/access_token").stringValue());
        acting.get("/v2/me").good();
        assertThat(List.of(first, second.at("/refresh_token").stringValue()))
                .doesNotContain(third.at("/refresh_token").stringValue());

        refused(refresh(first));

        refused(refresh(third.at("/refresh_token").stringValue()));
        assertThat(acting.get("/v2/me").status()).isEqualTo(403);
    }

    @Test
    void a_refresh_token_without_its_turn_or_with_a_guessed_one_is_refused() {
        String token = take(code(), VERIFIER).good().at("/refresh_token").stringValue();
        refused(refresh("guessed." + token.split("\\.", 2)[1]));
        refused(refresh("guessed"));
        refresh(token).good();
        String other = take(code(), VERIFIER).good().at("/refresh_token").stringValue();
        refused(refresh(other.split("\\.", 2)[0]));
        refused(refresh(other));
    }

    @Test
    void consents_and_tokens_do_not_pile_up() {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 52; i++) {
            now.updateAndGet(it -> it.plusMillis(1));
            codes.add(code());
        }
        refused(take(codes.getFirst(), VERIFIER));
        Answer last = take(codes.getLast(), VERIFIER).good();

        List<String> tokens = new ArrayList<>();
        String refresh = last.at("/refresh_token").stringValue();
        for (int i = 0; i < 25; i++) {
            now.updateAndGet(it -> it.plusMillis(1));
            Answer next = refresh(refresh).good();
            refresh = next.at("/refresh_token").stringValue();
            tokens.add(next.at("/access_token").stringValue());
        }
        assertThat(owner.get("/v2/x/tokens").json()).hasSize(21);
        assertThat(stranger.with(tokens.getFirst()).get("/v2/me").status()).isEqualTo(401);
        stranger.with(tokens.getLast()).get("/v2/me").good();

        now.set(START.plus(Duration.ofDays(1)));
        take(code(), VERIFIER).good();
        refresh(refresh).good();
    }

    private String code() {
        return codeOf(asksWithChallenge(app));
    }

    private String codeOf(Map<String, String> query) {
        Answer back = ConsentForm.open(stranger, query).allow(stranger, RunningServer.TOKEN);
        return ConsentForm.told(back).getOrDefault("code", "");
    }

    private static Map<String, String> asks(String client) {
        return new LinkedHashMap<>(Map.of(
                "client_id", client, "redirect_uri", BACK, "response_type", "code", "scope", "all", "state", "s"));
    }

    private static Map<String, String> asksWithChallenge(String client) {
        Map<String, String> query = asks(client);
        query.put("code_challenge", challenge());
        query.put("code_challenge_method", "S256");
        return query;
    }

    /** That of {@link #VERIFIER} (RFC 7636, 4.2). */
    private static String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> brings(String client, String code, String verifier) {
        return new LinkedHashMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "client_id",
                client,
                "redirect_uri",
                BACK,
                "code_verifier",
                verifier));
    }

    private Answer take(String code, String verifier) {
        return send(brings(app, code, verifier));
    }

    private Answer refresh(String token) {
        return send(Map.of("grant_type", "refresh_token", "refresh_token", token, "client_id", app));
    }

    private Answer send(Map<String, String> parameters) {
        return stranger.post(TOKEN, ConsentForm.encoded(parameters));
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.at("/error").stringValue()).isEqualTo("invalid_grant");
        assertThat(Promises.broken("POST", answer)).isEmpty();
    }
}
