package org.muriel.api.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muriel.access.Credential;
import org.muriel.access.Person;
import org.muriel.access.PersonalToken;
import org.muriel.access.Profile;
import org.muriel.access.Role;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.catalog.StorageException;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.testkit.TokenHolders;

class RouterTest {
    private static final String TOKEN = "2:abcdefghijklmnopqrstuvwxyz";

    private static final Dialect ANOTHER = new Dialect(
            new Errors(failure -> new Reply.Content(
                    failure.status(), "text/plain", failure.code().getBytes(StandardCharsets.UTF_8), Map.of())),
            true,
            10,
            (headers, now, reply) -> reply.with("Echo", headers.first("Echo").orElse("none")));

    private final Router router = new Router(
            List.of(
                    get("/v2/things", "list"),
                    get("/v2/things/{thing_id}", "one"),
                    get("/v2/things/special", "special"),
                    Route.of("POST", "/v2/things", "make", "Things", List.of(), Set.of(201), text("made")),
                    get("/v2/things/{thing_id}/parts/{part_id}", "part"),
                    Route.of(
                            "PATCH", "/v2/things/{thing_id}", "patch", "Things", List.of(), Set.of(200), text("patch")),
                    Route.of("PUT", "/v2/kept/{thing_id}", "keep", "Things", List.of(), Set.of(204), RouterTest::kept),
                    Route.of("GET", "/v2/broken", "broken", "Things", List.of(), Set.of(200), call -> {
                        throw new StorageException("disk full", new IllegalStateException());
                    }),
                    Route.publicGet("/pages/{name}", "pages", "Things", List.of(), Set.of(200), text("pages"))
                            .speaking(ANOTHER),
                    Route.publicGet(
                            "/files/{name}.json",
                            "file",
                            "Things",
                            List.of(),
                            Set.of(200),
                            call -> Outcome.done(new Reply.Content(
                                    200,
                                    "text/plain",
                                    call.pathText("name").getBytes(StandardCharsets.UTF_8),
                                    Map.of()))),
                    Route.publicGet("/open/{name}", "open", "Things", List.of(), Set.of(200), text("open"))),
            TokenHolders.one(TOKEN),
            () -> Snapshot.EMPTY,
            RateLimits.off(),
            () -> Instant.EPOCH);

    @ParameterizedTest(name = "{0} {1} is answered {2} {3}")
    @CsvSource(textBlock = """
            GET,    /v2/things,               200, list
            GET,    /v2/things/,              200, list
            GET,    /v2/things/5,             200, one
            GET,    /v2/things/special,       200, special
            GET,    /v2/things/5/parts/6,     200, part
            PATCH,  /v2/things/5,             200, patch
            PUT,    /v2/things/5,             200, patch
            GET,    /open/sesame,             200, open
            HEAD,   /open/sesame,             200, open
            GET,    /files/one.json,          200, one
            GET,    /files/one.two.json,      200, one.two
            GET,    /files/one%2Ftwo+%25.json, 200, one/two+%
            GET,    /files%2Fone.json,        404, not_found
            GET,    /files/one%2.json,        200, one%2
            GET,    /files/one.txt,           404, not_found
            HEAD,   /v2/nothing,              404, not_found
            GET,    /v2/things/x,             400, bad_request
            GET,    /v2/things/0,             400, bad_request
            GET,    /v2/things/-1,            400, bad_request
            GET,    /v2/things/9007199254740992, 400, bad_request
            GET,    /v2/things/5/parts,       404, not_found
            GET,    /v2/things//,             400, bad_request
            GET,    /v2,                      404, not_found
            GET,    /,                        404, not_found
            DELETE, /v2/things/5,             405, method_not_allowed
            POST,   /v2/things/5/parts/6,     405, method_not_allowed
            GET,    /v2/broken,               503, service_unavailable
            """)
    void a_request_finds_its_route_or_learns_why_not(String method, String path, int status, String body) {
        Reply reply = router.answer(request(method, path, Optional.of("Bearer " + TOKEN)));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(text(reply)).contains(body);
    }

    @ParameterizedTest(name = "Authorization: {0}")
    @CsvSource(textBlock = """
            bearer 2:abcdefghijklmnopqrstuvwxyz,  200
            BEARER 2:abcdefghijklmnopqrstuvwxyz,  200
            Bearer 2:abcdefghijklmnopqrstuvwxyy,  401
            Bearer abcdefghijklmnopqrstuvwxyz,    401
            2:abcdefghijklmnopqrstuvwxyz,         401
            Basic 2:abcdefghijklmnopqrstuvwxyz,   401
            Bearer,                               401
            """)
    void only_a_token_of_this_server_opens_the_door(String authorization, int status) {
        assertThat(router.answer(request("GET", "/v2/things", Optional.of(authorization)))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void without_a_token_only_public_routes_answer() {
        assertThat(router.answer(request("GET", "/v2/things", Optional.empty())).status())
                .isEqualTo(401);
        assertThat(router.answer(request("GET", "/open/sesame", Optional.empty()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void what_a_405_allows_is_named() {
        Reply reply = router.answer(request("DELETE", "/v2/things/5", Optional.of("Bearer " + TOKEN)));

        assertThat(reply.headers()).containsEntry("Allow", "GET, PATCH, PUT");
    }

    @Test
    void two_routes_for_one_operation_are_a_mistake_of_ours() {
        assertThatThrownBy(() -> new Router(
                        List.of(get("/v2/a/{x}", "one"), get("/v2/a/{y}", "two")),
                        TokenHolders.one(TOKEN),
                        () -> Snapshot.EMPTY,
                        RateLimits.off(),
                        () -> Instant.EPOCH))
                .hasMessageContaining("two routes for GET");
    }

    @Test
    void a_route_keeps_the_conventions_of_its_dialect() {
        Reply good = router.answer(request("GET", "/pages/one", Optional.of("hello")));
        Reply wrong = router.answer(request("DELETE", "/pages/one", Optional.empty()));

        assertThat(good.headers())
                .containsEntry("Echo", "hello")
                .containsEntry("Access-Control-Allow-Origin", "*")
                .doesNotContainKey("X-RateLimit-Limit");
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(text(wrong)).isEqualTo("method_not_allowed");
        assertThat(wrong.headers()).containsEntry("Echo", "none").containsEntry("Allow", "GET");
    }

    @Test
    void browsers_may_ask_first_where_pages_of_any_origin_may_call() {
        Reply open = router.answer(request("OPTIONS", "/pages/one", Optional.empty()));
        Reply closed = router.answer(request("OPTIONS", "/open/sesame", Optional.empty()));

        assertThat(open.status()).isEqualTo(204);
        assertThat(open.headers()).containsEntry("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
        assertThat(closed.status()).isEqualTo(405);
    }

    @Test
    void who_is_known_already_needs_no_token_and_is_let_in_by_the_same_rights() {
        Credential.Valid viewer = known(new Person("a-viewer", 1, Profile.UNKNOWN, false, Map.of(1L, Role.VIEWER)));

        assertThat(router.answer(
                                request("GET", "/v2/things", Optional.empty()),
                                known(Person.administrator("a-person", 1)))
                        .status())
                .isEqualTo(200);
        assertThat(router.answer(request("POST", "/v2/things", Optional.empty()), viewer)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void who_is_known_already_is_told_of_a_conflict_as_over_http() {
        Request fresh = request("PUT", "/v2/kept/5", Optional.of("\"2\""));
        Request stale = request("PUT", "/v2/kept/5", Optional.of("\"1\""));

        assertThat(router.answer(fresh, known(Person.administrator("a-person", 1)))
                        .status())
                .isEqualTo(204);
        Reply refused = router.answer(stale, known(Person.administrator("a-person", 1)));
        assertThat(refused.status()).isEqualTo(412);
        assertThat(text(refused)).contains("precondition_failed");
    }

    @Test
    void who_is_known_already_is_not_counted_among_programs() {
        Router limited = new Router(
                List.of(get("/v2/things", "list")),
                TokenHolders.one(TOKEN),
                () -> Snapshot.EMPTY,
                new RateLimits(1),
                () -> Instant.EPOCH);
        Request request = request("GET", "/v2/things", Optional.of("Bearer " + TOKEN));

        for (int i = 0; i < 5; i++) {
            assertThat(limited.answer(request, known(Person.administrator("a-person", 1)))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(limited.answer(request).status()).isEqualTo(200);
        assertThat(limited.answer(request).status()).isEqualTo(429);
        assertThat(limited.answer(request, known(Person.administrator("a-person", 1)))
                        .status())
                .isEqualTo(200);
    }

    /** Keeps a thing of revision 2. The header of the request is what it is a change of. */
    private static Outcome<Reply> kept(Call call) {
        String expected = call.header("If-Match").orElse("");
        return expected.equals("\"2\"")
                ? Outcome.done(Reply.noContent())
                : Outcome.refused(new Problem.Stale("thing", call.pathId("thing_id"), expected, "\"2\""));
    }

    /** As somebody who is signed in is known. */
    private static Credential.Valid known(Person person) {
        return (Credential.Valid) TokenHolders.of(Map.of(TOKEN, person))
                .find(PersonalToken.parse(TOKEN).orElseThrow(), Instant.EPOCH);
    }

    private static Route get(String template, String answer) {
        return Route.of("GET", template, answer, "Things", List.of(), Set.of(200), text(answer));
    }

    private static Route.Handler text(String answer) {
        return call ->
                Outcome.done(new Reply.Content(200, "text/plain", answer.getBytes(StandardCharsets.UTF_8), Map.of()));
    }

    private static Request request(String method, String path, Optional<String> authorization) {
        return new Request(
                method, path, "", "http://localhost", name -> authorization, most -> Optional.of(new byte[0]));
    }

    private static String text(Reply reply) {
        return reply instanceof Reply.Content content ? new String(content.body(), StandardCharsets.UTF_8) : "";
    }
}
