package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each role at each route, as {@code rights.txt} has it. A route that is not in that table fails. */
class RouteRightsTest {
    private static final List<String> ROLES = List.of(
            "viewer", "restricted_editor", "editor", "restricted_publisher", "publisher", "project_owner", "account");

    private static final Pattern ENDPOINT = Pattern.compile("\\| ([A-Z]+) \\| `([^`]+)` \\|.*");

    /** What some route requires. */
    private static final String QUERY = "?usage_date_from=2026-01-01&usage_date_to=2026-01-02&project_id=";

    @TempDir
    private Path folder;

    private RunningServer server;

    /** @param allowed in the order of {@link #ROLES}; empty for a route that asks for no token */
    private record Line(String method, String template, List<Boolean> allowed) {
        String name() {
            return method + " " + template;
        }
    }

    @BeforeEach
    void start() {
        server = RunningServer.in(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void every_route_is_in_the_table() throws IOException {
        assertThat(table()).map(Line::name).containsExactlyInAnyOrderElementsOf(endpoints());
    }

    @Test
    void every_role_is_let_in_and_kept_out_as_the_table_says() throws IOException {
        Staff staff = Staff.hire(server);
        List<String> wrong = new ArrayList<>();
        for (Line line : table()) {
            if (line.allowed().isEmpty()) {
                continue;
            }
            expect(server.stranger(), line, staff, 401, "nobody").ifPresent(wrong::add);
            for (int i = 0; i < ROLES.size(); i++) {
                String role = ROLES.get(i);
                Client client = role.equals("account") ? server.client() : staff.client(role);
                expect(client, line, staff, line.allowed().get(i) ? 0 : 403, role)
                        .ifPresent(wrong::add);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** @param status 0 for any that is not a refusal for want of a right */
    private static Optional<String> expect(Client client, Line line, Staff staff, int status, String role) {
        Map<String, String> ids = staff.ids();
        String path = line.template();
        for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace("{" + id.getKey() + "}", id.getValue());
        }
        if (path.contains("{")) {
            return Optional.of(line.name() + ": the test has nothing for what is in braces");
        }
        boolean reads = line.method().equals("GET");
        String body = line.method().equals("POST") ? "{\"project_id\": " + staff.project() + "}" : "{}";
        Answer answer = client.send(
                line.method(),
                path + (reads ? QUERY + staff.project() : ""),
                reads ? Optional.empty() : Optional.of(body),
                Map.of());
        boolean right = status == 0 ? answer.status() != 401 && answer.status() != 403 : answer.status() == status;
        boolean explained = status == 0 || answer.text().contains(status == 403 ? "forbidden" : "unauthorized");
        return right && answer.status() < 500 && explained
                ? Optional.empty()
                : Optional.of(line.name() + " by " + role + ": " + answer);
    }

    private static List<Line> table() throws IOException {
        List<Line> lines = new ArrayList<>();
        try (var resource = Objects.requireNonNull(RouteRightsTest.class.getResourceAsStream("rights.txt"))) {
            for (String line : new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("#") || line.isBlank()) {
                    continue;
                }
                List<String> words = List.of(line.strip().split("\\s+"));
                int end = words.size();
                List<Boolean> allowed = words.stream()
                        .filter(it -> it.equals("+") || it.equals("-"))
                        .map("+"::equals)
                        .toList();
                assertThat(allowed.size()).as(line).isIn(0, ROLES.size());
                lines.add(new Line(words.get(end - 2), words.get(end - 1), allowed));
            }
        }
        return lines;
    }

    /** Of the page that the build compares with the routes. */
    private static List<String> endpoints() throws IOException {
        return Files.readString(repository().resolve("docs/endpoints.md"))
                .lines()
                .map(ENDPOINT::matcher)
                .filter(Matcher::matches)
                .map(it -> it.group(1) + " " + it.group(2))
                .toList();
    }

    private static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("docs/endpoints.md")) ? here : Objects.requireNonNull(here.getParent());
    }
}
