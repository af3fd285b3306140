package org.muriel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long it takes until a page of a large project shows something. Measured, not judged: machines differ. */
@Tag("long")
class FirstPaintTest {
    private static final int FEATURES = 1_000;
    private static final int EXPERIMENTS = 100;
    private static final int OTHERS = 50;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 7;
    private static final Path REPORT = Path.of("target", "first-paint.md");

    @Test
    void pages_of_a_large_project_are_painted(@TempDir Path folder) throws IOException {
        try (Shop shop = Shop.in(folder)) {
            Trial trial = Trial.in(shop, "Large").start().visitors(400, 0.2, 0.3);
            fill(shop, trial.project());
            Page page = shop.at("/");
            StringBuilder report = new StringBuilder("""
                    First contentful paint, in milliseconds, of %d features, %d experiments and %d each of audiences,
                    attributes and events, after %d rounds that are not counted.

                    | Page | Median | Worst |
                    |---|---:|---:|
                    """.formatted(FEATURES, EXPERIMENTS, OTHERS, WARM_UP));
            for (Map.Entry<String, String> it : pages(trial).entrySet()) {
                List<Double> paints = new ArrayList<>();
                for (int round = -WARM_UP; round < ROUNDS; round++) {
                    page.navigate(shop.origin() + it.getValue());
                    double paint = paint(page);
                    assertThat(paint).as(it.getValue()).isPositive();
                    if (round >= 0) {
                        paints.add(paint);
                    }
                }
                Collections.sort(paints);
                report.append(String.format(
                        Locale.ROOT, "| %s | %.0f | %.0f |\n", it.getKey(), paints.get(ROUNDS / 2), paints.getLast()));
            }
            Files.createDirectories(Path.of("target"));
            Files.writeString(REPORT, report);
        }
    }

    /** A paint may come a little after the page is loaded. */
    private static double paint(Page page) {
        return ((Number) page.evaluate("""
                () => new Promise((done) => {
                  const first = () => performance.getEntriesByName("first-contentful-paint")[0];
                  const look = () => first() ? done(first().startTime) : setTimeout(look, 20);
                  look();
                })""")).doubleValue();
    }

    private static Map<String, String> pages(Trial trial) {
        String project = "/projects/" + trial.project();
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("Home", project);
        pages.put("Experiments", project + "/experiments");
        pages.put("Results", "/experiments/" + trial.experiment());
        pages.put("Design", "/experiments/" + trial.experiment() + "/design");
        pages.put("Features", project + "/features");
        pages.put("A feature", "/features/" + trial.feature());
        pages.put("Audiences", project + "/audiences");
        pages.put("Attributes", project + "/attributes");
        pages.put("Events", project + "/events");
        pages.put("Live events", project + "/events/live");
        pages.put("Exclusion groups", project + "/groups");
        pages.put("Playground", project + "/playground");
        pages.put("Planner", project + "/planner");
        pages.put("First steps", project + "/welcome");
        pages.put("Environments", project + "/environments");
        pages.put("Webhooks", project + "/webhooks");
        pages.put("Changes", project + "/history");
        pages.put("Projects", "/projects");
        pages.put("Tokens", "/account/tokens");
        pages.put("Members", "/account/members");
        pages.put("System", "/system");
        return pages;
    }

    private static void fill(Shop shop, long project) {
        for (int i = 0; i < OTHERS; i++) {
            shop.post("/v2/attributes", "{\"project_id\": %d, \"key\": \"attribute_%d\"}".formatted(project, i));
            shop.post("/v2/projects/" + project + "/custom_events", "{\"key\": \"event_%d\"}".formatted(i));
            shop.post("/v2/audiences", """
                    {"project_id": %d, "name": "Audience %d", "conditions": ["and", {"type": "custom_attribute",
                     "name": "attribute_%d", "match_type": "exact", "value": "yes"}]}""".formatted(project, i, i));
        }
        for (int i = 0; i < FEATURES; i++) {
            shop.post("/v2/features", "{\"project_id\": %d, \"key\": \"feature_%d\"}".formatted(project, i));
        }
        for (int i = 0; i < EXPERIMENTS; i++) {
            shop.post("/v2/experiments" + (i % 10 == 0 ? "?action=start" : ""), """
                    {"project_id": %d, "key": "experiment_%d", "variations": [
                     {"key": "a", "weight": 5000}, {"key": "b", "weight": 5000}]}""".formatted(project, i));
        }
    }
}
