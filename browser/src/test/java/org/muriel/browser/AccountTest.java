package org.muriel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AccountTest extends InAShop {
    @BeforeAll
    void fill() {
        shop.project("Tea");
    }

    @Test
    void a_token_is_shown_once_works_and_is_taken_back() {
        Page page = shop.at("/account/tokens");
        page.locator("#name").fill("nightly");
        button(page, "Make it").click();
        String token = page.locator(".said code").textContent();
        assertThat(shop.ask("GET", "/v2/projects", "", token).size()).isPositive();
        Accessible.check(page);
        page.navigate(shop.origin() + "/account/tokens");
        assertThat(page.locator("main")).not().containsText(token);
        Locator row = page.locator("tr").filter(new Locator.FilterOptions().setHasText("nightly"));
        row.getByText("Take back…").click();
        row.locator(".confirm[open] button").click();
        assertThat(page.locator(".said")).containsText("taken back");
        assertThat(page.locator("table")).not().containsText("nightly");
    }

    @Test
    void a_time_that_has_passed_is_refused_beside_its_field() {
        Page page = shop.at("/account/tokens");
        page.locator("#name").fill("late");
        page.locator("#expires").fill("2020-01-01");
        button(page, "Make it").click();
        assertThat(page.locator("#expires-problem")).isVisible();
        assertThat(page.locator("#name")).hasValue("late");
        Accessible.check(page);
    }

    @Test
    void somebody_is_brought_gets_a_token_signs_in_and_is_removed() {
        Page page = shop.at("/account/members");
        page.locator("#email").fill("ann@example.com");
        page.locator("#first_name").fill("Ann");
        page.locator("select[name=role]").first().selectOption("viewer");
        button(page, "Bring them").click();
        assertThat(page.locator(".said")).containsText("ann@example.com is here");
        Accessible.check(page);
        Locator row = page.locator("tr").filter(new Locator.FilterOptions().setHasText("ann@example.com"));
        row.getByText("Token…").click();
        row.locator(".confirm[open] button").click();
        String token = page.locator(".said code").textContent();
        Page hers = shop.at("/projects", token, 390, ColorScheme.DARK);
        assertThat(hers.locator("main")).containsText("Tea");
        assertThat(hers.locator("main")).not().containsText("New project");
        hers.navigate(shop.origin() + "/system");
        assertThat(hers.locator("h1")).hasText("Not yours to see or do");
        page.navigate(shop.origin() + "/account/members");
        row.getByText("Remove…").click();
        row.locator(".confirm[open] button").click();
        assertThat(page.locator(".said")).containsText("removed");
        hers.reload();
        assertThat(hers.url()).contains("/sign-in");
    }

    @Test
    void a_member_is_called_otherwise_and_gets_another_role() {
        String id = shop.post("/v2/collaborators", "[{\"profile\": {\"email\": \"ben@example.com\"}}]")
                .path(0)
                .path("id")
                .asString();
        Page page = shop.at("/account/members/edit?id=" + id);
        page.locator("#first_name").fill("Ben");
        page.locator("select[name=role]").first().selectOption("publisher");
        button(page, "Save").click();
        assertThat(page.locator(".said")).hasText("Saved.");
        assertThat(shop.get("/v2/x/people/" + id).toString())
                .contains("publisher")
                .contains("Ben");
    }

    @Test
    void a_program_is_registered_and_removed() {
        Page page = shop.at("/account/tokens");
        page.getByText("Register a program").first().click();
        page.locator("#program").fill("Release bot");
        page.locator("#addresses").fill("https://bot.example.com/back");
        button(page, "Register it").click();
        assertThat(page.locator(".said")).containsText("secret of Release bot");
        page.getByText("Remove…").click();
        page.locator(".confirm[open] button").click();
        assertThat(page.locator(".said")).containsText("The program is removed");
    }

    @Test
    void the_server_tells_how_it_is_and_tests_itself() {
        Page page = shop.at("/system");
        assertThat(page.locator("main")).containsText("Configuration");
        button(page, "Test it now").click();
        assertThat(page.locator("table .chip.good")).hasCount(6);
        Accessible.check(page);
        page = shop.at("/system", 390, ColorScheme.DARK);
        Accessible.check(page);
    }

    @Test
    void what_is_wrong_with_a_program_stands_in_its_form_which_stays_open() {
        Page page = shop.at("/account/tokens");
        page.getByText("Register a program").first().click();
        page.locator("#addresses").fill("https://bot.example.com/back");
        page.locator("input[name=open]").check();
        button(page, "Register it").click();
        assertThat(page.locator("#program-problem")).isVisible();
        assertThat(page.locator("#addresses")).hasValue("https://bot.example.com/back");
        assertThat(page.locator("input[name=open]")).isChecked();
        assertThat(page.locator("#name-problem")).hasCount(0);
        Accessible.check(page);
    }

    @Test
    void a_member_who_is_not_saved_keeps_what_was_entered() {
        String id = shop.post("/v2/collaborators", "[{\"profile\": {\"email\": \"cid@example.com\"}}]")
                .path(0)
                .path("id")
                .asString();
        shop.post("/v2/collaborators", "[{\"profile\": {\"email\": \"dan@example.com\"}}]");
        Page page = shop.at("/account/members/edit?id=" + id);
        page.locator("#email").fill("dan@example.com");
        page.locator("#first_name").fill("Cid");
        page.locator("select[name=role]").first().selectOption("publisher");
        button(page, "Save").click();
        assertThat(page.locator("#email-problem")).isVisible();
        assertThat(page.locator("#first_name")).hasValue("Cid");
        assertThat(page.locator("select[name=role]").first()).hasValue("publisher");
    }

    @Test
    void who_saves_a_member_leaves_the_roles_that_others_gave_meanwhile() {
        long other = shop.project("Coffee");
        Page page = shop.at("/account/members");
        page.locator("#email").fill("eve@example.com");
        page.locator("select[name=role]").first().selectOption("viewer");
        button(page, "Bring them").click();
        assertThat(page.locator(".said")).containsText("eve@example.com is here");
        page.locator("tr", new Page.LocatorOptions().setHasText("eve@example.com"))
                .locator("a")
                .first()
                .click();
        String id = page.url().replaceAll(".*id=", "");
        shop.patch(
                "/v2/x/people/" + id,
                "{\"project_roles\": [{\"project_id\": %d, \"role\": \"editor\"}]}".formatted(other));
        page.locator("#first_name").fill("Eve");
        button(page, "Save").click();
        assertThat(page.locator(".said")).hasText("Saved.");
        assertThat(shop.get("/v2/x/people/" + id).path("project_roles").toString())
                .contains("viewer")
                .contains("editor");
    }
}
