package org.muriel.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share one server, which is empty at first. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InAShop {
    protected Shop shop;

    @BeforeAll
    void open(@TempDir Path folder) {
        shop = Shop.in(folder);
    }

    @AfterAll
    void close() {
        Chromium.closeWindows();
        shop.close();
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
