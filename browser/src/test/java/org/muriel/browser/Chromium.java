package org.muriel.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The Chromium of this machine, one for all tests of a run. Where there is none, tests say so and are skipped, but not where the gate runs. */
final class Chromium {
    private static final List<String> PLACES = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/usr/bin/google-chrome-stable",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium");

    private static @Nullable Browser running;

    private Chromium() {}

    /** A fresh window of a browser that has never been here, 1280 pixels wide. */
    static Page open() {
        return open(1280, ColorScheme.LIGHT);
    }

    static Page open(int width, ColorScheme scheme) {
        BrowserContext context = running()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, 900)
                        .setColorScheme(scheme)
                        .setTimezoneId("Europe/Berlin")
                        .setLocale("en-GB"));
        context.setDefaultTimeout(15_000);
        return context.newPage();
    }

    /** Closes all windows, so that what is live in them asks nobody any more. */
    static void closeWindows() {
        running().contexts().forEach(BrowserContext::close);
    }

    private static synchronized Browser running() {
        Browser present = running;
        if (present == null) {
            Optional<Path> program = program();
            if (program.isEmpty() && !"true".equals(System.getenv("CI"))) {
                Assumptions.abort("there is no Chromium on this machine; MURIEL_CHROMIUM can say where one is");
            }
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            present = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program.orElseThrow(
                                    () -> new IllegalStateException("the gate needs Chromium, and there is none")))
                            .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")));
            running = present;
        }
        return present;
    }

    private static Optional<Path> program() {
        return Stream.concat(Stream.ofNullable(System.getenv("MURIEL_CHROMIUM")), PLACES.stream())
                .filter(it -> !it.isEmpty())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
