package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People come, get tokens, change and go; and what their tokens are worth meanwhile. */
class PeopleTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private RunningServer server;
    private Client owner;
    private long project;

    @BeforeEach
    void start() {
        server = RunningServer.at(folder, now::get);
        owner = server.client();
        project = owner.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good()
                .id();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_owner_is_an_administrator_everywhere() {
        Answer me = owner.get("/v2/me?expand=accounts,project_roles&include_features=true")
                .good();

        assertThat(me.at("/project_roles/0/project_id").longValue()).isEqualTo(project);
        assertThat(me.at("/project_roles/0/role").stringValue()).isEqualTo("administrator");
        assertThat(me.at("/accounts/0/id")).isEqualTo(me.at("/current_account/id"));
        assertThat(me.at("/current_account/features").isArray()).isTrue();
        assertThat(me.at("/profile/email").stringValue()).isEmpty();
        assertThat(owner.get("/v2/me").text()).doesNotContain("project_roles", "accounts");
        assertThat(owner.get("/v2/me?expand=secrets").status()).isEqualTo(400);
    }

    @Test
    void somebody_is_invited_until_they_come() {
        String token = Staff.hire(owner, "ann@example.com", project, "viewer");
        assertThat(owner.get("/v2/invitations")
                        .at("/0/project_roles/0/invitation_status")
                        .stringValue())
                .isEqualTo("pending");

        Client ann = server.stranger().with(token);
        assertThat(ann.get("/v2/me").good().at("/profile/email").stringValue()).isEqualTo("ann@example.com");

        assertThat(owner.get("/v2/invitations").json()).isEmpty();
        assertThat(owner.get("/v2/collaborators?project_id=" + project).json()).hasSize(2);
        assertThat(ann.get("/v2/collaborators").text())
                .contains("ann@example.com")
                .doesNotContain("pending");
    }

    @Test
    void collaborators_are_brought_in_all_or_none_and_known_by_their_address() {
        String two = """
                [{"profile": {"email": "ann@example.com", "first_name": "Ann"},
                  "project_roles": [{"project_id": %d, "role": "viewer"}]},
                 {"profile": {"email": "%s"}, "project_roles": [{"project_id": %d, "role": "editor"}]}]""";
        Answer refused = owner.post("/v2/collaborators", two.formatted(project, "no address", project));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/message").stringValue()).contains("email");
        assertThat(owner.get("/v2/collaborators").json()).hasSize(1);

        owner.post("/v2/collaborators", two.formatted(project, "bob@example.com", project))
                .good();
        String again = two.formatted(project, "ANN@example.com", project);
        Answer changed = owner.post("/v2/collaborators", again).good();

        assertThat(changed.at("/1/profile/first_name").stringValue()).isEqualTo("Ann");
        assertThat(changed.at("/1/project_roles/0/role").stringValue()).isEqualTo("editor");
        assertThat(owner.get("/v2/collaborators").json()).hasSize(3);
        assertThat(owner.post("/v2/collaborators", "{}").status()).isEqualTo(400);
        assertThat(owner.post(
                                "/v2/collaborators",
                                "[{\"profile\": {\"email\": \"c@d.e\"}, \"project_roles\":"
                                        + " [{\"project_id\": 1, \"role\": \"king\"}]}]")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void nobody_takes_the_address_of_somebody_who_is_yet_to_come() {
        Client ann = server.stranger().with(Staff.hire(owner, "ann@example.com", project, "viewer"));
        String path = "/v2/x/people/" + ann.get("/v2/me").at("/id").stringValue();

        Answer refused = ann.patch(path, "{\"profile\": {\"email\": \"boss@example.com\", \"first_name\": \"Ann\"}}");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(ann.get("/v2/me").at("/profile/first_name").stringValue()).isEmpty();
        String boss = "[{\"profile\": {\"email\": \"boss@example.com\"}, \"project_roles\": [{\"project_id\": "
                + project + ", \"role\": \"administrator\"}]}]";
        owner.post("/v2/collaborators", boss).good();
        assertThat(ann.patch("/v2/projects/" + project, "{\"name\": \"mine\"}").status())
                .isEqualTo(403);
        // whoever sends back what they read has changed no address
        assertThat(ann.patch(path, "{\"profile\": {\"email\": \"Ann@example.com\", \"first_name\": \"Ann\"}}")
                        .good()
                        .at("/profile/first_name")
                        .stringValue())
                .isEqualTo("Ann");
        assertThat(owner.patch(path, "{\"profile\": {\"email\": \"ann@example.org\"}}")
                        .good()
                        .at("/profile/email")
                        .stringValue())
                .isEqualTo("ann@example.org");
    }

    @Test
    void an_owner_of_a_project_gives_roles_there_and_nowhere_else() {
        Client head = server.stranger().with(Staff.hire(owner, "head@example.com", project, "project_owner"));
        long other = owner.post("/v2/projects", "{\"name\": \"q\", \"platform\": \"custom\"}")
                .good()
                .id();
        String ann = head.post("/v2/collaborators", entry("ann@example.com", project, "\"editor\""))
                .good()
                .at("/0/id")
                .stringValue();
        String person = "/v2/x/people/" + ann;

        assertThat(head.post("/v2/collaborators", entry("ann@example.com", other, "\"viewer\""))
                        .status())
                .isEqualTo(403);
        assertThat(head.patch(person, "{\"project_roles\": [{\"project_id\": " + other + ", \"role\": \"viewer\"}]}")
                        .status())
                .isEqualTo(403);
        assertThat(head.patch(person, "{\"x_administrator\": true}").status()).isEqualTo(403);
        assertThat(head.patch(person, "{\"profile\": {\"email\": \"b@example.com\"}}")
                        .status())
                .isEqualTo(403);
        assertThat(head.post("/v2/x/tokens", "{\"person_id\": \"" + ann + "\"}").status())
                .isEqualTo(403);
        assertThat(head.delete(person).status()).isEqualTo(403);
        assertThat(head.patch(person, "{\"project_roles\": [{\"project_id\": " + project + ", \"role\": null}]}")
                        .good()
                        .at("/project_roles"))
                .isEmpty();
        assertThat(head.get(person).status()).isEqualTo(404);
    }

    @Test
    void rights_change_at_once_and_the_last_administrator_stays() {
        Client ann = server.stranger().with(Staff.hire(owner, "ann@example.com", project, "viewer"));
        String person = "/v2/x/people/" + ann.get("/v2/me").at("/id").stringValue();
        String self = "/v2/x/people/" + owner.get("/v2/me").at("/id").stringValue();
        assertThat(ann.post("/v2/projects", "{\"name\": \"r\"}").status()).isEqualTo(403);

        assertThat(owner.patch(self, "{\"x_administrator\": false}").status()).isEqualTo(400);
        assertThat(owner.delete(self).status()).isEqualTo(400);

        owner.patch(person, "{\"x_administrator\": true}").good();
        assertThat(ann.post("/v2/projects", "{\"name\": \"r\"}").status()).isEqualTo(201);
        ann.patch(self, "{\"x_administrator\": false}").good();
        assertThat(owner.get("/v2/projects").json()).isEmpty();
        ann.delete(self).good();
        assertThat(owner.get("/v2/me").status()).isEqualTo(403);
        assertThat(ann.delete(self).status()).isEqualTo(404);
        assertThat(ann.delete(person).status()).isEqualTo(400);
    }

    @Test
    void a_token_is_shown_once_and_known_by_its_beginning() {
        now.set(START.plusSeconds(30));
        Answer made = owner.post("/v2/x/tokens", "{\"name\": \"laptop\"}").good();
        String token = made.at("/token").stringValue();
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Cache-Control")).contains("no-store");
        assertThat(token).startsWith(made.at("/prefix").stringValue());

        Answer list = owner.get("/v2/x/tokens").good();
        assertThat(list.json()).hasSize(2);
        assertThat(list.at("/1/name").stringValue()).isEqualTo("laptop");
        assertThat(list.text()).doesNotContain(token);
        assertThat(list.at("/1").has("last_used")).isFalse();

        Client laptop = server.stranger().with(token);
        now.set(START.plusSeconds(90));
        laptop.get("/v2/me").good();
        assertThat(owner.get("/v2/x/tokens").at("/1/last_used").stringValue()).isEqualTo("2026-03-01T12:01:30.000000Z");

        String path = "/v2/x/tokens/" + made.at("/id").stringValue();
        assertThat(owner.delete(path).status()).isEqualTo(204);
        assertThat(owner.delete(path).status()).isEqualTo(204);
        assertThat(laptop.get("/v2/me").status()).isEqualTo(403);
        assertThat(owner.get("/v2/x/tokens").at("/1/revoked").isString()).isTrue();
        assertThat(server.stranger().with(token + "x").get("/v2/me").status()).isEqualTo(401);
    }

    @Test
    void a_token_ends_when_it_was_told_to() {
        assertThat(owner.post("/v2/x/tokens", "{\"expires\": \"2026-03-01T12:00:00Z\"}")
                        .status())
                .isEqualTo(400);
        Client brief = server.stranger()
                .with(owner.post("/v2/x/tokens", "{\"expires\": \"2026-03-01T13:00:00Z\"}")
                        .good()
                        .at("/token")
                        .stringValue());
        brief.get("/v2/me").good();
        now.set(START.plus(Duration.ofHours(1)));
        Answer late = brief.get("/v2/me");
        assertThat(late.status()).isEqualTo(403);
        assertThat(late.at("/message").stringValue()).contains("expired");
    }

    @Test
    void tokens_are_their_persons_own_business() {
        Client ann = server.stranger().with(Staff.hire(owner, "ann@example.com", project, "editor"));
        String owners = owner.get("/v2/x/tokens").at("/0/id").stringValue();
        String me = owner.get("/v2/me").at("/id").stringValue();

        assertThat(ann.delete("/v2/x/tokens/" + owners).status()).isEqualTo(404);
        assertThat(ann.get("/v2/x/tokens?person_id=" + me).status()).isEqualTo(403);
        assertThat(ann.post("/v2/x/tokens", "{\"person_id\": \"" + me + "\"}").status())
                .isEqualTo(403);
        assertThat(ann.post("/v2/x/tokens", "").status()).isEqualTo(201);
        assertThat(ann.get("/v2/x/tokens").json()).hasSize(2);
    }

    private static String entry(String email, long project, String role) {
        return "[{\"profile\": {\"email\": \"" + email + "\"}, \"project_roles\": [{\"project_id\": " + project
                + ", \"role\": " + role + "}]}]";
    }
}
