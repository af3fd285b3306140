package org.muriel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

class HomeTest extends InAShop {
    @Test
    void a_new_project_is_led_from_a_script_to_a_first_result() {
        Page page = shop.at("/projects");
        page.locator("details.make > summary").click();
        page.locator("#name").fill("Led");
        page.keyboard().press("Enter");
        page.waitForURL("**/welcome");
        assertThat(page.locator(".doors pre").first()).containsText("base_url: " + shop.origin() + "/v2");
        Accessible.check(page);
        long project = Long.parseLong(page.url().replaceAll(".*/projects/([0-9]+)/.*", "$1"));
        String key = shop.get("/v2/environments?project_id=" + project)
                .path(0)
                .path("datafile")
                .path("sdk_key")
                .asString();
        page.request().get(shop.origin() + "/datafiles/" + key + ".json");
        // the list asks by itself
        assertThat(page.locator(".ticks li").nth(1)).containsText("✓");
        assertThat(page.locator(".ticks li").nth(2)).containsText("not yet");
        Accessible.check(page);
    }

    @Test
    void home_tells_what_runs_what_changed_and_what_comes_in() {
        Trial trial = Trial.in(shop, "Home").start().visitors(2_000, 0.1, 0.2);
        Page page = shop.at("/projects/" + trial.project());
        page.getByText("two_pages is better").waitFor();
        assertThat(page.locator(".changes")).containsText("Created experiment Two pages instead of four");
        assertThat(page.locator("svg.spark").getAttribute("aria-label"))
                .contains("Events received per hour in the last 24 hours");
        Accessible.check(page);
        page = shop.at("/projects/" + trial.project(), 390, ColorScheme.DARK);
        page.getByText("two_pages is better").waitFor();
        Accessible.check(page);
    }

    @Test
    void of_an_empty_project_home_says_what_to_do_next() {
        long project = shop.project("Empty");
        Page page = shop.at("/projects/" + project);
        assertThat(page.locator(".empty")).containsText("Nothing runs");
        Accessible.check(page);
    }

    @Test
    void what_is_not_here_is_said_in_words() {
        Page page = shop.at("/experiments/987654321");
        assertThat(page.locator("h1")).hasText("Not here");
        Accessible.check(page);
        page.navigate(shop.origin() + "/nowhere/at/all");
        assertThat(page.locator("h1")).hasText("Not here");
    }
}
