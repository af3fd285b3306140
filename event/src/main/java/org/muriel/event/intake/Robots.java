package org.muriel.event.intake;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.muriel.event.VisitorAttribute;

/**
 * Programs that visit pages by themselves. The project says whether they are left out; where it says nothing, the client
 * does, which had it from its datafile. The client also says which program the visitor uses (SDK contract, 1.1 and 5.5).
 */
final class Robots {
    private static final String FILTERING = "$opt_bot_filtering";
    private static final String USER_AGENT = "$opt_user_agent";

    /**
     * Words by which robots name themselves: those of search engines, of previews in messengers, of monitoring, and of
     * libraries that fetch pages. A robot that pretends to be a browser is not found out by any list.
     */
    private static final List<String> WORDS = List.of(
            "bot",
            "crawl",
            "spider",
            "slurp",
            "archiver",
            "fetcher",
            "scrap",
            "preview",
            "monitor",
            "pingdom",
            "lighthouse",
            "pagespeed",
            "headless",
            "phantomjs",
            "selenium",
            "puppeteer",
            "playwright",
            "facebookexternalhit",
            "whatsapp",
            "mediapartners",
            "feedburner",
            "validator",
            "python-requests",
            "python-urllib",
            "aiohttp",
            "go-http-client",
            "curl/",
            "wget/",
            "java/",
            "apache-httpclient",
            "okhttp",
            "libwww",
            "node-fetch",
            "axios/");

    /** Browsers whose names contain one of the words. */
    private static final List<String> PEOPLE = List.of("cubot");

    private Robots() {}

    static boolean isLeftOut(List<VisitorAttribute> attributes, Optional<Boolean> filtering) {
        return filtering.orElseGet(() -> find(attributes, FILTERING)
                        .filter(it -> it instanceof VisitorAttribute.Value.Truth(boolean truth) && truth)
                        .isPresent())
                && find(attributes, USER_AGENT)
                        .filter(it -> it instanceof VisitorAttribute.Value.Text(String text) && namesOne(text))
                        .isPresent();
    }

    private static Optional<VisitorAttribute.Value> find(List<VisitorAttribute> attributes, String key) {
        for (VisitorAttribute attribute : attributes) {
            if (attribute.key().equals(key)) {
                return Optional.of(attribute.value());
            }
        }
        return Optional.empty();
    }

    private static boolean namesOne(String userAgent) {
        String agent = userAgent.toLowerCase(Locale.ROOT);
        for (String name : PEOPLE) {
            agent = agent.replace(name, "");
        }
        return WORDS.stream().anyMatch(agent::contains);
    }
}
