package org.muriel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ResultsTest extends InAShop {
    private Trial trial;

    @BeforeAll
    void fill() {
        trial = Trial.in(shop, "Tea").start().visitors(8_000, 0.10, 0.14);
    }

    @Test
    void the_verdict_is_in_words_and_agrees_with_the_api() {
        Page page = results("");
        assertThat(page.locator(".verdict .sentence").textContent())
                .startsWith("two_pages beats four_pages on Purchase by +")
                .endsWith("(90 % interval).");
        String lift = page.locator("table.metrics tbody tr")
                .nth(1)
                .locator("td.number")
                .nth(3)
                .textContent();
        double value = shop.get("/v2/experiments/" + trial.experiment() + "/results")
                .path("metrics")
                .path(0)
                .path("results")
                .path(Long.toString(trial.variations().get(1)))
                .path("lift")
                .path("value")
                .asDouble();
        assertThat(lift).isEqualTo("+%.1f %%".formatted(value * 100));
        Accessible.check(page);
    }

    @Test
    void plots_are_drawn_and_are_tables_too() {
        Page page = results("");
        page.locator("figure.timeplot canvas").first().waitFor();
        assertThat(page.locator("figure.timeplot").count()).isEqualTo(4);
        assertThat(page.locator("figure.timeplot canvas").count()).isEqualTo(4);
        Locator table = page.locator("figure.timeplot table.figures").first();
        assertThat(table.locator("tbody tr").count()).isGreaterThan(10);
        assertThat(page.locator("svg.forest").getAttribute("aria-label")).contains("two_pages: +");
        Accessible.check(page);
    }

    @Test
    void another_baseline_turns_the_sentence_round() {
        Page page = results("?baseline=" + trial.variations().get(1));
        assertThat(page.locator(".verdict .sentence").textContent()).startsWith("four_pages does worse than two_pages");
    }

    @Test
    void of_a_segment_without_visitors_it_is_said_that_nobody_is_like_that() {
        Page page = results("?segment=device=iphone");
        assertThat(page.locator(".verdict .sentence").textContent()).isEqualTo("Nobody like that has been counted.");
        assertThat(page.locator(".notice").textContent()).contains("Device: iphone");
        assertThat(page.locator(".doctor").count()).isZero();
    }

    @Test
    void what_the_api_refuses_is_said() {
        Page page = shop.at("/experiments/" + trial.experiment() + "?start=never");
        page.locator("#figures .problems").waitFor();
        assertThat(page.locator("#figures .problems").textContent()).contains("start_time");
    }

    @Test
    void the_table_can_be_taken_away_as_csv() throws IOException {
        Page page = results("");
        Download download = page.waitForDownload(() -> page.getByText("CSV").click());
        assertThat(Files.readString(download.path()))
                .startsWith("Start time (UTC)")
                .contains("two_pages");
    }

    @Test
    void it_is_readable_in_the_dark_on_a_phone() {
        Page page = shop.at("/experiments/" + trial.experiment(), 390, ColorScheme.DARK);
        page.locator(".verdict").waitFor();
        page.locator("figure.timeplot canvas").first().waitFor();
        Accessible.check(page);
    }

    private Page results(String query) {
        Page page = shop.at("/experiments/" + trial.experiment() + query);
        page.locator(".verdict").waitFor();
        return page;
    }
}
