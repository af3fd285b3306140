package org.muriel.console.system;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;

/** How the server is, and a self-test. */
public final class SystemPages {
    private static final double MEGABYTE = 1024.0 * 1024.0;

    private SystemPages() {}

    /** Sizes are in words. */
    public record Facts(
            String version,
            String java,
            Instant started,
            long waiting,
            boolean failing,
            String catalog,
            String eventLog,
            String store,
            String free,
            long events,
            String memory) {
        static Facts of(JsonNode json) {
            JsonNode disk = json.path("disk");
            return new Facts(
                    json.path("version").asString(""),
                    json.path("java").asString(""),
                    Instant.parse(json.path("started_at").asString()),
                    json.path("queue").path("events").asLong(),
                    json.path("queue").path("failing").asBoolean(),
                    size(disk.path("catalog")),
                    size(disk.path("event_log")),
                    size(disk.path("store")),
                    size(disk.path("free")),
                    json.path("events").asLong(),
                    size(json.path("memory").path("used")) + " of "
                            + size(json.path("memory").path("max")));
        }

        private static String size(JsonNode bytes) {
            double megabytes = bytes.asDouble() / MEGABYTE;
            return megabytes >= 10_240
                    ? String.format(Locale.ROOT, "%.0f GB", megabytes / 1024)
                    : String.format(Locale.ROOT, "%.1f MB", megabytes);
        }
    }

    public record Check(String name, boolean passed, String detail, long milliseconds) {}

    /** @param checks of a self-test that was just made */
    public record Page(Frame frame, Facts facts, Optional<List<Check>> checks) {}

    public static void addTo(Pages pages) {
        pages.get("/system", visit -> show(visit, Optional.empty()));
        pages.post("/system", SystemPages::test);
    }

    private static Reply show(Visit visit, Optional<List<Check>> checks) {
        return visit.show(
                "system/system.jte",
                new Page(
                        visit.frame("System", Frame.Where.SYSTEM),
                        Facts.of(visit.get("/v2/x/system").orStop()),
                        checks));
    }

    private static Reply test(Visit visit) {
        JsonNode answer =
                visit.consult("/v2/x/system/self_test", Visit.object()).orStop();
        return show(
                visit,
                Optional.of(Answer.elements(
                        answer.path("checks"),
                        it -> new Check(
                                it.path("name").asString(""),
                                it.path("passed").asBoolean(),
                                it.path("detail").asString(""),
                                it.path("milliseconds").asLong()))));
    }
}
