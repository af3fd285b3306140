package org.muriel.console.home;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Times;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;

/** The first steps of a project: three doors into it, and what has been reached already, ticked as it happens. */
public final class WelcomePages {
    private WelcomePages() {}

    /** @param origin where scripts find this server */
    public record Page(Frame frame, long projectId, String origin, String sdkKey, Ticks ticks) {}

    /** @param at when it was reached; nothing: not yet */
    public record Tick(String what, String how, Optional<Instant> at) {}

    public record Ticks(long projectId, List<Tick> ticks) {
        public long reached() {
            return ticks.stream().filter(it -> it.at().isPresent()).count();
        }

        public boolean done() {
            return reached() == ticks.size();
        }
    }

    static void addTo(Pages pages) {
        pages.get("/projects/{project_id}/welcome", WelcomePages::welcome);
        pages.get("/projects/{project_id}/welcome/ticks", visit -> visit.show("home/ticks.jte", ticks(visit)));
    }

    private static Reply welcome(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        Answer environments = visit.getAll("/v2/environments?project_id=" + projectId);
        environments.orStop();
        String key = Answer.elements(environments.body()).stream()
                .filter(it -> it.path("is_primary").asBoolean(false))
                .map(it -> it.path("datafile").path("sdk_key").asString(""))
                .findFirst()
                .orElse("");
        return visit.show(
                "home/welcome.jte",
                new Page(
                        visit.frame("First steps", Frame.Where.WELCOME, projectId),
                        projectId,
                        visit.call().origin(),
                        key,
                        ticks(visit)));
    }

    private static Ticks ticks(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        JsonNode arrivals =
                visit.get("/v2/x/projects/" + projectId + "/arrivals").orStop();
        return new Ticks(
                projectId,
                List.of(
                        new Tick(
                                "A token was used",
                                "A script of yours calls the API with your personal token.",
                                tokenUsed(visit)),
                        new Tick(
                                "The datafile was fetched",
                                "An SDK downloads it with the key below.",
                                Times.of(arrivals.path("datafile_fetched"))),
                        new Tick(
                                "First decision",
                                "A service asks for a variation, and its SDK tells of it.",
                                Times.of(arrivals.path("first_decision"))),
                        new Tick(
                                "First event",
                                "A visitor does what you measure.",
                                Times.of(arrivals.path("first_event"))),
                        new Tick(
                                "First result",
                                "Two variations have visitors to compare.",
                                Times.of(arrivals.path("first_result")))));
    }

    /** Of the person who looks; signing in is no use of it by a script. */
    private static Optional<Instant> tokenUsed(Visit visit) {
        String own = visit.who().token().id();
        return Answer.elements(visit.get("/v2/x/tokens").body()).stream()
                .flatMap(token -> Times.of(token.path("last_used")).stream()
                        .filter(it -> !token.path("id").asString("").equals(own)
                                || it.isAfter(visit.begun().plusSeconds(1))))
                .max(Comparator.naturalOrder());
    }
}
