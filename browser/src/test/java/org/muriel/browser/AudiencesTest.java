package org.muriel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AudiencesTest extends InAShop {
    private long project;

    @BeforeAll
    void fill() {
        project = shop.project("Tea");
        shop.post("/v2/attributes", "{\"project_id\": %d, \"key\": \"plan\", \"name\": \"Plan\"}".formatted(project));
        shop.post("/v2/attributes", "{\"project_id\": %d, \"key\": \"age\"}".formatted(project));
    }

    private String conditions(long id) {
        return shop.get("/v2/audiences/" + id).path("conditions").asString();
    }

    @Test
    void one_is_built_and_the_json_beside_it_is_the_same_condition() {
        Page page = shop.at("/projects/" + project + "/audiences/new");
        Accessible.check(page);
        page.locator("#name").fill("Professionals");
        page.locator("select[name=row_attribute]").selectOption("Plan");
        page.locator(".rung").nth(1).locator("input[name=row_value]").fill("pro");
        button(page, "Add a group to group 1").click();
        assertThat(page.locator(".rung")).hasCount(4);
        page.locator("select[name=row_attribute]").nth(1).selectOption("age");
        page.locator("select[name=row_match]").nth(1).selectOption("ge");
        page.locator("select[name=row_type]").nth(1).selectOption("number");
        page.locator(".rung").nth(3).locator("input[name=row_value]").fill("42");
        button(page, "Show the change on the other side").click();
        assertThat(page.locator("#json")).hasValue(Pattern.compile(".*\"value\": 42.*"));
        button(page, "Make it").click();
        page.locator(".said").waitFor();
        long id = Long.parseLong(page.url().replaceAll(".*/audiences/([0-9]+).*", "$1"));
        assertThat(conditions(id))
                .isEqualTo(
                        "[\"and\", {\"match_type\": \"exact\", \"name\": \"Plan\", \"type\": \"custom_attribute\", \"value\": \"pro\"},"
                                + " [\"or\", {\"match_type\": \"ge\", \"name\": \"age\", \"type\": \"custom_attribute\", \"value\": 42}]]");
        Accessible.check(page);
    }

    @Test
    void who_changes_the_description_alone_leaves_the_condition_to_the_letter() {
        String condition =
                "[\"and\", {\"match_type\": \"gt\", \"name\": \"age\", \"type\": \"custom_attribute\", \"value\": 1e10},"
                        + " {\"match_type\": \"exact\", \"name\": \"Plan\", \"type\": \"custom_attribute\", \"value\": \" pro \"}]";
        long id = shop.post(
                        "/v2/audiences",
                        "{\"project_id\": %d, \"name\": \"Kept\", \"conditions\": %s}".formatted(project, condition))
                .path("id")
                .asLong();
        String before = conditions(id);
        Page page = shop.at("/audiences/" + id);
        page.locator("#description").fill("only this");
        button(page, "Save").last().click();
        page.locator(".said").waitFor();
        assertThat(conditions(id)).isEqualTo(before);
    }

    @Test
    void a_number_that_is_none_is_refused() {
        Page page = shop.at("/projects/" + project + "/audiences/new");
        page.locator("#name").fill("Old enough");
        page.locator("select[name=row_attribute]").selectOption("age");
        page.locator("select[name=row_match]").selectOption("ge");
        page.locator(".rung").nth(1).locator("input[name=row_value]").fill("4o");
        button(page, "Make it").click();
        assertThat(page.locator(".rung").nth(1).locator(".problem")).containsText("expected a number");
        page.locator(".rung").nth(1).locator("input[name=row_value]").fill("40");
        button(page, "Make it").click();
        page.locator(".said").waitFor();
        assertThat(page.locator("#json")).hasValue(Pattern.compile(".*\"value\": 40}.*"));
    }

    @Test
    void what_is_written_as_json_can_be_built_on() {
        Page page = shop.at("/projects/" + project + "/audiences/new");
        page.locator("#name").fill("Written");
        page.locator("#json")
                .fill("[\"not\", {\"type\": \"custom_attribute\", \"name\": \"Plan\", \"match_type\": \"exists\"}]");
        button(page, "Show the change on the other side").click();
        assertThat(page.locator("select[name=row_kind]")).hasValue("not");
        assertThat(page.locator("select[name=row_match]")).hasValue("exists");
        button(page, "Make it").click();
        page.locator(".said").waitFor();
    }

    @Test
    void of_two_sides_that_were_changed_none_is_dropped_silently() {
        Page page = shop.at("/projects/" + project + "/audiences/new");
        page.locator("#name").fill("Both");
        page.locator(".rung").nth(1).locator("input[name=row_value]").fill("pro");
        String written = "[\"not\", {\"type\": \"custom_attribute\", \"name\": \"Plan\", \"match_type\": \"exists\"}]";
        page.locator("#json").fill(written);
        button(page, "Make it").click();
        assertThat(page.locator("#json-problem")).containsText("Both sides were changed");
        assertThat(page.locator("#json")).hasValue(written);
        page.locator(".rung").nth(1).locator("input[name=row_value]").fill("");
        button(page, "Make it").click();
        page.locator(".said").waitFor();
    }

    @Test
    void what_the_api_refuses_of_a_condition_stands_in_its_row() {
        Page page = shop.at("/projects/" + project + "/audiences/new");
        page.locator("#name").fill("Versions");
        page.locator("select[name=row_attribute]").selectOption("Plan");
        page.locator("select[name=row_match]").selectOption("substring");
        page.locator("select[name=row_type]").selectOption("number");
        page.locator(".rung").nth(1).locator("input[name=row_value]").fill("5");
        button(page, "Make it").click();
        assertThat(page.locator(".rung").nth(1).locator(".problem")).isVisible();
        assertThat(page.locator("#json-problem")).hasCount(0);
    }

    @Test
    void text_that_is_not_json_is_said_beside_it_and_stays() {
        Page page = shop.at("/projects/" + project + "/audiences/new");
        page.locator("#name").fill("Broken");
        page.locator("#json").fill("[\"and\",");
        button(page, "Make it").click();
        assertThat(page.locator("#json-problem")).containsText("This is not JSON");
        assertThat(page.locator("#json")).hasValue("[\"and\",");
        Accessible.check(page);
    }

    @Test
    void a_row_without_an_attribute_is_refused_in_its_place() {
        Page page = shop.at("/projects/" + project + "/audiences/new");
        page.locator("#name").fill("Nameless condition");
        page.locator(".rung").nth(1).locator("input[name=row_value]").fill("pro");
        button(page, "Make it").click();
        assertThat(page.locator(".rung").nth(1).locator(".problem")).containsText("choose an attribute");
    }

    @Test
    void a_visitor_is_tried_before_anything_is_saved() {
        Page page = shop.at("/projects/" + project + "/audiences/new");
        page.locator("select[name=row_attribute]").selectOption("age");
        page.locator("select[name=row_match]").selectOption("gt");
        page.locator("select[name=row_type]").selectOption("number");
        page.locator(".rung").nth(1).locator("input[name=row_value]").fill("40");
        page.locator("#visitor").fill("age=42");
        button(page, "Try it").click();
        assertThat(page.locator(".verdict")).containsText("This visitor is of the audience");
        assertThat(page.locator(".trace")).containsText("age is greater than 40, and it is 42");
        page.locator("#visitor").fill("age=\"old\"");
        button(page, "Try it").click();
        assertThat(page.locator(".verdict")).containsText("Nobody can tell");
        Accessible.check(page);
    }

    @Test
    void the_editor_is_usable_on_a_phone_in_the_dark_with_the_keyboard() {
        Page page = shop.at("/projects/" + project + "/audiences/new", 390, ColorScheme.DARK);
        Accessible.check(page);
        Accessible.tabTo(page, "button[value='test.0']");
        page.keyboard().press("Enter");
        assertThat(page.locator(".rung")).hasCount(3);
        page.navigate(shop.origin() + "/projects/" + project + "/audiences");
        Accessible.check(page);
    }

    @Test
    void a_button_of_a_row_is_not_taken_for_a_row_of_what_was_written_since() {
        Page page = shop.at("/projects/" + project + "/audiences/new");
        page.locator("#json")
                .fill("[\"or\", {\"type\": \"custom_attribute\", \"name\": \"Plan\", \"match_type\": \"exists\"}]");
        button(page, "Remove condition 2").click();
        assertThat(page.locator(".problems")).containsText("Press the button of the row you mean");
        assertThat(page.locator("select[name=row_kind]")).hasValue("or");
        assertThat(page.locator(".rung")).hasCount(2);
    }

    @Test
    void the_list_is_searched_and_what_is_archived_stands_apart() {
        long own = shop.project("Many");
        for (int i = 0; i < 60; i++) {
            shop.post("/v2/audiences", "{\"project_id\": %d, \"name\": \"Group %d\"}".formatted(own, i));
        }
        Page page = shop.at("/projects/" + own + "/audiences");
        assertThat(page.locator("tbody tr")).hasCount(50);
        page.getByText("Older").click();
        assertThat(page.locator("tbody tr")).hasCount(10);
        page.locator("#q").fill("group 42");
        page.keyboard().press("Enter");
        assertThat(page.locator("tbody tr")).hasCount(1);
        page.getByText("Group 42").click();
        Page other = shop.at(page.url().replace(shop.origin(), ""));
        for (Page it : new Page[] {page, other}) {
            it.getByText("Archive…").click();
            button(it, "Archive").click();
            // whoever comes second has the same wish: it is not taken back
            assertThat(it.locator(".said")).hasText("It is archived.");
        }
        page.navigate(shop.origin() + "/projects/" + own + "/audiences?archived=yes");
        assertThat(page.locator("tbody tr")).hasCount(1);
        Accessible.check(page);
    }
}
