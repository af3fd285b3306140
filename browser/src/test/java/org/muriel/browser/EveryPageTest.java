package org.muriel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.muriel.api.route.RateLimits;
import org.muriel.api.route.Router;
import org.muriel.console.Assets;
import org.muriel.console.Console;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.testkit.TokenHolders;

/** What holds for every page, found by following every link: a page that is added is seen here, or it has no way to it. */
class EveryPageTest extends InAShop {
    /** Day, month, year and the calendar. */
    private static final int PARTS_OF_A_DATE = 4;

    private static final int MOST_SCRIPT_BYTES = 300_000;

    /** So many addresses of one template are looked at. */
    private static final int OF_ONE_KIND = 2;

    private long shared;

    /** How somebody looks at a page. */
    private record Look(int width, ColorScheme scheme) {}

    @BeforeAll
    void fill() {
        Trial trial = Trial.in(shop, "Tea").start().visitors(600, 0.2, 0.3);
        shared = trial.experiment();
        long project = trial.project();
        shop.post("/v2/attributes", "{\"project_id\": %d, \"key\": \"plan\"}".formatted(project));
        shop.post("/v2/audiences", """
                {"project_id": %d, "name": "Professionals", "conditions":
                  ["and", {"type": "custom_attribute", "name": "plan", "match_type": "exact", "value": "pro"}]}
                """.formatted(project));
        shop.post("/v2/experiments?action=start", """
                {"project_id": %d, "key": "nobody_yet", "variations": [{"key": "a", "weight": 10000}]}
                """.formatted(project));
        shop.post("/v2/groups", "{\"project_id\": %d, \"name\": \"Checkout\", \"entities\": []}".formatted(project));
        shop.post("/v2/projects/" + project + "/webhooks", """
                {"name": "Chat", "url": "https://example.com/", "events": ["project.flag_archived"]}""");
    }

    @Test
    void every_page_is_reached_and_readable_on_a_phone_at_night() {
        Tour tour = new Tour(List.of(new Look(390, ColorScheme.DARK)), false);
        tour.signIn();
        tour.copied();
        tour.go();
        tour.assertAll();
    }

    @Test
    @Tag("long")
    void every_page_is_readable_in_the_other_looks_and_left_by_the_tab_key() {
        shop.project("Empty");
        Tour tour = new Tour(
                List.of(
                        new Look(1280, ColorScheme.LIGHT),
                        new Look(1280, ColorScheme.DARK),
                        new Look(390, ColorScheme.LIGHT)),
                true);
        tour.go();
        tour.assertAll();
    }

    @Test
    void scripts_stay_small() {
        assertThat(Assets.scriptBytes()).isLessThan(MOST_SCRIPT_BYTES);
    }

    /** Templates of addresses, from the console itself. */
    private static List<String> addresses() {
        Router api = new Router(
                List.of(), TokenHolders.one(Shop.TOKEN), () -> Snapshot.EMPTY, RateLimits.off(), () -> Instant.EPOCH);
        return new Console(api, TokenHolders.one(Shop.TOKEN), new SecureRandom()).addresses();
    }

    /** Goes from link to link in one window, and notes what is wrong. */
    private final class Tour {
        private final SoftAssertions findings = new SoftAssertions();
        private final List<Look> looks;
        private final boolean wholeRound;
        private final Map<String, Pattern> templates = new HashMap<>();
        private final Set<String> seen = new LinkedHashSet<>();
        private final Map<String, Integer> visited = new HashMap<>();
        private final Page page;

        Tour(List<Look> looks, boolean wholeRound) {
            this.looks = looks;
            this.wholeRound = wholeRound;
            for (String template : addresses()) {
                templates.put(
                        template,
                        Pattern.compile(template.replace(".", "\\.")
                                .replaceAll("\\{(version|name)}", "[^/]+")
                                .replaceAll("\\{[a-z_]+}", "[0-9]+")));
            }
            this.page = shop.at("/");
            page.onConsoleMessage(it -> {
                if (it.type().equals("error") || it.type().equals("warning")) {
                    findings.fail(page.url() + " logs " + it.text());
                }
            });
            page.onPageError(it -> findings.fail(page.url() + " fails: " + it));
            page.onRequest(it -> {
                if (it.url().startsWith(shop.origin() + "/")) {
                    template(it.url()).ifPresent(seen::add);
                } else if (!it.url().startsWith("data:")) {
                    findings.fail(page.url() + " asks " + it.url());
                }
            });
        }

        void assertAll() {
            findings.assertAll();
        }

        /** The door, which who is inside does not come by. */
        void signIn() {
            Page outside = Chromium.open(390, ColorScheme.DARK);
            Response answer = Optional.ofNullable(outside.navigate(shop.origin() + "/sign-in"))
                    .orElseThrow();
            strict(answer.headers());
            Accessible.check(outside);
            outside.context().close();
            seen.add("/sign-in");
        }

        /** What is copied and given to others, and what scripts ask for. */
        void copied() {
            String link = shop.get("/v2/experiments/" + shared + "/results/share")
                    .path("url")
                    .asString();
            Page outside = Chromium.open(390, ColorScheme.DARK);
            Response answer = Optional.ofNullable(outside.navigate(link)).orElseThrow();
            findings.assertThat(answer.status()).as(link).isEqualTo(200);
            strict(answer.headers());
            findings.assertThat(outside.locator(".verdict .sentence").textContent())
                    .as(link)
                    .contains("two_pages");
            findings.check(() -> Accessible.check(outside));
            outside.context().close();
            seen.add("/share/{share_token}");
            findings.assertThat(
                            page.request().get(shop.origin() + "/form-token").status())
                    .isEqualTo(200);
            seen.add("/form-token");
        }

        void go() {
            Deque<String> next = new ArrayDeque<>(List.of(shop.origin() + "/"));
            while (!next.isEmpty()) {
                String address = next.removeFirst();
                Optional<String> template = template(address);
                if (template.isEmpty()) {
                    if (visited.putIfAbsent(address, 1) != null) {
                        continue;
                    }
                    findings.assertThat(page.request().get(address).status())
                            .as(address)
                            .isEqualTo(200);
                } else if (isNew(template.get(), address)) {
                    next.addAll(at(address));
                }
            }
            Set<String> missed = new TreeSet<>(templates.keySet());
            missed.removeAll(seen);
            if (!wholeRound) {
                findings.assertThat(missed)
                        .as("addresses that no link or page leads to")
                        .isEmpty();
            }
        }

        /** Whether the like of it was not looked at yet: ids in a query do not make another. */
        private boolean isNew(String template, String address) {
            URI uri = URI.create(address);
            String kind = uri.getPath() + "?"
                    + Optional.ofNullable(uri.getQuery()).orElse("").replaceAll("[0-9]+", "0");
            if (visited.putIfAbsent(kind, 1) != null) {
                return false;
            }
            return visited.merge(template, 1, Integer::sum) <= OF_ONE_KIND;
        }

        /** Looks at a page, and gives where it leads. */
        private List<String> at(String address) {
            if (address.split("\\?", 2)[0].endsWith(".csv")) {
                APIResponse file = page.request().get(address);
                findings.assertThat(file.status()).as(address).isEqualTo(200);
                template(address).ifPresent(seen::add);
                return List.of();
            }
            List<String> links = new ArrayList<>();
            for (Look look : looks) {
                page.setViewportSize(look.width(), 900);
                page.emulateMedia(new Page.EmulateMediaOptions()
                        .setColorScheme(look.scheme())
                        .setReducedMotion(ReducedMotion.REDUCE));
                Response answer = Optional.ofNullable(page.navigate(address)).orElseThrow();
                findings.assertThat(answer.status()).as(address).isEqualTo(200);
                strict(answer.headers());
                PlaywrightAssertions.assertThat(page.locator(".skeleton")).hasCount(0);
                findings.check(() -> Accessible.check(page));
                findings.assertThat(page.title())
                        .as("title of " + address)
                        .endsWith("Muriel")
                        .hasSizeGreaterThan(9);
                findings.assertThat(page.locator("h1").count())
                        .as("headings of " + address)
                        .isEqualTo(1);
                tab(address);
            }
            // parts that are asked for only after a while, or again and again
            for (Object part : (List<?>)
                    page.evaluate("[...document.querySelectorAll('[hx-get]')].map(it => it.getAttribute('hx-get'))")) {
                template(part.toString()).ifPresent(seen::add);
            }
            for (Object link : (List<?>)
                    page.evaluate("[...document.querySelectorAll('a[href]')].map(it => it.href.split('#')[0])")) {
                if (link.toString().startsWith(shop.origin() + "/")) {
                    links.add(link.toString());
                }
            }
            return links;
        }

        private void strict(Map<String, String> headers) {
            findings.assertThat(headers.getOrDefault("content-security-policy", ""))
                    .contains("default-src 'none'", "script-src 'self';", "style-src 'self';", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
        }

        /** Each step goes somewhere else, and some step into the content. */
        private void tab(String address) {
            boolean entered = !(Boolean) page.evaluate("""
                    [...document.querySelectorAll('#main :is(a[href], button, input:not([type=hidden]), select, summary)')]
                      .some(it => it.checkVisibility())""");
            Set<Integer> stops = new LinkedHashSet<>();
            page.evaluate("window.stops = new Map()");
            while (!entered || wholeRound) {
                page.keyboard().press("Tab");
                // a date has a stop for each of its parts, and is one element
                for (int part = 0; part < PARTS_OF_A_DATE && isWithinADate(); part++) {
                    page.keyboard().press("Tab");
                }
                int stop = ((Number) page.evaluate("""
                        () => {
                          const it = document.activeElement;
                          if (!window.stops.has(it)) window.stops.set(it, window.stops.size);
                          return it === document.body ? -1 : window.stops.get(it);
                        }""")).intValue();
                entered |= (Boolean) page.evaluate("document.activeElement.matches('#main *')");
                if (stop < 0 || !stops.add(stop)) {
                    break;
                }
            }
            findings.assertThat(entered)
                    .as("the Tab key comes into the content of " + address)
                    .isTrue();
            if (wholeRound) {
                findings.assertThat((Boolean) page.evaluate("""
                        document.activeElement === document.body || document.activeElement.matches('.skip')"""))
                        .as("the Tab key leaves " + address)
                        .isTrue();
            }
        }

        private boolean isWithinADate() {
            return (Boolean) page.evaluate("""
                    () => {
                      const within = document.activeElement.matches('input[type=date]')
                          && document.activeElement === window.date;
                      window.date = document.activeElement;
                      return within;
                    }""");
        }

        private Optional<String> template(String address) {
            String path = URI.create(address).getPath();
            return templates.entrySet().stream()
                    .filter(it -> it.getValue().matcher(path).matches())
                    .map(Map.Entry::getKey)
                    .min(java.util.Comparator.comparingInt(String::length));
        }
    }
}
