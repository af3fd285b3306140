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
        page.locator("[name=variable_value]").fill("4");
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
        page.locator("[name=variable_value]").fill("four");
        button(page, "Make it").click();
        assertThat(page.locator(".problem").first()).containsText("four");
        assertThat(page.locator("#key")).hasValue("wrong");
        assertThat(shop.get("/v2/features?project_id=" + project).size()).isZero();
        Accessible.check(page);
    }

    @Test
    void a_change_keeps_what_the_form_does_not_show() {
        Trial trial = Trial.in(shop, "Kept");
        shop.patch("/v2/features/" + trial.feature(), """
                {"variables": [{"key": "pages", "type": "integer", "default_value": "4"},
                               {"key": "greeting", "type": "string", "default_value": "\\n Good\\r\\nmorning "}]}
                """);
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

    @Test
    void a_share_that_is_none_is_refused_beside_its_field_and_stays_there() {
        Trial trial = Trial.in(shop, "Shares");
        Page page = shop.at("/features/" + trial.feature());
        page.locator("article").first().getByText("Turn on…").click();
        page.locator("#share-Production").fill("many");
        page.locator("article .confirm[open] button").click();
        assertThat(page.locator("#share-Production-problem")).containsText("many");
        assertThat(page.locator("#share-Production")).hasValue("many");
        assertThat(page.locator("#key")).not().hasAttribute("aria-invalid", "true");
        page.reload();
        assertThat(page.locator("h1")).containsText("short_checkout");
        Accessible.check(page);
    }

    @Test
    void for_whom_it_is_is_chosen_once_for_all_environments_and_shares_stay() {
        Trial trial = Trial.in(shop, "Whom");
        shop.post(
                "/v2/environments",
                "{\"project_id\": %d, \"key\": \"staging\", \"name\": \"Staging\"}".formatted(trial.project()));
        shop.post("/v2/attributes", "{\"project_id\": %d, \"key\": \"plan\"}".formatted(trial.project()));
        long audience = shop.post("/v2/audiences", """
                        {"project_id": %d, "name": "Professionals", "conditions":
                          ["and", {"type": "custom_attribute", "name": "plan", "match_type": "exact", "value": "pro"}]}
                        """.formatted(trial.project()))
                .path("id")
                .asLong();
        shop.patch("/v2/features/" + trial.feature(), """
                {"environments": {"staging": {"rollout_rules": [{"enabled": true, "percentage_included": 700}]}}}
                """);
        Page page = shop.at("/features/" + trial.feature());
        page.getByText("Who is in any of those chosen").click();
        button(page, "Save for whom").click();
        assertThat(page.locator(".targeting .problem")).isVisible();
        page.getByText("Professionals").click();
        button(page, "Save for whom").click();
        assertThat(page.locator(".said")).containsText("in all environments");
        JsonNode environments = shop.get("/v2/features/" + trial.feature()).path("environments");
        for (String environment : new String[] {"Production", "staging"}) {
            JsonNode rule = environments.path(environment).path("rollout_rules").path(0);
            assertThat(rule.path("audience_conditions").asString()).contains("\"audience_id\": " + audience);
        }
        JsonNode rule = environments.path("staging").path("rollout_rules").path(0);
        assertThat(rule.path("percentage_included").asInt()).isEqualTo(700);
        assertThat(rule.path("enabled").asBoolean()).isTrue();
        page.navigate(shop.origin() + "/audiences/" + audience);
        assertThat(page.locator("main"))
                .containsText(
                        shop.get("/v2/features/" + trial.feature()).path("key").asString());
    }
}
