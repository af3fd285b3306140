package org.muriel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.SameSiteAttribute;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SignInTest extends InAShop {
    private long project;

    @BeforeAll
    void fill() {
        project = shop.project("Tea");
    }

    @Test
    void a_link_leads_through_the_sign_in_to_where_it_points() {
        Page page = Chromium.open();
        page.navigate(shop.origin() + "/projects/" + project + "/attributes");
        assertThat(page.url()).contains("/sign-in?next=");
        Accessible.check(page);
        page.getByLabel("Personal token").fill(Shop.TOKEN);
        page.keyboard().press("Enter");
        page.waitForURL("**/attributes");
        assertThat(page.locator("h1").textContent()).isEqualTo("Attributes");
    }

    @Test
    void a_wrong_token_is_said_beside_the_field() {
        Page page = Chromium.open();
        page.navigate(shop.origin() + "/sign-in");
        page.getByLabel("Personal token").fill("2:wrong_wrong_wrong_wrong");
        page.keyboard().press("Enter");
        page.locator("#token-problem").waitFor();
        assertThat(page.locator("#token-problem").textContent()).contains("not a personal token of this server");
        Accessible.check(page);
    }

    @Test
    void the_cookie_is_for_this_server_and_no_script() {
        Page page = shop.at("/projects/" + project + "/attributes");
        Cookie cookie = page.context().cookies().stream()
                .filter(it -> it.name.startsWith("muriel_session"))
                .findFirst()
                .orElseThrow();
        assertThat(cookie.httpOnly).isTrue();
        assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
    }

    @Test
    void signing_out_everywhere_ends_the_sessions_of_other_browsers() {
        String token = shop.post("/v2/x/tokens", "{\"name\": \"another\"}")
                .path("token")
                .asString();
        Page here = shop.at(
                "/projects/" + project + "/attributes",
                token,
                1280,
                com.microsoft.playwright.options.ColorScheme.LIGHT);
        Page there = shop.at(
                "/projects/" + project + "/attributes",
                token,
                1280,
                com.microsoft.playwright.options.ColorScheme.LIGHT);
        here.locator("details.person summary").click();
        here.getByText("Sign out everywhere").click();
        here.waitForURL("**/sign-in");
        there.reload();
        assertThat(there.url()).contains("/sign-in");
    }

    @Test
    void a_form_that_is_not_from_here_changes_nothing() {
        Page page = shop.at("/projects/" + project + "/attributes");
        APIResponse answer = page.request()
                .post(
                        shop.origin() + "/projects/" + project + "/attributes",
                        RequestOptions.create()
                                .setForm(FormData.create().set("key", "stolen").set("form_token", "guessed")));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(shop.get("/v2/attributes?project_id=" + project).toString()).doesNotContain("stolen");
    }

    @Test
    void who_was_signed_out_while_filling_a_form_loses_nothing() {
        Page page = shop.at("/projects/" + project + "/attributes");
        page.locator("#key").fill("long_thought_of");
        page.context().clearCookies();
        InAShop.button(page, "Make it").click();
        PlaywrightAssertions.assertThat(page.locator("#connection")).containsText("You are not signed in any more");
        PlaywrightAssertions.assertThat(page.locator("#key")).hasValue("long_thought_of");
        Page other = page.context().newPage();
        other.navigate(shop.origin() + "/sign-in");
        other.getByLabel("Personal token").fill(Shop.TOKEN);
        other.keyboard().press("Enter");
        other.waitForURL(it -> !it.contains("/sign-in"));
        page.evaluate("dispatchEvent(new Event('focus'))");
        PlaywrightAssertions.assertThat(page.locator("#connection")).containsText("send it once more");
        InAShop.button(page, "Make it").click();
        PlaywrightAssertions.assertThat(page.locator(".said")).containsText("long_thought_of is there");
    }
}
