package org.muriel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlannerTest extends InAShop {
    private String planner;

    @BeforeAll
    void fill() {
        planner = "/projects/" + shop.project("Plans") + "/planner";
    }

    @Test
    void a_plan_is_made_with_the_keyboard_and_says_what_peeking_costs() {
        Page page = shop.at(planner);
        assertThat(page.locator(".empty").textContent()).contains("Say what you measure");
        Accessible.check(page);
        Accessible.tabTo(page, "#rate");
        page.keyboard().type("10");
        Accessible.tabTo(page, "#visitors");
        page.keyboard().type("5000");
        page.keyboard().press("Enter");
        page.locator(".verdict").first().waitFor();
        assertThat(page.locator(".verdict").first().textContent())
                .contains("An effect of 5 % is found within")
                .contains("80 of 100");
        assertThat(page.locator(".verdict").textContent())
                .contains("times as much: a test that is looked at only once");
        assertThat(page.locator("figure.timeplot canvas").count()).isPositive();
        assertThat(page.url()).contains("rate=10").contains("visitors=5000");
        Accessible.check(page);
    }

    @Test
    void what_cannot_be_found_is_not_promised() {
        Page page = shop.at(planner + "?kind=rate&rate=10&visitors=1&find=effect&days=1");
        assertThat(page.locator(".verdict").first().textContent()).contains("In 1 day no effect at all can be found");
        page.navigate(shop.origin() + planner + "?kind=rate&rate=1&visitors=1&find=days&effect=0.1");
        assertThat(page.locator(".verdict").first().textContent())
                .contains("takes longer than ten years to find")
                .doesNotContain("of 100 experiments");
        page.navigate(shop.origin() + planner + "?kind=rate&rate=1&visitors=100&find=effect&days=14.7");
        assertThat(page.locator("#days-problem").textContent()).contains("whole number");
    }

    @Test
    void only_the_fields_of_the_question_are_there() {
        Page page = shop.at(planner);
        assertThat(page.locator("#mean").isVisible()).isFalse();
        page.getByLabel("What the metric is").selectOption("value");
        assertThat(page.locator("#mean").isVisible()).isTrue();
        assertThat(page.locator("#rate").isVisible()).isFalse();
        page.getByLabel("What to find out").selectOption("effect");
        assertThat(page.locator("#days").isVisible()).isTrue();
        assertThat(page.locator("#effect").isVisible()).isFalse();
    }

    @Test
    void a_link_opens_the_plan_on_a_telephone_in_the_dark() {
        Page page = shop.at(
                planner + "?kind=value&mean=30&sd=45&visitors=800&traffic=50&find=effect&days=28",
                390,
                ColorScheme.DARK);
        assertThat(page.locator(".verdict").first().textContent()).contains("In 28 days an effect of");
        Accessible.check(page);
    }

    @Test
    void what_cannot_be_is_told_beside_its_field_and_nothing_entered_is_lost() {
        Page page = shop.at(planner + "?rate=many&visitors=-3");
        assertThat(page.locator("#rate-problem").textContent()).contains("such as 4.5");
        assertThat(page.locator("#rate").inputValue()).isEqualTo("many");
        assertThat(page.locator("#visitors").inputValue()).isEqualTo("-3");
        Accessible.check(page);
    }
}
