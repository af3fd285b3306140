package org.muriel.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Makes the pictures of the documentation: {@code -Dmuriel.screenshots=true}. */
@EnabledIfSystemProperty(named = "muriel.screenshots", matches = "true")
class PicturesTest {
    private static final Path PICTURES = Path.of("..", "docs", "console");
    private static final int MOST_BYTES = 150_000;
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 660;

    private final SoftAssertions findings = new SoftAssertions();

    @Test
    void pictures_are_made(@TempDir Path folder) {
        try (Shop shop = Shop.in(folder)) {
            Trial trial = Trial.in(shop, "Tea shop");
            fill(shop, trial.project());
            trial.start().visitors(9_000, 0.10, 0.125);
            Page page = shop.at("/", WIDTH, ColorScheme.LIGHT);
            page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            page.setViewportSize(WIDTH, HEIGHT);
            String project = "/projects/" + trial.project();
            picture(page, shop, "home", project);
            picture(page, shop, "welcome", project + "/welcome");
            picture(page, shop, "experiments", project + "/experiments");
            picture(page, shop, "design", "/experiments/" + trial.experiment() + "/design");
            picture(page, shop, "results", "/experiments/" + trial.experiment());
            picture(page, shop, "features", project + "/features");
            picture(
                    page,
                    shop,
                    "audiences",
                    "/audiences/"
                            + shop.get("/v2/audiences?project_id=" + trial.project())
                                    .path(0)
                                    .path("id")
                                    .asLong());
            picture(page, shop, "events", project + "/events/live");
            picture(page, shop, "groups", project + "/groups");
            picture(page, shop, "playground", project + "/playground?visitor=visitor-1&a=plan&v=pro");
            picture(page, shop, "planner", project + "/planner?kind=rate&rate=10&visitors=1000&effect=10");
            picture(page, shop, "environments", project + "/environments");
            findings.assertAll();
        }
    }

    private void picture(Page page, Shop shop, String name, String path) {
        int status = Optional.ofNullable(page.navigate(shop.origin() + path))
                .orElseThrow()
                .status();
        findings.assertThat(status).as(name).isEqualTo(200);
        PlaywrightAssertions.assertThat(page.locator(".skeleton")).hasCount(0);
        if (name.equals("results")) {
            page.locator("figure.timeplot canvas").first().waitFor();
        }
        byte[] picture = page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
        findings.assertThat(picture.length).as(name).isLessThan(MOST_BYTES);
    }

    private static void fill(Shop shop, long project) {
        shop.post(
                "/v2/attributes",
                "{\"project_id\": %d, \"key\": \"plan\", \"description\": \"What they pay for\"}".formatted(project));
        shop.post("/v2/attributes", "{\"project_id\": %d, \"key\": \"country\"}".formatted(project));
        long audience =
                shop.post("/v2/audiences", """
                        {"project_id": %d, "name": "Regulars", "description": "Who pays by the month", "conditions":
                          ["and", {"type": "custom_attribute", "name": "plan", "match_type": "exact", "value": "pro"}]}
                        """.formatted(project)).path("id").asLong();
        shop.post("/v2/audiences", """
                {"project_id": %d, "name": "Neighbours", "description": "From around the corner", "conditions":
                  ["or", {"type": "custom_attribute", "name": "country", "match_type": "exact", "value": "de"},
                   {"type": "custom_attribute", "name": "country", "match_type": "exact", "value": "nl"}]}
                """.formatted(project));
        long event = shop.post(
                        "/v2/projects/" + project + "/custom_events",
                        "{\"key\": \"add_to_basket\", \"name\": \"Add to basket\"}")
                .path("id")
                .asLong();
        shop.post("/v2/features", """
                {"project_id": %d, "key": "gift_wrap", "name": "Gift wrap", "environments": {"Production":
                  {"rollout_rules": [{"audience_ids": [%d], "enabled": true, "percentage_included": 5000}]}}}
                """.formatted(project, audience));
        shop.post(
                "/v2/features",
                "{\"project_id\": %d, \"key\": \"tea_of_the_day\", \"name\": \"Tea of the day\"}".formatted(project));
        long banner = experiment(shop, project, event, "banner", "A banner for new teas", "?action=start");
        long search = experiment(shop, project, event, "search", "Search as you type", "");
        shop.post("/v2/groups", """
                {"project_id": %d, "name": "Front page", "description": "One test a visitor", "entities": [
                 {"id": %d, "kind": "Experiment", "weight": 4000}, {"id": %d, "kind": "Experiment", "weight": 3000}]}
                """.formatted(project, banner, search));
    }

    private static long experiment(Shop shop, long project, long event, String key, String name, String action) {
        return shop.post("/v2/experiments" + action, """
                        {"project_id": %d, "key": "%s", "name": "%s", "metrics": [{"event_id": %d}], "variations": [
                         {"key": "as_before", "weight": 5000}, {"key": "new", "weight": 5000}]}
                        """.formatted(project, key, name, event))
                .path("id")
                .asLong();
    }
}
