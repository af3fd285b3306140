package org.muriel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

class GroupsTest extends InAShop {
    private long experiment(long project, String key) {
        return shop.post("/v2/experiments?action=start", """
                        {"project_id": %d, "key": "%s",
                         "variations": [{"key": "a", "weight": 5000}, {"key": "b", "weight": 5000}]}
                        """.formatted(project, key))
                .path("id")
                .asLong();
    }

    private long group(long project, String entities) {
        return shop.post(
                        "/v2/groups",
                        "{\"project_id\": %d, \"name\": \"Checkout\", \"entities\": %s}".formatted(project, entities))
                .path("id")
                .asLong();
    }

    @Test
    void a_group_is_made_and_given_an_experiment_with_the_keyboard_alone() {
        long project = shop.project("Keys");
        long experiment = experiment(project, "short_form");
        Page page = shop.at("/projects/" + project + "/groups");
        assertThat(page.locator(".empty").textContent()).contains("No group yet");
        Accessible.check(page);
        Accessible.tabTo(page, "#name");
        page.keyboard().type("Checkout");
        page.keyboard().press("Enter");
        // the focus goes to what is said, once: keys before that would be lost
        page.locator(".said:focus").waitFor();
        Accessible.tabTo(page, "[name=experiment]");
        page.keyboard().type("short");
        Accessible.tabTo(page, "[name=percent]");
        page.keyboard().type("37.5");
        page.keyboard().press("Enter");
        page.getByText("Saved.").waitFor();
        assertThat(shop.get("/v2/groups?project_id=" + project)
                        .path(0)
                        .path("entities")
                        .path(0)
                        .toString())
                .contains("\"id\":" + experiment)
                .contains("\"weight\":3750");
        Accessible.check(page);
    }

    @Test
    void lanes_show_who_has_what_and_what_is_free() {
        long project = shop.project("Lanes");
        long one = experiment(project, "one");
        long two = experiment(project, "two");
        group(project, """
                [{"kind": "Experiment", "id": %d, "weight": 2500}, {"kind": "Experiment", "id": %d, "weight": 5000}]
                """.formatted(one, two));
        Page page = shop.at("/projects/" + project + "/groups", 390, ColorScheme.DARK);
        assertThat(page.locator(".lane-table").textContent())
                .contains("one")
                .contains("25 %")
                .contains("two")
                .contains("50 %")
                .contains("free");
        Accessible.check(page);
    }

    @Test
    void a_share_that_is_none_or_too_large_is_marked_and_nothing_entered_is_lost() {
        long project = shop.project("Shares");
        long id = group(
                project,
                "[{\"kind\": \"Experiment\", \"id\": %d, \"weight\": 2500}]".formatted(experiment(project, "one")));
        long two = experiment(project, "two");
        Page page = shop.at("/groups/" + id);
        page.getByLabel("Share 1 in percent").fill("many");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Renamed");
        save(page);
        page.locator("#share-0-problem").waitFor();
        assertThat(page.getByLabel("Share 1 in percent").inputValue()).isEqualTo("many");
        assertThat(page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true))
                        .inputValue())
                .isEqualTo("Renamed");
        page.getByLabel("Share 1 in percent").fill("60");
        page.getByLabel("Experiment 2").selectOption(String.valueOf(two));
        page.getByLabel("Share 2 in percent").fill("60");
        save(page);
        page.locator("#entities-problem").waitFor();
        assertThat(page.locator("#entities-problem").textContent()).contains("found 120 %");
        assertThat(page.getByLabel("Share 2 in percent").inputValue()).isEqualTo("60");
        assertThat(shop.get("/v2/groups/" + id).path("name").asString()).isEqualTo("Checkout");
        Accessible.check(page);
    }

    private static void save(Page page) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Save").setExact(true))
                .click();
    }
}
