package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muriel.decision.Ruleset;
import tools.jackson.databind.JsonNode;

/** How SDKs, caches and browsers get a datafile (SDK contract, 1.8). */
class DatafileDeliveryTest {
    @TempDir
    private Path folder;

    private RunningServer server;
    private long project;
    private JsonNode environment;
    private String path;

    @BeforeEach
    void start() {
        server = RunningServer.in(folder.resolve("data"));
        project = server.client()
                .post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good()
                .id();
        environment = environments(server).get(0);
        path = "/datafiles/" + environment.at("/datafile/sdk_key").stringValue() + ".json";
        attribute("plan");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_datafile_comes_with_what_clients_and_caches_go_by() {
        Answer answer = server.stranger().get(path).good();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.header("ETag")).get().asString().matches("\"[0-9a-f]{32}\"");
        assertThat(answer.header("Last-Modified"))
                .get()
                .asString()
                .matches("[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
        assertThat(answer.header("Cache-Control")).contains("max-age=1");
        assertThat(answer.header("Vary")).contains("Accept-Encoding");
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.at("/attributes/0/key").stringValue()).isEqualTo("plan");
        assertThat(answer.at("/revision").stringValue())
                .isEqualTo(Long.toString(
                        environments(server).get(0).at("/datafile/revision").longValue()));
    }

    @Test
    void the_environment_names_an_address_that_serves_it_and_its_size() {
        JsonNode datafile = environments(server).get(0).at("/datafile");
        Answer served = server.stranger().get(datafile.at("/url").stringValue()).good();

        assertThat(datafile.at("/url").stringValue()).isEqualTo(server.origin() + path);
        assertThat(datafile.at("/latest_file_size").intValue())
                .isEqualTo(served.text().length());
        assertThat(datafile.at("/other_urls")).isEmpty();
        assertThat(server.client()
                        .get("/v2/environments/" + environment.at("/id") + "/datafile")
                        .good()
                        .text())
                .isEqualTo(served.text());
    }

    @Test
    void who_has_it_already_gets_no_body() {
        Answer first = server.stranger().get(path);
        String tag = first.header("ETag").orElseThrow();
        String time = first.header("Last-Modified").orElseThrow();

        for (Map<String, String> known : List.of(
                Map.of("If-None-Match", tag),
                Map.of("If-None-Match", "W/" + tag),
                Map.of("If-None-Match", "\"other\", " + tag),
                Map.of("If-None-Match", "*"),
                Map.of("If-Modified-Since", time),
                Map.of("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT", "If-None-Match", tag),
                Map.of("If-Modified-Since", time, "Accept-Encoding", "gzip, deflate"))) {
            Answer answer = get(known);
            assertThat(answer.status()).as("%s", known).isEqualTo(304);
            assertThat(answer.text()).isEmpty();
            assertThat(answer.header("Last-Modified")).contains(time);
            assertThat(answer.header("ETag")).isPresent();
            assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        }
    }

    @Test
    void who_has_another_one_gets_this_one() {
        String time = server.stranger().get(path).header("Last-Modified").orElseThrow();

        for (Map<String, String> other : List.of(
                Map.of("If-None-Match", "\"other\""),
                Map.of("If-None-Match", "other"),
                Map.of("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"),
                Map.of("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"),
                Map.of("If-Modified-Since", "yesterday"),
                Map.of("If-Modified-Since", time, "If-None-Match", "\"other\""))) {
            assertThat(get(other).status()).as("%s", other).isEqualTo(200);
        }
    }

    @ParameterizedTest(name = "Accept-Encoding: {0}")
    @CsvSource(delimiter = '|', textBlock = """
            gzip                | true
            gzip, deflate       | true
            deflate, GZIP;q=0.5 | true
            br, *               | true
            identity            | false
            gzip;q=0            | false
            deflate, br         | false
            """)
    void it_is_compressed_for_those_who_read_that(String accepted, boolean compressed) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.origin() + path))
                .header("Accept-Encoding", accepted)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());

            assertThat(response.headers().firstValue("Content-Encoding"))
                    .isEqualTo(compressed ? Optional.of("gzip") : Optional.empty());
            assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(response.body().length);
            byte[] plain = compressed ? unzipped(response.body()) : response.body();
            assertThat(plain).asString().isEqualTo(server.stranger().get(path).text());
            assertThat(response.headers().firstValue("ETag").orElseThrow().endsWith("-gzip\""))
                    .as("each encoding has a tag of its own")
                    .isEqualTo(compressed);
        }
    }

    @Test
    void only_the_head_may_be_asked_for() {
        Answer got = server.stranger().get(path);
        Answer head = server.stranger().send("HEAD", path);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        for (String name : List.of("ETag", "Last-Modified", "Content-Type", "Content-Length", "Cache-Control")) {
            assertThat(head.header(name)).as(name).isPresent().isEqualTo(got.header(name));
        }
    }

    @Test
    void a_page_of_any_origin_may_ask_with_the_headers_that_polling_needs() {
        Answer preflight = server.stranger()
                .send(
                        "OPTIONS",
                        path,
                        Optional.empty(),
                        Map.of(
                                "Origin", "https://shop.example",
                                "Access-Control-Request-Method", "GET",
                                "Access-Control-Request-Headers", "if-modified-since,authorization"));

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(preflight.header("Access-Control-Allow-Methods").orElseThrow())
                .contains("GET", "HEAD", "OPTIONS");
        assertThat(preflight.header("Access-Control-Allow-Headers").orElseThrow())
                .contains("content-type", "authorization", "if-modified-since", "if-none-match");
        assertThat(get(Map.of("Origin", "https://shop.example"))
                        .header("Access-Control-Expose-Headers")
                        .orElseThrow())
                .contains("Last-Modified", "ETag");
    }

    @Test
    void an_unknown_key_is_forbidden_and_an_unknown_address_is_not_found() {
        for (String unknown : List.of("/datafiles/unknown.json", "/datafiles/auth/unknown.json")) {
            Answer answer = server.client().get(unknown);
            assertThat(answer.status()).as(unknown).isEqualTo(403);
            assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        }
        for (String unknown : List.of("/datafiles/", path.replace(".json", ""), path.replace(".json", ".xml"))) {
            assertThat(server.stranger().get(unknown).status()).as(unknown).isEqualTo(404);
        }
        assertThat(server.stranger().post(path, "{}").status()).isEqualTo(405);
    }

    @Test
    void the_protected_address_needs_a_token() {
        String guarded = path.replace("/datafiles/", "/datafiles/auth/");
        Answer served = server.client().get(guarded).good();

        assertThat(served.text()).isEqualTo(server.stranger().get(path).text());
        assertThat(server.stranger().get(guarded).status()).isEqualTo(403);
        assertThat(server.stranger()
                        .with("2:a-token-that-nobody-was-given")
                        .get(guarded)
                        .status())
                .isEqualTo(403);
        assertThat(server.client()
                        .send(
                                "GET",
                                guarded,
                                Optional.empty(),
                                Map.of(
                                        "If-Modified-Since",
                                        served.header("Last-Modified").orElseThrow()))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void a_guessable_address_is_served_and_listed_only_when_the_operator_says_so() {
        assertThat(server.stranger().get("/json/" + project + ".json").status()).isEqualTo(404);

        try (RunningServer open = RunningServer.withDatafilesByProject(folder.resolve("open"))) {
            long id = open.client()
                    .post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                    .good()
                    .id();
            JsonNode primary = open.client()
                    .get("/v2/environments?project_id=" + id)
                    .json()
                    .get(0);
            String byProject = open.origin() + "/json/" + id + ".json";

            assertThat(primary.at("/datafile/other_urls/0").stringValue()).isEqualTo(byProject);
            assertThat(open.stranger().get(byProject).good().text())
                    .isEqualTo(open.stranger()
                            .get(primary.at("/datafile/url").stringValue())
                            .text());
            assertThat(open.stranger().get("/json/1.json").status()).isEqualTo(403);
            assertThat(open.stranger().get("/json/x.json").status()).isEqualTo(403);
        }
    }

    @Test
    void a_change_is_served_as_soon_as_it_was_answered_and_each_has_a_time_of_its_own() {
        HashSet<String> times = new HashSet<>();
        HashSet<String> tags = new HashSet<>();
        List<Long> revisions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            attribute("next-" + i);
            Answer answer = server.stranger().get(path).good();
            assertThat(answer.text()).contains("next-" + i);
            assertThat(Ruleset.of(answer.text().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            .revision())
                    .isEqualTo(answer.at("/revision").stringValue());
            times.add(answer.header("Last-Modified").orElseThrow());
            tags.add(answer.header("ETag").orElseThrow());
            revisions.add(Long.valueOf(answer.at("/revision").stringValue()));
        }

        assertThat(times).hasSize(20);
        assertThat(tags).hasSize(20);
        assertThat(revisions).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void after_a_restart_everything_is_as_it_was() {
        Answer before = get(Map.of());
        server.close();
        server = RunningServer.again(folder.resolve("data"), 0);

        Answer after = get(Map.of());

        assertThat(after.text()).isEqualTo(before.text());
        for (String name : List.of("ETag", "Last-Modified")) {
            assertThat(after.header(name)).as(name).isPresent().isEqualTo(before.header(name));
        }
        assertThat(get(Map.of(
                                "If-Modified-Since",
                                before.header("Last-Modified").orElseThrow()))
                        .status())
                .isEqualTo(304);
    }

    private Answer get(Map<String, String> headers) {
        return server.stranger().send("GET", path, Optional.empty(), headers);
    }

    private JsonNode environments(RunningServer of) {
        return of.client().get("/v2/environments?project_id=" + project).good().json();
    }

    private void attribute(String key) {
        server.client()
                .post("/v2/attributes", "{\"project_id\": " + project + ", \"key\": \"" + key + "\"}")
                .good();
    }

    private static byte[] unzipped(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }
}
