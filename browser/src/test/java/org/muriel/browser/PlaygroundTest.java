package org.muriel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlaygroundTest extends InAShop {
    private long project;

    @BeforeAll
    void fill() {
        project = shop.project("Play");
        shop.post("/v2/attributes", "{\"project_id\": %d, \"key\": \"plan\"}".formatted(project));
        long audience =
                shop.post("/v2/audiences", """
                        {"project_id": %d, "name": "Professionals", "conditions":
                          ["and", {"type": "custom_attribute", "name": "plan", "match_type": "exact", "value": "pro"}]}
                        """.formatted(project)).path("id").asLong();
        long feature =
                shop.post("/v2/features", """
                        {"project_id": %d, "key": "checkout",
                         "variables": [{"key": "pages", "type": "integer", "default_value": "4"}]}
                        """.formatted(project)).path("id").asLong();
        shop.post("/v2/features", "{\"project_id\": %d, \"key\": \"search\"}".formatted(project));
        shop.post("/v2/experiments?action=start", """
                {"project_id": %d, "key": "two_pages", "feature_id": %d, "audience_ids": [%d],
                 "variations": [{"key": "four", "weight": 5000},
                                {"key": "two", "weight": 5000, "feature_enabled": true, "variable_values": {"pages": "2"}}]}
                """.formatted(project, feature, audience));
    }

    @Test
    void a_visitor_is_asked_about_with_the_keyboard_and_each_flag_says_why() {
        Page page = shop.at("/projects/" + project + "/playground");
        assertThat(page.locator(".empty").textContent()).contains("Say who visits");
        Accessible.check(page);
        Accessible.tabTo(page, "#visitor");
        page.keyboard().type("visitor-1");
        Accessible.tabTo(page, "[name=a]");
        page.keyboard().type("plan");
        Accessible.tabTo(page, "[name=v]");
        page.keyboard().type("pro");
        page.keyboard().press("Enter");
        page.locator(".verdict-of").first().waitFor();
        Accessible.tabTo(page, ".verdict-of summary");
        page.keyboard().press("Enter");
        String why = page.locator(".verdict-of").first().textContent();
        assertThat(why)
                .contains("of experiment two_pages")
                .contains("plan is \"pro\"; found \"pro\"")
                .contains("of 10")
                .contains("← here");
        assertThat(page.locator(".verdict-of").nth(1).textContent()).contains("Rollout, for everyone else");
        Accessible.check(page);
    }

    @Test
    void the_address_is_the_question_so_that_it_can_be_shared() {
        Page page = shop.at("/projects/" + project + "/playground?visitor=visitor-2&a=plan&v=free&flag=check");
        assertThat(page.locator(".verdict-of").count()).isEqualTo(1);
        assertThat(page.locator(".verdict-of").textContent())
                .contains("plan is \"pro\"; found \"free\"")
                .contains("Rollout, for everyone else");
        String link = page.locator("button[data-copy]").getAttribute("data-copy");
        assertThat(link)
                .isEqualTo(shop.origin() + "/projects/" + project
                        + "/playground?environment=Production&visitor=visitor-2&flag=check&a=plan&v=free");
    }

    @Test
    void who_names_no_visitor_is_told_beside_the_field_and_keeps_what_was_entered() {
        Page page = shop.at("/projects/" + project + "/playground?visitor=&a=age&v=42");
        assertThat(page.locator("#visitor-problem").textContent()).contains("visitor-1");
        assertThat(page.locator("[name=v]").first().inputValue()).isEqualTo("42");
        Accessible.check(page);
    }

    @Test
    void it_is_readable_on_a_telephone_in_the_dark() {
        Page page = shop.at(
                "/projects/" + project + "/playground?visitor=visitor-1&a=plan&v=pro&flag=checkout",
                390,
                ColorScheme.DARK);
        assertThat(page.locator(".ladder").textContent()).contains("Professionals");
        Accessible.check(page);
    }

    @Test
    void a_project_without_flags_says_what_to_do_next() {
        Page page = shop.at("/projects/" + shop.project("Empty") + "/playground?visitor=x");
        assertThat(page.locator(".empty").textContent()).contains("Make a feature");
    }
}
