package org.muriel.console.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.muriel.api.json.Json;
import org.muriel.api.route.Call;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Request;
import org.muriel.api.route.Router;
import org.muriel.console.page.Doors;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Templates;
import tools.jackson.databind.JsonNode;

/** Shows results to whoever has the link to them, which programs read from the same address as JSON. */
public final class SharedPages {
    private final Router api;
    private final Templates templates;

    public SharedPages(Router api, Templates templates) {
        this.api = api;
        this.templates = templates;
    }

    public void addTo(Pages pages) {
        pages.open("GET", "/share/{share_token}", this::show);
    }

    private Reply show(Call call) {
        String query = query(call);
        Reply reply = api.answer(new Request(
                "GET",
                call.target().split("\\?", 2)[0],
                (query.isEmpty() ? "" : query + "&") + "x_stats=true",
                call.origin(),
                name -> Optional.empty(),
                most -> Optional.of(new byte[0]),
                call.peer()));
        if (!(reply instanceof Reply.Content content) || reply.status() != 200) {
            return templates.reply(
                    reply.status() == 204 ? 200 : reply.status(),
                    "plain.jte",
                    new Doors.PlainPage(
                            reply.status() == 204 ? "Nothing yet" : "Not here",
                            reply.status() == 204
                                    ? "The experiment has not started yet, so there are no results."
                                    : "No results can be read here: the link may be incomplete."));
        }
        try {
            JsonNode results = Json.parse(content.body());
            Shown shown = Shown.of(results, names(results));
            Verdict verdict = Verdict.of(shown);
            return templates.reply(
                    200,
                    "results/shared.jte",
                    ResultsPages.Found.of(
                            shown,
                            shown.visitors() == 0 ? verdict.withoutAdvice() : verdict,
                            URLDecoder.decode(query, UTF_8).replace("&", "; ").replace('_', ' '),
                            false,
                            call.now()));
        } catch (Json.NotJson e) {
            throw new IllegalStateException("the API gave results that are not JSON", e);
        }
    }

    /** Variation id → how it is called: there is no experiment to ask for whoever has only the link. */
    private static Map<String, String> names(JsonNode results) {
        Map<String, String> names = new LinkedHashMap<>();
        results.path("x_stats")
                .path("variation_keys")
                .properties()
                .forEach(it -> names.put(
                        it.getKey(),
                        results.path("reach")
                                .path("variations")
                                .path(it.getKey())
                                .path("name")
                                .asString(it.getValue().asString(""))));
        return names;
    }

    /** What the results are narrowed down to, as the link says it. */
    private static String query(Call call) {
        String[] parts = call.target().split("\\?", 2);
        return parts.length == 1 ? "" : parts[1];
    }
}
