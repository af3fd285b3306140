package org.muriel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

class AttributesTest extends InAShop {
    @Test
    void an_attribute_is_made_and_changed_with_the_keyboard_alone() {
        long project = shop.project("Keys");
        Page page = shop.at("/projects/" + project + "/attributes");
        assertThat(page.locator(".empty").textContent()).contains("No attribute yet");
        Accessible.check(page);
        Accessible.tabTo(page, "#key");
        page.keyboard().type("plan");
        Accessible.tabTo(page, "#description");
        page.keyboard().type("What they pay for");
        page.keyboard().press("Enter");
        page.locator(".said").waitFor();
        assertThat(page.locator("tbody").textContent()).contains("plan").contains("What they pay for");
        Accessible.check(page);
    }

    @Test
    void what_the_api_refuses_stands_beside_its_field_and_nothing_entered_is_lost() {
        long project = shop.project("Taken");
        shop.post("/v2/attributes", "{\"project_id\": %d, \"key\": \"plan\"}".formatted(project));
        Page page = shop.at("/projects/" + project + "/attributes");
        page.getByText("New attribute").click();
        page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)).fill("plan");
        page.getByLabel("Description").fill("kept");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make it"))
                .click();
        page.locator("#key-problem").waitFor();
        assertThat(page.locator("#key-problem").textContent()).contains("one that no other attribute has");
        assertThat(page.getByLabel("Description").inputValue()).isEqualTo("kept");
        Accessible.check(page);
    }

    @Test
    void of_two_who_edit_the_second_is_told_and_overwrites_nothing() {
        long project = shop.project("Two");
        long id = shop.post("/v2/attributes", "{\"project_id\": %d, \"key\": \"plan\"}".formatted(project))
                .path("id")
                .asLong();
        Page page = shop.at("/attributes/" + id);
        shop.patch("/v2/attributes/" + id, "{\"name\": \"theirs\"}");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("mine");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"))
                .click();
        page.locator(".problems").waitFor();
        assertThat(page.locator(".problems").textContent()).contains("Somebody has changed this since");
        assertThat(page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true))
                        .inputValue())
                .isEqualTo("mine");
        assertThat(shop.get("/v2/attributes/" + id).path("name").asString()).isEqualTo("theirs");
    }
}
