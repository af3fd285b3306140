package org.muriel.api.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Where a program is sent back to. What it is sent is secret, so plain HTTP is for the machine itself alone. */
final class RedirectUri {
    static final String EXPECTED =
            "an absolute https: address without a fragment; http: only for 127.0.0.1 and localhost";

    /** Without {@code [::1]}, which no policy for forms can name (CSP 3, 2.3.1), so that browsers would go nowhere. */
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");

    private static final int LONGEST = 2_000;

    private RedirectUri() {}

    static boolean isAcceptable(String text) {
        try {
            URI uri = new URI(text);
            boolean secure = "https".equals(uri.getScheme())
                    || ("http".equals(uri.getScheme()) && uri.getHost() != null && LOOPBACK.contains(uri.getHost()));
            return secure
                    && text.length() <= LONGEST
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && text.chars().allMatch(it -> it > ' ' && it < 0x7F);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Scheme and host, for a policy that lets a form lead there. */
    static String origin(String redirectUri) {
        URI uri = URI.create(redirectUri);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    static String withQuery(String redirectUri, Map<String, String> parameters) {
        return redirectUri + (redirectUri.contains("?") ? "&" : "?") + encoded(parameters);
    }

    static String withFragment(String redirectUri, Map<String, String> parameters) {
        return redirectUri + "#" + encoded(parameters);
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
