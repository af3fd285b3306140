package org.muriel.api.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.muriel.access.OAuthClient;
import org.muriel.api.route.Reply;

/**
 * The page on which a person lets a program act for them, or does not. It loads nothing, runs nothing, is framed by
 * nobody, and its form leads here and from here to the program alone.
 */
final class ConsentPage {
    private static final String HTML = "text/html; charset=utf-8";

    private ConsentPage() {}

    /**
     * @param hidden what the form sends along
     * @param problem what was wrong with the last try; may be empty
     */
    static Reply ask(OAuthClient client, String redirectUri, Map<String, String> hidden, String problem) {
        StringBuilder fields = new StringBuilder();
        hidden.forEach((name, value) -> fields.append("<input type=\"hidden\" name=\"")
                .append(escaped(name))
                .append("\" value=\"")
                .append(escaped(value))
                .append("\">\n"));
        String text = """
                <h1>%s</h1>
                <p>This program wants to act for you on this server: it may do whatever you may do, but make tokens.
                You are then sent to <strong>%s</strong>.</p>
                %s<form method="post" action="/oauth2/authorize">
                %s<p><label>Your personal token<br>
                <input type="password" name="token" autocomplete="off" size="50"></label></p>
                <p><button name="decision" value="allow">Allow</button>
                <button name="decision" value="deny">Deny</button></p>
                </form>
                """.formatted(
                        escaped(client.name()),
                        escaped(RedirectUri.origin(redirectUri)),
                        problem.isEmpty() ? "" : "<p role=\"alert\">" + escaped(problem) + "</p>\n",
                        fields);
        return page(problem.isEmpty() ? 200 : 403, text, "'self' " + RedirectUri.origin(redirectUri));
    }

    /** What cannot be told to the program, because it is not known where it is. */
    static Reply refuse(String why) {
        return page(400, "<h1>This cannot be asked</h1>\n<p>" + escaped(why) + "</p>\n", "'none'");
    }

    private static Reply page(int status, String body, String formsLeadTo) {
        String html = "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Muriel</title>\n" + body;
        return new Reply.Content(
                status,
                HTML,
                html.getBytes(UTF_8),
                Map.of(
                        "Content-Security-Policy",
                        "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action " + formsLeadTo,
                        "X-Frame-Options",
                        "DENY",
                        "X-Content-Type-Options",
                        "nosniff",
                        "Referrer-Policy",
                        "no-referrer",
                        "Cache-Control",
                        "no-store"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
