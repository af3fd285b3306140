package org.muriel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FeaturesTest extends InAShop {
    @Test
    void one_is_made_with_a_variable_turned_on_for_some_and_off_again() {
        long project = shop.project("Made");
        Page page = shop.at("/projects/" + project + "/features");
        assertThat(page.locator(".empty")).containsText("No feature yet");
        Accessible.check(page);
        page.getByText("Make the first one").click();
        page.locator("#key").fill("short_checkout");
        button(page, "Add a variable").click();
        page.locator("input[name=variable_key]").fill("pages");
        page.locator("select[name=variable_type]").selectOption("integer");
        page.locator("input[name=variable_value]").fill("4");
        button(page, "Make it").click();
        page.locator(".said").waitFor();
        Accessible.check(page);
        page.locator("article").first().getByText("Turn on…").click();
        page.locator("article .confirm[open] input[name=share]").fill("12.5");
        page.locator("article .confirm[open] button").click();
        assertThat(page.locator(".said")).containsText("12.5 % get it in Production");
        long id = Long.parseLong(page.url().replaceAll(".*/features/([0-9]+).*", "$1"));
        JsonNode feature = shop.get("/v2/features/" + id);
        JsonNode rule = feature.path("environments")
                .path("Production")
                .path("rollout_rules")
                .path(0);
        assertThat(rule.path("percentage_included").asInt()).isEqualTo(1_250);
        assertThat(rule.path("enabled").asBoolean()).isTrue();
        assertThat(feature.path("variables").path(0).path("default_value").asString())
                .isEqualTo("4");
        page.locator("article").first().getByText("Turn off…").click();
        page.locator("article .confirm[open] button").click();
        assertThat(page.locator(".said")).containsText("Nobody gets it");
        assertThat(shop.get("/v2/features/" + id)
                        .path("environments")
                        .path("Production")
                        .path("rollout_rules")
                        .path(0)
                        .path("enabled")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void a_value_of_the_wrong_type_is_said_and_nothing_entered_is_lost() {
        long project = shop.project("Types");
        Page page = shop.at("/projects/" + project + "/features/new");
        page.locator("#key").fill("wrong");
        button(page, "Add a variable").click();
        page.locator("input[name=variable_key]").fill("pages");
        page.locator("select[name=variable_type]").selectOption("integer");
        page.locator("input[name=variable_value]").fill("four");
        button(page, "Make it").click();
        assertThat(page.locator(".problem").first()).containsText("four");
        assertThat(page.locator("#key")).hasValue("wrong");
        assertThat(shop.get("/v2/features?project_id=" + project).size()).isZero();
        Accessible.check(page);
    }

    @Test
    void a_change_keeps_what_the_form_does_not_show() {
        Trial trial = Trial.in(shop, "Kept");
        JsonNode before = shop.get("/v2/features/" + trial.feature());
        Page page = shop.at("/features/" + trial.feature());
        page.locator("#description").fill("Fewer pages");
        button(page, "Save").last().click();
        page.locator(".said").waitFor();
        JsonNode after = shop.get("/v2/features/" + trial.feature());
        assertThat(after.path("description").asString()).isEqualTo("Fewer pages");
        assertThat(after.path("variables")).isEqualTo(before.path("variables"));
        assertThat(after.path("environments")).isEqualTo(before.path("environments"));
        assertThat(page.getByText("Two pages instead of four")).isVisible();
    }

    @Test
    void the_list_shows_environments_and_pages_and_can_be_searched_on_a_phone_in_the_dark() {
        long project = shop.project("Many");
        for (int i = 0; i < 60; i++) {
            shop.post("/v2/features", "{\"project_id\": %d, \"key\": \"feature_%d\"}".formatted(project, i));
        }
        Page page = shop.at("/projects/" + project + "/features", 390, ColorScheme.DARK);
        assertThat(page.locator("tbody tr")).hasCount(50);
        assertThat(page.locator("thead")).containsText("Production");
        Accessible.check(page);
        page.getByText("Older").click();
        assertThat(page.locator("tbody tr")).hasCount(10);
        page.locator("#q").fill("feature_42");
        page.keyboard().press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(1);
    }
}
