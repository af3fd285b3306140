package org.muriel.conformance;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page of consent as a browser has it.
 *
 * @param fields what the form sends along
 * @param cookie what the browser was told to keep; empty for none
 */
record ConsentForm(Map<String, String> fields, String cookie) {
    static final String PATH = "/oauth2/authorize";

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    /** Opens the page that a program sends somebody to. */
    static ConsentForm open(Client browser, Map<String, String> query) {
        return of(browser.get(PATH + "?" + encoded(query)).good());
    }

    static ConsentForm of(Answer page) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(page.text());
        while (hidden.find()) {
            fields.put(unescaped(hidden.group(1)), unescaped(hidden.group(2)));
        }
        return new ConsentForm(fields, page.header("Set-Cookie").orElse("").split(";", -1)[0]);
    }

    ConsentForm with(String field, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new ConsentForm(more, cookie);
    }

    /** What another browser would send, which has this cookie. */
    ConsentForm inBrowserWith(String otherCookie) {
        return new ConsentForm(fields, otherCookie);
    }

    Answer allow(Client browser, String token) {
        return with("token", token).with("decision", "allow").send(browser);
    }

    Answer deny(Client browser) {
        return with("decision", "deny").send(browser);
    }

    Answer send(Client browser) {
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/x-www-form-urlencoded"));
        if (!cookie.isEmpty()) {
            headers.put("Cookie", "theme=dark; " + cookie);
        }
        return browser.send("POST", PATH, Optional.of(encoded(fields)), headers);
    }

    static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What the program is told where it gets the person back, in the query or in the fragment. */
    static Map<String, String> told(Answer redirect) {
        URI target = URI.create(redirect.header("Location").orElseThrow(() -> new AssertionError("" + redirect)));
        String text = Optional.ofNullable(target.getRawFragment()).orElseGet(target::getRawQuery);
        Map<String, String> told = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            told.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return told;
    }

    private static String unescaped(String html) {
        return html.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
