package org.muriel.console.page;

import java.util.Arrays;
import java.util.Optional;
import org.muriel.api.route.Call;

/** Cookies of a request. */
final class Cookies {
    private Cookies() {}

    static Optional<String> find(Call call, String name) {
        return Arrays.stream(call.header("Cookie").orElse("").split(";", -1))
                .map(String::strip)
                .filter(it -> it.startsWith(name + "="))
                .map(it -> it.substring(name.length() + 1))
                .filter(it -> !it.isEmpty())
                .findFirst();
    }

    /** What is added to a cookie where nobody reads along, so that it is sent nowhere else. */
    static String secure(Call call) {
        return call.origin().startsWith("https:") ? "; Secure" : "";
    }
}
