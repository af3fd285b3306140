package org.muriel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventsTest extends InAShop {
    @Test
    void an_event_is_made_with_the_keyboard_and_the_empty_page_says_how_it_is_sent() {
        long project = shop.project("Keys");
        String sdkKey = shop.get("/v2/environments?project_id=" + project)
                .path(0)
                .path("datafile")
                .path("sdk_key")
                .asString();
        Page page = shop.at("/projects/" + project + "/events");
        assertThat(page.locator(".snippet").textContent()).contains(sdkKey).contains("/v1/track");
        Accessible.check(page);
        Accessible.tabTo(page, "#key");
        page.keyboard().type("purchase");
        Accessible.tabTo(page, "#description");
        page.keyboard().type("An order was paid");
        page.keyboard().press("Enter");
        page.locator(".said").waitFor();
        assertThat(page.locator("tbody").textContent()).contains("purchase").contains("An order was paid");
        Accessible.check(page);
    }

    @Test
    void what_the_api_refuses_stands_beside_its_field() {
        long project = shop.project("Taken");
        event(project, "purchase");
        Page page = shop.at("/projects/" + project + "/events");
        page.getByText("New event").click();
        page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)).fill("purchase");
        page.getByLabel("Description").fill("kept");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make it"))
                .click();
        page.locator("#key-problem").waitFor();
        assertThat(page.getByLabel("Description").inputValue()).isEqualTo("kept");
    }

    @Test
    void an_event_is_changed_and_archived_after_it_was_said_what_that_does() {
        long project = shop.project("Archive");
        long id = event(project, "purchase");
        Page page = shop.at("/events/" + id, 390, ColorScheme.DARK);
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Paid");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Save").setExact(true))
                .click();
        page.getByText("Saved.").waitFor();
        Accessible.check(page);
        page.getByText("Archive…").click();
        assertThat(page.locator(".confirm-words").textContent()).contains("What was counted stays");
        page.locator(".confirm button").click();
        page.getByText("It is archived.").waitFor();
        assertThat(shop.get("/v2/events/" + id).path("archived").asBoolean()).isTrue();
        assertThat(shop.get("/v2/events/" + id).path("name").asString()).isEqualTo("Paid");
    }

    @Test
    void what_arrives_shows_by_itself_and_holds_still_while_it_is_paused() {
        long project = shop.project("Live");
        event(project, "purchase");
        Page page = shop.at("/projects/" + project + "/events/live");
        assertThat(page.locator("#tail").textContent()).contains("This fills by itself");
        Accessible.check(page);
        send(project, "visitor-1");
        page.locator("#tail").getByText("visitor-1").waitFor();
        assertThat(page.locator("#tail tbody tr").first().textContent())
                .contains("accepted")
                .contains("purchase");
        Accessible.tabTo(page, "[data-pause]");
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-pause]").textContent()).isEqualTo("Go on");
        send(project, "visitor-2");
        page.waitForTimeout(3_000);
        assertThat(page.locator("#tail").textContent()).doesNotContain("visitor-2");
        page.keyboard().press("Enter");
        page.locator("#tail").getByText("visitor-2").waitFor();
        Accessible.check(page);
    }

    @Test
    void what_is_rejected_is_there_with_its_reason_and_the_choice_is_in_the_address() {
        long project = shop.project("Rejected");
        event(project, "purchase");
        send(project, "visitor-1");
        send(project, "visitor-3", 1_700_000_000, UUID.randomUUID());
        Page page = shop.at("/projects/" + project + "/events/live", 390, ColorScheme.DARK);
        page.locator(".filters").getByText("Rejected").click();
        assertThat(page.url()).contains("outcome=rejected");
        page.locator("#tail").getByText("time_in_seconds").waitFor();
        assertThat(page.locator("#tail").textContent()).doesNotContain("visitor-1");
        Accessible.check(page);
    }

    @Test
    void what_was_sent_twice_turns_out_to_be_a_duplicate() {
        long project = shop.project("Twice");
        UUID uuid = UUID.randomUUID();
        Page page = shop.at("/projects/" + project + "/events/live?outcome=duplicate");
        send(project, "visitor-1", System.currentTimeMillis(), uuid);
        send(project, "visitor-1", System.currentTimeMillis(), uuid);
        page.locator("#tail").getByText("visitor-1").waitFor();
        assertThat(page.locator("#tail tbody tr").count()).isEqualTo(1);
    }

    private void send(long project, String visitor) {
        send(project, visitor, System.currentTimeMillis(), UUID.randomUUID());
    }

    private void send(long project, String visitor, long timestamp, UUID uuid) {
        String account = shop.get("/v2/projects/" + project).path("account_id").asString();
        shop.post("/v1/events", """
                {"account_id": "%s", "project_id": "%d", "client_name": "test", "client_version": "1", "visitors": [
                  {"visitor_id": "%s", "snapshots": [
                    {"events": [{"key": "purchase", "entity_id": "1", "uuid": "%s", "timestamp": %d}]}]}]}
                """.formatted(account, project, visitor, uuid, timestamp));
    }

    private long event(long project, String key) {
        return shop.post("/v2/projects/" + project + "/custom_events", "{\"key\": \"%s\"}".formatted(key))
                .path("id")
                .asLong();
    }
}
