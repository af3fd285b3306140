package org.muriel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may only look is offered nothing else, and gets nothing else. */
class RolesTest extends InAShop {
    /** Forms that are sent. Not the menu of the person, nor the steps of a form, which change nothing but the form. */
    private static final String CHANGES = "#main form[method=post], #main button[formmethod=post], #main details.make";

    private Trial trial;
    private long attribute;
    private long audience;
    private long group;
    private long foreign;
    private Page page;

    @BeforeAll
    void fill() {
        trial = Trial.in(shop, "Tea").start();
        long project = trial.project();
        attribute = made("/v2/attributes", "{\"project_id\": %d, \"key\": \"plan\"}".formatted(project));
        audience = made("/v2/audiences", """
                {"project_id": %d, "name": "Professionals", "conditions":
                  ["and", {"type": "custom_attribute", "name": "plan", "match_type": "exact", "value": "pro"}]}
                """.formatted(project));
        group = made("/v2/groups", "{\"project_id\": %d, \"name\": \"G\", \"entities\": []}".formatted(project));
        foreign = shop.project("Coffee");
        page = shop.at("/", hire("viewer"), 1280, ColorScheme.LIGHT);
    }

    @Test
    void a_viewer_sees_nothing_that_changes_anything() {
        long project = trial.project();
        for (String path : List.of(
                "/projects",
                "/projects/" + project,
                "/projects/" + project + "/experiments",
                "/projects/" + project + "/features",
                "/projects/" + project + "/audiences",
                "/projects/" + project + "/attributes",
                "/projects/" + project + "/events",
                "/projects/" + project + "/groups",
                "/experiments/" + trial.experiment(),
                "/experiments/" + trial.experiment() + "/design",
                "/features/" + trial.feature(),
                "/audiences/" + audience,
                "/attributes/" + attribute,
                "/events/" + trial.event(),
                "/groups/" + group)) {
            page.navigate(shop.origin() + path);
            PlaywrightAssertions.assertThat(page.locator(".skeleton")).hasCount(0);
            List<String> offered = page.locator(CHANGES).all().stream()
                    .filter(it -> it.locator("button:enabled:not([name=step])").count() > 0)
                    .map(it -> it.innerText())
                    .toList();
            assertThat(offered).as("what " + path + " offers to a viewer").isEmpty();
            assertThat(page.locator("a[href$='/new']").count())
                    .as("links to make something at " + path)
                    .isZero();
        }
    }

    @Test
    void a_form_sent_by_hand_is_refused_in_words_and_changes_nothing() {
        page.navigate(shop.origin() + "/attributes/" + attribute);
        String formToken = page.locator("header [name=form_token]").first().getAttribute("value");
        for (String path : List.of(
                "/projects/" + trial.project() + "/attributes",
                "/attributes/" + attribute + "/archive",
                "/features/" + trial.feature() + "/archive",
                "/projects/" + trial.project() + "/groups")) {
            String before =
                    shop.get("/v2/changes?project_id=" + trial.project()).toString();
            APIResponse answer = page.request()
                    .post(
                            shop.origin() + path,
                            RequestOptions.create()
                                    .setForm(FormData.create()
                                            .set("form_token", formToken)
                                            .set("key", "stolen")
                                            .set("name", "stolen")));
            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.text()).as(path).contains("viewer").contains("editor");
            assertThat(shop.get("/v2/changes?project_id=" + trial.project()).toString())
                    .as(path)
                    .isEqualTo(before);
        }
    }

    @Test
    void a_project_one_has_no_role_in_is_refused_in_words() {
        page.navigate(shop.origin() + "/projects");
        assertThat(page.locator("#main").textContent()).contains("Tea").doesNotContain("Coffee");
        for (String part : List.of("", "/experiments", "/features", "/events", "/playground", "/planner")) {
            int status = Optional.ofNullable(page.navigate(shop.origin() + "/projects/" + foreign + part))
                    .orElseThrow()
                    .status();
            assertThat(status).as(part).isEqualTo(403);
            assertThat(page.locator("h1").textContent()).as(part).isEqualTo("Not yours to see or do");
            assertThat(page.content()).as(part).doesNotContain("Coffee");
        }
        Accessible.check(page);
    }

    @Test
    void an_editor_is_offered_what_a_viewer_is_not_and_does_not_start_experiments() {
        Page editor = shop.at("/attributes/" + attribute, hire("editor"), 1280, ColorScheme.LIGHT);
        PlaywrightAssertions.assertThat(editor.getByText("Save")).isVisible();
        long draft = made("/v2/experiments", """
                {"project_id": %d, "key": "draft", "variations": [{"key": "a", "weight": 10000}]}
                """.formatted(trial.project()));
        editor.navigate(shop.origin() + "/experiments/" + draft + "/design");
        assertThat(editor.locator("form[action$='/state']").count()).isZero();
    }

    @Test
    void a_viewer_tries_an_audience_and_still_reads_what_it_is_called() {
        page.navigate(shop.origin() + "/audiences/" + audience);
        page.locator("#visitor").fill("plan=pro");
        InAShop.button(page, "Try it").click();
        PlaywrightAssertions.assertThat(page.locator(".verdict")).containsText("This visitor is of the audience");
        PlaywrightAssertions.assertThat(page.locator("#name")).hasValue("Professionals");
    }

    private long made(String path, String json) {
        return shop.post(path, json).path("id").asLong();
    }

    /** @return a token of somebody new in the first project */
    private String hire(String role) {
        String person = shop.post("/v2/collaborators", """
                        [{"profile": {"email": "%s@example.com"}, "project_roles": [{"project_id": %d, "role": "%s"}]}]
                        """.formatted(role, trial.project(), role))
                .path(0)
                .path("id")
                .asString();
        return shop.post("/v2/x/tokens", "{\"person_id\": \"%s\"}".formatted(person))
                .path("token")
                .asString();
    }
}
