package org.muriel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ExperimentsTest extends InAShop {
    @Test
    void one_is_designed_and_started() {
        long project = shop.project("Designed");
        shop.post("/v2/projects/" + project + "/custom_events", "{\"key\": \"purchase\", \"name\": \"Purchase\"}");
        Page page = shop.at("/projects/" + project + "/experiments");
        assertThat(page.locator(".empty").textContent()).contains("No experiment yet");
        Accessible.check(page);
        page.getByText("Design the first one").click();
        Accessible.check(page);
        page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true))
                .first()
                .fill("checkout");
        button(page, "Add a variation").click();
        page.locator("input[name=variation_key]").nth(2).fill("three_pages");
        button(page, "Weigh evenly").click();
        PlaywrightAssertions.assertThat(
                        page.locator("input[name=variation_weight]").nth(0))
                .hasValue("33.34");
        page.locator("select[name=metric_event]").selectOption("Purchase");
        page.getByLabel("Traffic in %").fill("12.5");
        button(page, "Make the experiment").click();
        page.locator(".said").waitFor();
        long id = Long.parseLong(page.url().replaceAll(".*/experiments/([0-9]+)/.*", "$1"));
        JsonNode made = shop.get("/v2/experiments/" + id);
        assertThat(made.path("traffic_allocation").asInt()).isEqualTo(1_250);
        assertThat(made.path("variations").size()).isEqualTo(3);
        assertThat(made.path("metrics").size()).isEqualTo(1);
        page.getByText("Start…").first().click();
        assertThat(page.locator(".confirm[open]").textContent()).contains("12.5 % of all visitors in Production");
        button(page, "Start").first().click();
        page.getByText("It runs in Production now").waitFor();
        assertThat(shop.get("/v2/experiments/" + id).path("status").asString()).isEqualTo("running");
    }

    @Test
    void weights_that_do_not_add_up_are_said_beside_them_and_nothing_entered_is_lost() {
        long project = shop.project("Weights");
        Page page = shop.at("/projects/" + project + "/experiments/new");
        page.locator("#key").fill("uneven");
        page.locator("input[name=variation_weight]").first().fill("70");
        assertThat(page.locator("[data-sum]").textContent()).isEqualTo("120 %");
        button(page, "Make the experiment").click();
        page.locator(".problem").first().waitFor();
        assertThat(page.locator(".problem").first().textContent()).contains("100 %, found 120 %");
        assertThat(page.locator("#key").inputValue()).isEqualTo("uneven");
        assertThat(shop.get("/v2/experiments?project_id=" + project).size()).isZero();
        Accessible.check(page);
    }

    @Test
    void of_two_who_edit_the_second_is_told() {
        Trial trial = Trial.in(shop, "Two");
        Page page = shop.at("/experiments/" + trial.experiment() + "/design");
        shop.patch("/v2/experiments/" + trial.experiment(), "{\"description\": \"theirs\"}");
        page.locator("#description").fill("mine");
        button(page, "Save").last().click();
        page.locator(".problems").waitFor();
        assertThat(page.locator(".problems").textContent()).contains("Somebody has changed this since");
        assertThat(page.locator("#description").inputValue()).isEqualTo("mine");
        assertThat(shop.get("/v2/experiments/" + trial.experiment())
                        .path("description")
                        .asString())
                .isEqualTo("theirs");
    }

    @Test
    void what_is_saved_unchanged_stays_as_it_was() {
        Trial trial = Trial.in(shop, "Same");
        JsonNode before = shop.get("/v2/experiments/" + trial.experiment());
        Page page = shop.at("/experiments/" + trial.experiment() + "/design");
        button(page, "Save").last().click();
        page.locator(".said").waitFor();
        JsonNode after = shop.get("/v2/experiments/" + trial.experiment());
        assertThat(after.path("variations")).isEqualTo(before.path("variations"));
        assertThat(after.path("metrics")).isEqualTo(before.path("metrics"));
        assertThat(after.path("environments")).isEqualTo(before.path("environments"));
    }

    @Test
    void a_metric_of_all_events_stays_and_settings_can_be_taken_back() {
        Trial trial = Trial.in(shop, "All");
        String path = "/v2/experiments/" + trial.experiment();
        shop.patch(path, """
                {"metrics": [{"aggregator": "sum", "field": "revenue", "scope": "visitor"}],
                 "x_settings": {"stats_engine": "fixed_horizon", "planned_end": "2030-01-01T00:00:00Z"}}
                """);
        JsonNode metrics = shop.get(path).path("metrics");
        Page page = shop.at("/experiments/" + trial.experiment() + "/design");
        page.locator("#description").fill("Only this");
        page.locator("summary", new Page.LocatorOptions().setHasText("How it is judged"))
                .click();
        page.locator("#stats_engine").selectOption("");
        page.locator("#planned_end").fill("");
        button(page, "Save").last().click();
        page.locator(".said").waitFor();
        JsonNode after = shop.get(path);
        assertThat(after.path("metrics")).isEqualTo(metrics);
        assertThat(after.path("x_settings").path("stats_engine").asString("sequential"))
                .isEqualTo("sequential");
        assertThat(after.path("x_settings").has("planned_end")).isFalse();
    }

    @Test
    void a_problem_of_one_row_stands_in_it() {
        Trial trial = Trial.in(shop, "Rows");
        Page page = shop.at("/experiments/" + trial.experiment() + "/design");
        page.locator("textarea[name=variation_values]").nth(1).fill("pages=two");
        button(page, "Save").last().click();
        PlaywrightAssertions.assertThat(page.locator(".card-row").nth(1).locator(".problem"))
                .containsText("two");
        PlaywrightAssertions.assertThat(page.locator(".card-row").nth(0).locator(".problem"))
                .hasCount(0);
        page.locator("textarea[name=variation_values]").nth(1).fill("a line without a value");
        button(page, "Save").last().click();
        PlaywrightAssertions.assertThat(page.locator(".card-row").nth(1).locator(".problem"))
                .containsText("a line without a value");
        Accessible.check(page);
    }

    @Test
    void starting_is_said_of_what_is_saved_not_of_what_is_being_written() {
        Trial trial = Trial.in(shop, "Drafts");
        shop.patch("/v2/experiments/" + trial.experiment(), "{\"traffic_allocation\": 1000}");
        Page page = shop.at("/experiments/" + trial.experiment() + "/design");
        page.getByLabel("Traffic in %").fill("100");
        button(page, "Add a variation").click();
        page.getByText("Start…").first().click();
        PlaywrightAssertions.assertThat(page.locator(".confirm[open]")).containsText("is not saved");
        assertThat(page.locator(".confirm[open]").textContent()).contains("10 % of all visitors");
        page.onceDialog(dialog -> {
            assertThat(dialog.type()).isEqualTo("beforeunload");
            dialog.dismiss();
        });
        page.getByText("All projects").or(page.locator("a.brand")).first().click();
        assertThat(page.getByLabel("Traffic in %").inputValue()).isEqualTo("100");
    }

    @Test
    void the_list_tells_verdicts_and_can_be_searched() {
        Trial trial = Trial.in(shop, "Listed").start().visitors(4_000, 0.05, 0.12);
        Page page = shop.at("/projects/" + trial.project() + "/experiments");
        page.getByText("two_pages is better").waitFor();
        assertThat(page.locator("svg.bar").getAttribute("aria-label")).contains("interval +");
        Accessible.check(page);
        page.navigate(shop.origin() + "/projects/" + trial.project() + "/experiments?q=nothing");
        assertThat(page.locator(".empty").textContent()).contains("None is like that");
        page = shop.at("/projects/" + trial.project() + "/experiments", 390, ColorScheme.DARK);
        page.getByText("two_pages is better").waitFor();
        Accessible.check(page);
    }

    @Test
    void what_an_edit_would_move_is_told_before_it_is_made() {
        Trial trial = Trial.in(shop, "Moves").start();
        Page page = shop.at("/experiments/" + trial.experiment() + "/design");
        page.getByLabel("Traffic in %").fill("50");
        button(page, "What would this change?").click();
        PlaywrightAssertions.assertThat(page.locator("#impact")).containsText("50 % get none any more");
        assertThat(shop.get("/v2/experiments/" + trial.experiment())
                        .path("traffic_allocation")
                        .asInt())
                .isEqualTo(10_000);
    }

    @Test
    void one_is_paused_and_archived_with_the_keyboard_alone() {
        Trial trial = Trial.in(shop, "Keys").start();
        Page page = shop.at("/experiments/" + trial.experiment() + "/design");
        Accessible.tabTo(page, "article details.confirm > summary");
        page.keyboard().press("Enter");
        assertThat(page.locator(".confirm[open]").textContent()).contains("gets a variation any more");
        Accessible.tabTo(page, ".confirm[open] button");
        page.keyboard().press("Enter");
        page.locator(".said").waitFor();
        assertThat(shop.get("/v2/experiments/" + trial.experiment())
                        .path("status")
                        .asString())
                .isEqualTo("paused");
    }
}
