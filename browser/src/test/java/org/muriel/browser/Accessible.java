package org.muriel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;

/** What every page has to be, whatever it shows. */
final class Accessible {
    private Accessible() {}

    /** No serious finding of axe, and nothing that makes the page wider than its window. */
    static void check(Page page) {
        List<String> findings = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(it -> it.getImpact() != null
                                && (it.getImpact().equals("serious")
                                        || it.getImpact().equals("critical")))
                        .map(it -> it.getId() + ": " + it.getHelp() + " "
                                + it.getNodes().stream()
                                        .limit(3)
                                        .map(node -> node.getHtml())
                                        .toList())
                        .toList();
        assertThat(findings).as("serious findings at " + page.url()).isEmpty();
        Object overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) overflow).intValue())
                .as("pixels too wide at " + page.url())
                .isLessThanOrEqualTo(0);
    }

    /** How many steps of the Tab key it takes to what is focused when the condition holds; fails after 150. */
    static void tabTo(Page page, String selector) {
        for (int i = 0; i < 150; i++) {
            page.keyboard().press("Tab");
            if ((Boolean) page.evaluate("it => document.activeElement?.matches(it) ?? false", selector)) {
                return;
            }
        }
        throw new AssertionError("the Tab key does not reach " + selector + " at " + page.url());
    }
}
