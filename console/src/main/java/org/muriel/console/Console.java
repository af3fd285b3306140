package org.muriel.console;

import java.security.SecureRandom;
import java.util.List;
import org.muriel.access.Access;
import org.muriel.api.route.Answering;
import org.muriel.api.route.Call;
import org.muriel.api.route.Dialect;
import org.muriel.api.route.Errors;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Request;
import org.muriel.api.route.Route;
import org.muriel.api.route.Router;
import org.muriel.console.account.MemberPages;
import org.muriel.console.account.TokenPages;
import org.muriel.console.attribute.AttributePages;
import org.muriel.console.audience.AudiencePages;
import org.muriel.console.environment.EnvironmentPages;
import org.muriel.console.event.EventPages;
import org.muriel.console.experiment.ExperimentPages;
import org.muriel.console.feature.FeaturePages;
import org.muriel.console.group.GroupPages;
import org.muriel.console.history.HistoryPages;
import org.muriel.console.home.HomePages;
import org.muriel.console.page.Doors;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Templates;
import org.muriel.console.planner.PlannerPages;
import org.muriel.console.playground.PlaygroundPages;
import org.muriel.console.project.ProjectPages;
import org.muriel.console.results.ResultsPages;
import org.muriel.console.results.SharedPages;
import org.muriel.console.signin.SignInPages;
import org.muriel.console.system.SystemPages;
import org.muriel.console.webhook.WebhookPages;

/** All that the server answers to browsers and programs: the API where it has a route, and pages elsewhere. Thread-safe. */
public final class Console implements Answering {
    private final Router api;
    private final Router pages;
    private final List<String> addresses;
    private final Dialect dialect;

    public Console(Router api, Access access, SecureRandom random) {
        this.api = api;
        Templates templates = new Templates();
        Doors doors = new Doors(access.sessions(), api, templates, random);
        this.dialect = new Dialect(
                new Errors(failure -> templates.reply(
                        failure.status(), "plain.jte", new Doors.PlainPage(title(failure.status()), words(failure)))),
                false,
                Dialect.MOST_BODY_BYTES,
                (headers, now, reply) -> reply);
        Pages all = new Pages(doors, dialect);
        all.open("GET", "/assets/{version}/{name}", call -> asset(call, dialect));
        new SignInPages(access, doors, templates).addTo(all);
        ProjectPages.addTo(all);
        HomePages.addTo(all);
        EnvironmentPages.addTo(all);
        WebhookPages.addTo(all);
        HistoryPages.addTo(all);
        TokenPages.addTo(all);
        MemberPages.addTo(all);
        SystemPages.addTo(all);
        ExperimentPages.addTo(all);
        FeaturePages.addTo(all);
        AudiencePages.addTo(all);
        ResultsPages.addTo(all);
        new SharedPages(api, templates).addTo(all);
        AttributePages.addTo(all);
        EventPages.addTo(all);
        GroupPages.addTo(all);
        PlaygroundPages.addTo(all);
        PlannerPages.addTo(all);
        this.pages = api.beside(all.routes());
        this.addresses = all.routes().stream()
                .filter(it -> it.methods().contains("GET"))
                .map(Route::template)
                .toList();
    }

    /** The templates of all addresses to look at: of pages, of parts that pages load, and of files. */
    public List<String> addresses() {
        return addresses;
    }

    @Override
    public Reply answer(Request request) {
        // what both have is JSON to programs, and a page to people
        if (pages.serves(request.path()) && (isBrowsing(request) || !api.serves(request.path()))) {
            return pages.answer(request);
        }
        return api.serves(request.path()) || !isBrowsing(request)
                ? api.answer(request)
                : dialect.errors().unrouted();
    }

    @Override
    public Reply unreadable(String path, int status, String message) {
        // no browser sends what is not HTTP
        return api.unreadable(path, status, message);
    }

    /** Who looks at a page is told in words that it is not here. */
    private static boolean isBrowsing(Request request) {
        return request.headers().first("Accept").orElse("").contains("text/html");
    }

    private static Reply asset(Call call, Dialect dialect) {
        return Assets.find(call).orElseGet(() -> dialect.errors().unrouted());
    }

    /** An error of the server is found in its log by the uuid. */
    private static String words(Errors.Failure failure) {
        return failure.status() >= 500 ? failure.message() + " " + failure.uuid() : failure.message();
    }

    private static String title(int status) {
        return status == 404 ? "Not here" : status >= 500 ? "Something went wrong here" : "This did not work";
    }
}
