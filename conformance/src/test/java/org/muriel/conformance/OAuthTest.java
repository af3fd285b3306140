package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs act for people who let them, and for nobody else, however they try (REST specification, 1.2). */
class OAuthTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String CLIENTS = "/v2/x/oauth_clients";
    private static final String BACK = "https://bot.example.com/back?from=muriel";
    private static final String TOKEN = "/oauth2/token";

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private RunningServer server;
    private Client owner;
    private Client stranger;
    private long project;
    private String annsToken;
    private Client ann;
    private Program bot;

    /** A program as it knows itself. */
    private record Program(String id, String secret) {
        Map<String, String> asks() {
            return with("response_type", "code");
        }

        Map<String, String> with(String name, String value) {
            Map<String, String> query = new LinkedHashMap<>(Map.of(
                    "client_id", id, "redirect_uri", BACK, "response_type", "code", "scopes", "all", "state", "s1"));
            query.put(name, value);
            return query;
        }

        Map<String, String> bringsCode(String code) {
            return new LinkedHashMap<>(Map.of(
                    "grant_type",
                    "authorization_code",
                    "code",
                    code,
                    "client_id",
                    id,
                    "client_secret",
                    secret,
                    "redirect_uri",
                    BACK));
        }

        Map<String, String> bringsRefresh(String refresh) {
            return Map.of(
                    "grant_type", "refresh_token", "refresh_token", refresh, "client_id", id, "client_secret", secret);
        }
    }

    /** What a program got. */
    private record Tokens(String access, String refresh) {}

    @BeforeEach
    void a_program_is_registered_and_ann_is_hired() {
        server = RunningServer.at(folder, now::get);
        owner = server.client();
        stranger = server.stranger();
        project = owner.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good()
                .id();
        annsToken = Staff.hire(owner, "ann@example.com", project, "editor");
        ann = stranger.with(annsToken);
        bot = register("Release bot", BACK);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_program_gets_a_code_for_tokens_and_may_do_what_its_person_may() {
        later();
        Answer back = ConsentForm.open(stranger, bot.asks()).allow(stranger, annsToken);
        assertThat(back.status()).isEqualTo(303);
        assertThat(back.header("Location").orElse("")).startsWith(BACK + "&code=");
        assertThat(back.header("Cache-Control")).contains("no-store");
        assertThat(ConsentForm.told(back)).containsEntry("state", "s1").containsKey("code");

        Answer given = take(bot.bringsCode(ConsentForm.told(back).getOrDefault("code", "")))
                .good();
        assertThat(given.status()).isEqualTo(200);
        assertThat(given.json().propertyNames())
                .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "refresh_token");
        assertThat(given.at("/token_type").stringValue()).isEqualTo("bearer");
        assertThat(given.at("/expires_in").intValue()).isEqualTo(7200);
        assertThat(given.header("Cache-Control")).contains("no-store");
        assertThat(Promises.broken("POST", given)).isEmpty();

        Client acting = stranger.with(given.at("/access_token").stringValue());
        assertThat(acting.get("/v2/me").good().at("/profile/email").stringValue())
                .isEqualTo("ann@example.com");
        acting.post("/v2/features", "{\"project_id\": " + project + ", \"key\": \"f\"}")
                .good();
        assertThat(acting.patch("/v2/projects/" + project, "{\"name\": \"mine\"}")
                        .status())
                .isEqualTo(403);
        assertThat(acting.post("/v2/x/tokens", "{}").status()).isEqualTo(403);
        Answer list = ann.get("/v2/x/tokens").good();
        assertThat(list.at("/1/client_id").stringValue()).isEqualTo(bot.id());
        assertThat(list.at("/1/name").stringValue()).isEqualTo("Release bot");

        String person = ann.get("/v2/me").good().at("/id").stringValue();
        owner.patch(
                        "/v2/x/people/" + person,
                        "{\"project_roles\": [{\"project_id\": %d, \"role\": \"viewer\"}]}".formatted(project))
                .good();
        assertThat(acting.post("/v2/features", "{\"project_id\": " + project + ", \"key\": \"g\"}")
                        .status())
                .as("it may never do more than its person may now")
                .isEqualTo(403);
    }

    @Test
    void a_program_is_not_told_again_what_its_person_was_told() {
        Client acting = stranger.with(allowed(bot).access());
        Map<String, String> key = Map.of("Idempotency-Key", "deploy-1");
        Optional<String> body = Optional.of("{\"name\": \"laptop\"}");
        Answer made = ann.send("POST", "/v2/x/tokens", body, key).good();

        Answer refused = acting.send("POST", "/v2/x/tokens", body, key);

        assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
        assertThat(ann.send("POST", "/v2/x/tokens", body, key).good().json()).isEqualTo(made.json());
    }

    @Test
    void an_access_token_lasts_two_hours_and_another_comes_for_the_refresh_token() {
        Tokens tokens = allowed(bot);
        now.set(START.plusSeconds(7199));
        stranger.with(tokens.access()).get("/v2/me").good();
        now.set(START.plusSeconds(7200));
        assertThat(stranger.with(tokens.access()).get("/v2/me").status()).isEqualTo(403);

        Answer inQuery = take(bot.bringsRefresh(tokens.refresh())).good();
        assertThat(inQuery.json().propertyNames())
                .containsExactlyInAnyOrder("access_token", "token_type", "expires_in");
        String form = "grant_type=refresh_token&refresh_token=" + tokens.refresh();
        Answer inForm = stranger.post(TOKEN, form + "&client_id=" + bot.id() + "&client_secret=" + bot.secret())
                .good();
        String basic = Base64.getEncoder().encodeToString((bot.id() + ":" + bot.secret()).getBytes(UTF_8));
        Answer withBasic = stranger.send("POST", TOKEN, Optional.of(form), Map.of("Authorization", "Basic " + basic))
                .good();
        now.set(START.plus(Duration.ofHours(3)));
        for (Answer answer : List.of(inQuery, inForm, withBasic)) {
            stranger.with(answer.at("/access_token").stringValue())
                    .get("/v2/me")
                    .good();
        }
        now.set(START.plus(Duration.ofDays(90)));
        take(bot.bringsRefresh(tokens.refresh())).good();
        assertThat(ann.get("/v2/x/tokens").json())
                .as("expired ones do not pile up")
                .hasSizeLessThan(4);
    }

    @Test
    void a_code_that_comes_twice_ends_what_it_was_for() {
        String code = code(bot);
        Answer given = take(bot.bringsCode(code)).good();
        Client acting = stranger.with(given.at("/access_token").stringValue());
        acting.get("/v2/me").good();

        refused(take(bot.bringsCode(code)), 400, "invalid_grant");

        assertThat(acting.get("/v2/me").status()).isEqualTo(403);
        refused(take(bot.bringsRefresh(given.at("/refresh_token").stringValue())), 400, "invalid_grant");
    }

    @Test
    void a_code_is_good_for_a_minute_at_its_address_and_for_its_program() {
        String late = code(bot);
        now.set(START.plusSeconds(60));
        refused(take(bot.bringsCode(late)), 400, "invalid_grant");

        String elsewhere = code(bot);
        for (String address : List.of("https://bot.example.com/back", BACK + "/", "")) {
            Map<String, String> request = bot.bringsCode(elsewhere);
            request.put("redirect_uri", address);
            refused(take(request), 400, "invalid_grant");
        }
        refused(take(bot.bringsCode(elsewhere)), 400, "invalid_grant");

        Program thief = register("Thief", BACK);
        String stolen = code(bot);
        refused(take(thief.bringsCode(stolen)), 400, "invalid_grant");
        take(bot.bringsCode(stolen)).good();

        Tokens tokens = allowed(bot);
        refused(take(thief.bringsRefresh(tokens.refresh())), 400, "invalid_grant");
        refused(take(bot.bringsCode("guessed")), 400, "invalid_grant");
        refused(take(bot.bringsCode("")), 400, "invalid_request");
        refused(take(bot.bringsRefresh("")), 400, "invalid_request");
        refused(take(bot.bringsCode(tokens.refresh())), 400, "invalid_grant");
        refused(take(bot.bringsRefresh(tokens.access())), 400, "invalid_grant");
    }

    @Test
    void a_program_without_its_secret_gets_nothing_and_harms_nobody() {
        String code = code(bot);
        for (String secret : List.of("", "wrong", bot.secret() + "x", bot.id())) {
            Map<String, String> request = bot.bringsCode(code);
            request.put("client_secret", secret);
            Answer answer = take(request);
            refused(answer, 401, "invalid_client");
            assertThat(answer.header("WWW-Authenticate").orElse("")).startsWith("Basic realm=");
        }
        refused(take(new Program("nobody", bot.secret()).bringsCode(code)), 401, "invalid_client");
        refused(stranger.post(TOKEN, ""), 401, "invalid_client");
        refused(stranger.post(TOKEN, "{\"client_id\": \"%zz\"}"), 401, "invalid_client");
        refused(
                stranger.send("POST", TOKEN, Optional.empty(), Map.of("Authorization", "Basic no Base64")),
                401,
                "invalid_client");
        Map<String, String> password = bot.bringsCode(code);
        password.put("grant_type", "password");
        refused(take(password), 400, "unsupported_grant_type");
        password.put("grant_type", "");
        refused(take(password), 400, "invalid_request");

        take(bot.bringsCode(code)).good();
    }

    @Test
    void the_page_is_shown_as_text_framed_by_nobody_and_its_form_leads_nowhere_else() {
        Program evil = register("<script>alert(1)</script>", BACK);
        Map<String, String> query = evil.with("state", "\"><img src=x onerror=alert(1)> ä&b=c#d");
        Answer page = stranger.get(ConsentForm.PATH + "?" + ConsentForm.encoded(query))
                .good();

        assertThat(page.text()).doesNotContain("<script", "<img").contains("&lt;script&gt;", "bot.example.com");
        assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.header("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self' https://bot.example.com");
        assertThat(page.header("X-Frame-Options")).contains("DENY");
        assertThat(page.header("Referrer-Policy")).contains("no-referrer");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.header("Set-Cookie").orElse(""))
                .contains("HttpOnly", "SameSite=Strict")
                .doesNotContain("Secure");
        Answer behindTls = stranger.send(
                "GET",
                ConsentForm.PATH + "?" + ConsentForm.encoded(query),
                Optional.empty(),
                Map.of("X-Forwarded-Proto", "https"));
        assertThat(behindTls.header("Set-Cookie").orElse("")).endsWith("; Secure");

        Answer back = ConsentForm.of(page).allow(stranger, annsToken);
        assertThat(ConsentForm.told(back)).containsEntry("state", query.get("state"));
    }

    @Test
    void a_form_that_another_page_sends_allows_nothing() {
        ConsentForm form = ConsentForm.open(stranger, bot.asks());
        ConsentForm other = ConsentForm.open(stranger, bot.asks());
        for (ConsentForm forged : List.of(
                form.inBrowserWith(""),
                form.inBrowserWith(other.cookie()),
                form.with("nonce", ""),
                form.with("nonce", "").inBrowserWith("muriel_consent="),
                form.with("nonce", other.fields().getOrDefault("nonce", "")))) {
            Answer answer = forged.allow(stranger, annsToken);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("Location")).isEmpty();
        }
        assertThat(form.allow(stranger, annsToken).status()).isEqualTo(303);
    }

    @Test
    void nobody_is_sent_to_an_address_that_is_not_the_programs_own() {
        ConsentForm form = ConsentForm.open(stranger, bot.asks());
        for (String address : List.of(
                "",
                "https://evil.example.com/back?from=muriel",
                BACK + "&more=1",
                BACK + "#",
                "https://bot.example.com/back",
                "HTTPS://bot.example.com/back?from=muriel",
                "https://bot.example.com@evil.example.com/back?from=muriel",
                "https://bot.example.com.evil.example.com/back?from=muriel",
                "javascript:alert(1)",
                "//evil.example.com")) {
            Answer page = stranger.get(ConsentForm.PATH + "?" + ConsentForm.encoded(bot.with("redirect_uri", address)));
            assertThat(page.status()).as(address).isEqualTo(400);
            assertThat(page.header("Location")).isEmpty();
            Answer sent = form.with("redirect_uri", address).allow(stranger, annsToken);
            assertThat(sent.status()).as(address).isEqualTo(400);
            assertThat(sent.header("Location")).isEmpty();
        }
        Answer unknown = stranger.get(ConsentForm.PATH + "?" + ConsentForm.encoded(bot.with("client_id", "nobody")));
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.header("Location")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://bot.example.com/back",
                "http://127.0.0.1.example.com/",
                "http://user@localhost/",
                "https://user:word@bot.example.com/",
                "https://bot.example.com/#part",
                "https:///back",
                "https://bot.example.com/a b",
                "https://bötchen.example.com/",
                "javascript:alert(1)",
                "myapp://back",
                "/back",
                ""
            })
    void an_address_that_secrets_cannot_be_sent_to_is_not_registered(String address) {
        Answer answer = owner.post(
                CLIENTS, "{\"name\": \"x\", \"redirect_uris\": [\"https://good.example.com/\", \"" + address + "\"]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("redirect_uris");
        assertThat(owner.get(CLIENTS).json()).hasSize(1);
    }

    @Test
    void programs_are_registered_with_addresses_and_listed_without_secrets() {
        for (String body : List.of("{}", "{\"name\": \"x\"}", "{\"name\": \"x\", \"redirect_uris\": []}")) {
            assertThat(owner.post(CLIENTS, body).status()).as(body).isEqualTo(400);
        }
        later();
        register("Local", "http://localhost:9000/back");
        register("Local too", "http://127.0.0.1:9000/back");
        Answer list = owner.get(CLIENTS).good();
        assertThat(list.json()).hasSize(3);
        assertThat(list.at("/0/redirect_uris/0").stringValue()).isEqualTo(BACK);
        assertThat(list.text()).doesNotContain("secret", bot.secret());
        assertThat(owner.delete(CLIENTS + "/nobody").status()).isEqualTo(404);
        assertThat(ann.get(CLIENTS).status()).isEqualTo(403);
    }

    @Test
    void who_does_not_allow_it_sends_the_program_away_and_so_does_a_wish_that_cannot_be_had() {
        Answer denied = ConsentForm.open(stranger, bot.asks()).deny(stranger);
        assertThat(denied.status()).isEqualTo(303);
        assertThat(ConsentForm.told(denied))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "s1");

        Map.of("password", "unsupported_response_type", "", "invalid_request").forEach((type, error) -> {
            Map<String, String> query = bot.with("response_type", type);
            Answer answer = stranger.get(ConsentForm.PATH + "?" + ConsentForm.encoded(query));
            assertThat(ConsentForm.told(answer)).containsEntry("error", error);
        });
        Map<String, String> endless = bot.with("state", "x".repeat(2_001));
        assertThat(stranger.get(ConsentForm.PATH + "?" + ConsentForm.encoded(endless))
                        .status())
                .isEqualTo(400);
        Answer scope = stranger.get(ConsentForm.PATH + "?" + ConsentForm.encoded(bot.with("scopes", "some")));
        assertThat(ConsentForm.told(scope)).containsEntry("error", "invalid_scope");
        Map<String, String> other = bot.with("scope", "all");
        other.remove("scopes");
        assertThat(ConsentForm.open(stranger, other).fields()).containsKey("nonce");
    }

    @Test
    void only_a_personal_token_that_works_says_who_allows_it() {
        ConsentForm form = ConsentForm.open(stranger, bot.asks());
        Answer made = ann.post("/v2/x/tokens", "{}").good();
        ann.delete("/v2/x/tokens/" + made.at("/id").stringValue());
        for (String token : List.of(
                "",
                "2:a-token-that-was-never-made-here",
                made.at("/token").stringValue(),
                allowed(bot).access())) {
            Answer answer = form.allow(stranger, token);
            assertThat(answer.status()).as(token).isEqualTo(403);
            assertThat(answer.header("Location")).isEmpty();
            assertThat(answer.text()).contains("personal token");
            form = ConsentForm.of(answer);
        }
        assertThat(form.allow(stranger, annsToken).status())
                .as("the page that asks again")
                .isEqualTo(303);
    }

    @Test
    void a_program_that_keeps_no_secret_is_given_a_token_in_the_fragment() {
        Answer back =
                ConsentForm.open(stranger, bot.with("response_type", "token")).allow(stranger, annsToken);
        Map<String, String> told = ConsentForm.told(back);

        assertThat(back.header("Location").orElse("")).startsWith(BACK + "#access_token=");
        assertThat(told.keySet()).containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "state");
        Client acting = stranger.with(told.getOrDefault("access_token", ""));
        acting.get("/v2/me").good();
        now.set(START.plusSeconds(7200));
        assertThat(acting.get("/v2/me").status()).isEqualTo(403);
    }

    @Test
    void what_was_allowed_ends_with_its_token_its_program_or_its_person() {
        later();
        Tokens first = allowed(bot);
        later();
        Tokens second = allowed(bot);
        String listed = ann.get("/v2/x/tokens").good().at("/1/id").stringValue();
        ann.delete("/v2/x/tokens/" + listed);
        ended(first);
        stranger.with(second.access()).get("/v2/me").good();

        Program other = register("Other", BACK);
        Tokens third = allowed(other);
        String code = code(other);
        assertThat(owner.delete(CLIENTS + "/" + other.id()).status()).isEqualTo(204);
        assertThat(owner.delete(CLIENTS + "/" + other.id()).status()).isEqualTo(404);
        assertThat(stranger.with(third.access()).get("/v2/me").status()).isEqualTo(403);
        refused(take(other.bringsRefresh(third.refresh())), 401, "invalid_client");
        refused(take(other.bringsCode(code)), 401, "invalid_client");

        String unused = code(bot);
        String person = ann.get("/v2/me").good().at("/id").stringValue();
        owner.delete("/v2/x/people/" + person).good();
        ended(second);
        refused(take(bot.bringsCode(unused)), 400, "invalid_grant");
    }

    @Test
    void what_was_allowed_is_there_after_a_restart_and_no_secret_is_in_any_file() throws IOException {
        Tokens tokens = allowed(bot);
        String code = code(bot);
        server.close();
        for (Path file : files()) {
            assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(bot.secret(), tokens.access(), tokens.refresh(), code);
        }
        server = RunningServer.at(folder, now::get);
        stranger = server.stranger();
        stranger.with(tokens.access()).get("/v2/me").good();
        take(bot.bringsRefresh(tokens.refresh())).good();
        take(bot.bringsCode(code)).good();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private Program register(String name, String address) {
        Answer made = owner.post(CLIENTS, "{\"name\": \"" + name + "\", \"redirect_uris\": [\"" + address + "\"]}")
                .good();
        assertThat(made.header("Cache-Control")).contains("no-store");
        return new Program(
                made.at("/client_id").stringValue(), made.at("/client_secret").stringValue());
    }

    /** What is listed by age is made at different times. */
    private void later() {
        now.updateAndGet(it -> it.plusMillis(1));
    }

    private String code(Program program) {
        Answer back = ConsentForm.open(stranger, program.asks()).allow(stranger, annsToken);
        return ConsentForm.told(back).getOrDefault("code", "");
    }

    private Tokens allowed(Program program) {
        Answer given = take(program.bringsCode(code(program))).good();
        return new Tokens(
                given.at("/access_token").stringValue(),
                given.at("/refresh_token").stringValue());
    }

    /** As existing programs do: everything in the query. */
    private Answer take(Map<String, String> parameters) {
        return stranger.send("POST", TOKEN + "?" + ConsentForm.encoded(parameters));
    }

    private void ended(Tokens tokens) {
        assertThat(stranger.with(tokens.access()).get("/v2/me").status()).isEqualTo(403);
        refused(take(bot.bringsRefresh(tokens.refresh())), 400, "invalid_grant");
    }

    private static void refused(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.at("/error").stringValue()).isEqualTo(error);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(Promises.broken("POST", answer)).isEmpty();
    }
}
