package org.muriel.console.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;

/**
 * How an event is sent by hand.
 *
 * @param command for a shell, with the key of the reader's own primary environment
 */
public record Sending(String command) {
    static Sending of(Visit visit, long projectId, String eventKey) {
        String sdkKey =
                Answer.elements(visit.get("/v2/environments?per_page=100&project_id=" + projectId)
                                .body())
                        .stream()
                        .filter(it -> it.path("is_primary").asBoolean())
                        .map(Sending::sdkKey)
                        .findFirst()
                        .orElse("SDK_KEY");
        return new Sending("""
                curl -X POST '%s/v1/track?eventKey=%s' \\
                  -H 'X-Optimizely-SDK-Key: %s' \\
                  -H 'Content-Type: application/json' \\
                  -d '{"userId": "visitor-1"}'""".formatted(visit.call().origin(), URLEncoder.encode(eventKey, UTF_8), sdkKey));
    }

    private static String sdkKey(JsonNode environment) {
        return environment.path("datafile").path("sdk_key").asString("");
    }
}
