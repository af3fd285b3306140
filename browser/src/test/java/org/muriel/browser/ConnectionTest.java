package org.muriel.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is away for a while: pages say so, keep what was entered, and go on when it is back. */
class ConnectionTest {
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(15_000);

    @TempDir
    private Path folder;

    private Shop shop;
    private long project;

    @BeforeEach
    void open() {
        shop = Shop.in(folder);
        project = shop.project("Away");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void what_fills_by_itself_says_that_the_connection_is_lost_and_goes_on() {
        Page page = shop.at("/projects/" + project + "/events/live");
        assertThat(page.locator("#tail")).containsText("Nothing has arrived");
        int port = stop();
        assertThat(page.locator("#connection")).containsText("The connection is lost. Trying again", SOON);
        assertThat(page.locator("#tail")).containsText("Nothing has arrived");
        Accessible.check(page);
        shop = Shop.in(folder, port);
        assertThat(page.locator("#connection")).hasText("", new LocatorAssertions.HasTextOptions().setTimeout(15_000));
    }

    @Test
    void a_form_keeps_what_was_entered_and_is_sent_when_the_server_answers_again() {
        long id = shop.post("/v2/attributes", "{\"project_id\": %d, \"key\": \"plan\"}".formatted(project))
                .path("id")
                .asLong();
        Page page = shop.at("/attributes/" + id);
        Locator save = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"));
        page.getByLabel("Description").fill("What they pay for");
        int port = stop();
        save.click();
        assertThat(page.locator("#connection")).containsText("Nothing you entered is gone", SOON);
        assertThat(page.getByLabel("Description")).hasValue("What they pay for");
        assertThat(save).isEnabled();
        Accessible.check(page);
        shop = Shop.in(folder, port);
        assertThat(page.locator(".said")).containsText("", SOON);
        assertThat(shop.get("/v2/attributes/" + id).path("description").asString())
                .isEqualTo("What they pay for");
        assertThat(page.locator("#connection")).isEmpty();
    }

    @Test
    void the_button_that_was_pressed_is_pressed_again_and_no_other() {
        long id = shop.post("/v2/features", "{\"project_id\": %d, \"key\": \"short\"}".formatted(project))
                .path("id")
                .asLong();
        Page page = shop.at("/features/" + id);
        page.getByLabel("Description").fill("Not to be saved yet");
        int port = stop();
        InAShop.button(page, "Add a variable").click();
        assertThat(page.locator("#connection")).containsText("Nothing you entered is gone", SOON);
        shop = Shop.in(folder, port);
        page.locator("[name=variable_key]").waitFor();
        assertThat(page.getByLabel("Description")).hasValue("Not to be saved yet");
        assertThat(shop.get("/v2/features/" + id).path("description").asString())
                .isEmpty();
    }

    @Test
    void a_button_is_off_while_its_form_is_under_way_so_that_nothing_is_sent_twice() {
        Page page = shop.at("/projects/" + project + "/attributes");
        page.locator("#key").fill("plan");
        Locator make = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make it"));
        page.route("**/attributes", route -> {
            assertThat(make).isDisabled();
            assertThat(page.locator("form[aria-busy]")).hasCount(1);
            route.resume();
        });
        make.click();
        assertThat(page.locator(".said")).isVisible();
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("form[aria-busy]")).hasCount(0);
    }

    /** @return where it was, and will be again */
    private int stop() {
        int port = URI.create(shop.origin()).getPort();
        shop.close();
        return port;
    }
}
