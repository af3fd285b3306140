package org.muriel.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, by the bare protocol, at times that the test sets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorsTest {
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"form_token\" value=\"([^\"]+)\"");
    private static final String TOKENS = "/account/tokens";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-27T10:00:00Z"));
    private final InstantSource clock = now::get;
    private final HttpClient http = HttpClient.newHttpClient();
    private Shop shop;

    @BeforeAll
    void open(@TempDir Path folder) {
        shop = Shop.in(folder, 0, clock);
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @Test
    void of_requests_that_come_together_one_gives_the_session_another_id_and_all_go_on() {
        String cookie = signIn();
        now.updateAndGet(it -> it.plus(Duration.ofMinutes(61)));
        HttpResponse<String> first = get(TOKENS, cookie);
        HttpResponse<String> second = get(TOKENS, cookie);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.headers().firstValue("Set-Cookie"))
                .as("a cookie that nobody knows would sign out")
                .isEmpty();
        String fresh = cookie(first);
        assertThat(fresh).isNotEqualTo(cookie);
        now.updateAndGet(it -> it.plus(Duration.ofMinutes(2)));
        assertThat(get(TOKENS, fresh).statusCode()).isEqualTo(200);
        assertThat(get(TOKENS, cookie).headers().firstValue("Location").orElseThrow())
                .startsWith("/sign-in");
    }

    @Test
    void a_form_from_elsewhere_is_refused_with_or_without_encryption() {
        String cookie = signIn();
        String token = formToken(get(TOKENS, cookie));
        Map<String, String> form = Map.of("form_token", token, "name", "stolen");
        assertThat(post(TOKENS, cookie, form, "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(post(TOKENS, cookie, form, "Origin", "http://elsewhere.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(TOKENS, cookie, form, "Origin", "null").statusCode()).isEqualTo(403);
        assertThat(post("/sign-in", "", Map.of("token", Shop.TOKEN), "Origin", "http://elsewhere.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(shop.get("/v2/x/tokens").toString()).doesNotContain("stolen");
        assertThat(post(TOKENS, cookie, form, "Origin", shop.origin()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_form_of_somebody_who_is_not_signed_in_is_marked_so_that_the_page_keeps_it() {
        HttpResponse<String> answer = post(TOKENS, "", Map.of("name", "late"), "Origin", shop.origin());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Muriel-Form")).contains("refused");
    }

    @Test
    void a_form_that_is_sent_twice_makes_one_thing() {
        String cookie = signIn();
        Map<String, String> form =
                Map.of("form_token", formToken(get(TOKENS, cookie)), "name", "only one", "once", "b7e1");
        String first = post(TOKENS, cookie, form, "Origin", shop.origin()).body();
        String second = post(TOKENS, cookie, form, "Origin", shop.origin()).body();
        Pattern shown = Pattern.compile("<code>(2:[^<]+)</code><button");
        assertThat(found(shown, second)).isEqualTo(found(shown, first));
        assertThat(shop.get("/v2/x/tokens").toString().split("only one", -1)).hasSize(2);
    }

    @Test
    void the_sign_in_leads_to_no_other_server() {
        for (String next :
                List.of("//elsewhere.example/", "/\\elsewhere.example", "https://elsewhere.example/", "/a b")) {
            HttpResponse<String> answer =
                    post("/sign-in", "", Map.of("token", Shop.TOKEN, "next", next), "Origin", shop.origin());
            assertThat(answer.headers().firstValue("Location")).as(next).contains("/");
        }
    }

    @Test
    void behind_a_proxy_that_encrypts_the_cookie_is_for_encrypted_connections() {
        HttpResponse<String> answer = post("/sign-in", "", Map.of("token", Shop.TOKEN), "X-Forwarded-Proto", "https");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("; Secure");
    }

    private String signIn() {
        return cookie(post("/sign-in", "", Map.of("token", Shop.TOKEN), "Origin", shop.origin()));
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", -1)[0];
    }

    private static String formToken(HttpResponse<String> page) {
        return found(FORM_TOKEN, page.body());
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private HttpResponse<String> get(String path, String cookie) {
        return send(HttpRequest.newBuilder(URI.create(shop.origin() + path)).header("Cookie", cookie));
    }

    private HttpResponse<String> post(
            String path, String cookie, Map<String, String> form, String header, String value) {
        String fields = form.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(shop.origin() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString(fields));
        return send(cookie.isEmpty() ? request : request.header("Cookie", cookie));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
