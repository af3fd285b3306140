package org.muriel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Environments, webhooks and the history of a project. */
class ProjectPagesTest extends InAShop {
    private long project;

    @BeforeAll
    void fill() {
        project = shop.project("Tea");
    }

    private JsonNode primary() {
        return shop.get("/v2/environments?project_id=" + project).path(0);
    }

    @Test
    void snippets_have_the_readers_own_key_and_address() {
        String key = primary().path("datafile").path("sdk_key").asString();
        Page page = shop.at("/projects/" + project + "/environments");
        assertThat(page.locator("pre")).containsText("sdkKey: \"" + key + "\"");
        page.getByText("Python").click();
        assertThat(page.locator("pre")).containsText(shop.origin() + "/v1/events");
        Accessible.check(page);
        page = shop.at("/projects/" + project + "/environments", 390, ColorScheme.DARK);
        Accessible.check(page);
    }

    @Test
    void a_key_is_replaced_with_an_overlap_and_the_old_one_ended() {
        long id = shop.post(
                        "/v2/environments",
                        "{\"project_id\": %d, \"key\": \"rotated\", \"name\": \"Rotated\"}".formatted(project))
                .path("id")
                .asLong();
        Page page = shop.at("/environments/" + id);
        page.getByText("Replace the key…").click();
        page.locator(".confirm[open] input[name=overlap]").fill("48");
        button(page, "Replace the key").click();
        assertThat(page.locator(".said")).containsText("good for 48 hours more");
        assertThat(page.locator("tbody tr")).hasCount(2);
        Accessible.check(page);
        page.getByText("End it now…").click();
        button(page, "End it now").click();
        assertThat(page.locator(".said")).containsText("The key is ended");
    }

    @Test
    void a_datafile_token_is_shown_once() {
        Page page = shop.at("/environments/" + primary().path("id").asLong());
        page.locator("form[aria-label='New datafile token'] input[name=name]").fill("edge");
        button(page, "Make a token").click();
        assertThat(page.locator(".said")).containsText("shown this once");
        Accessible.check(page);
    }

    @Test
    void an_environment_is_made_and_a_taken_key_refused() {
        Page page = shop.at("/projects/" + project + "/environments");
        page.getByText("New environment").first().click();
        page.locator("#key").fill("Production");
        button(page, "Make it").click();
        assertThat(page.locator("#key-problem")).isVisible();
        page.locator("#key").fill("staging");
        button(page, "Make it").click();
        assertThat(page.locator(".said")).containsText("The environment is there");
    }

    @Test
    void a_webhook_shows_its_secret_once_and_what_came_of_a_message() {
        Page page = shop.at("/projects/" + project + "/webhooks");
        assertThat(page.locator(".empty")).isVisible();
        Accessible.check(page);
        page.getByText("New webhook").first().click();
        page.locator("#name").fill("Deployment");
        page.locator("#url").fill("ftp://nowhere");
        button(page, "Make it").click();
        assertThat(page.locator("#url-problem")).isVisible();
        page.locator("#url").fill("http://127.0.0.1:9/hook");
        button(page, "Make it").click();
        assertThat(page.locator(".problem, .said").first()).isVisible();
        Accessible.check(page);
    }

    @Test
    void the_history_tells_who_changed_what_from_what_to_what() {
        long id = shop.post("/v2/attributes", "{\"project_id\": %d, \"key\": \"plan\"}".formatted(project))
                .path("id")
                .asLong();
        shop.patch("/v2/attributes/" + id, "{\"description\": \"What they pay for\"}");
        Page page = shop.at("/projects/" + project + "/history?entity=attribute:" + id);
        assertThat(page.locator(".history > li")).hasCount(2);
        page.getByText("What changed (1)").click();
        assertThat(page.locator(".history ins").first()).hasText("What they pay for");
        Accessible.check(page);
        page.navigate(shop.origin() + "/projects/" + project + "/history?entity=nonsense");
        assertThat(page.locator(".problems")).containsText("experiment:123");
        page = shop.at("/projects/" + project + "/history", 390, ColorScheme.DARK);
        Accessible.check(page);
    }

    @Test
    void an_overlap_that_is_none_and_a_name_that_is_too_long_are_refused_beside_their_fields() {
        Page page = shop.at("/environments/" + primary().path("id").asLong());
        page.getByText("Replace the key…").click();
        page.locator("#overlap").fill("a day");
        button(page, "Replace the key").click();
        assertThat(page.locator("#overlap-problem")).containsText("a day");
        assertThat(page.locator("#overlap")).hasValue("a day");
        page.locator("#token-name").fill("x".repeat(1_000));
        button(page, "Make a token").click();
        assertThat(page.locator("#token-name-problem")).isVisible();
        assertThat(page.locator("#name-problem")).hasCount(0);
        Accessible.check(page);
    }
}
