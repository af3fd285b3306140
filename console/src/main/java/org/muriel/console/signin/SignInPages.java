package org.muriel.console.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.muriel.access.Access;
import org.muriel.access.Credential;
import org.muriel.access.PersonalToken;
import org.muriel.api.route.Call;
import org.muriel.api.route.Query;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Doors;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Templates;

/** Signs people in by their personal token, and out again, here or everywhere. */
public final class SignInPages {
    private final Access access;
    private final Doors doors;
    private final Templates templates;

    public SignInPages(Access access, Doors doors, Templates templates) {
        this.access = access;
        this.doors = doors;
        this.templates = templates;
    }

    /**
     * @param next where to go afterwards
     * @param problem why the last try failed; empty at first
     */
    public record SignInPage(String next, String problem) {}

    public void addTo(Pages pages) {
        pages.open("GET", "/sign-in", this::ask);
        pages.open("POST", "/sign-in", this::signIn);
        pages.get("/form-token", Doors::formToken);
        pages.post("/sign-out", visit -> doors.signOut(visit, false));
        pages.post("/sign-out-everywhere", visit -> doors.signOut(visit, true));
    }

    private Reply ask(Call call) {
        String next = call.text("next").orElse("");
        return doors.session(call).isPresent() && next.isEmpty()
                ? new Reply.Empty(303, java.util.Map.of("Location", "/"))
                : templates.reply(200, "signin/sign-in.jte", new SignInPage(next, ""));
    }

    private Reply signIn(Call call) {
        Optional<Query> form = Query.parse(new String(call.body(), UTF_8));
        String next = form.flatMap(it -> it.last("next")).orElse("");
        if (form.isEmpty() || !Doors.isFromHere(call)) {
            return again(403, next, "This form was not sent from a page of this server.");
        }
        Optional<Credential> credential =
                PersonalToken.parse(form.get().last("token").orElse("").strip()).map(it -> access.find(it, call.now()));
        if (credential.isPresent()
                && credential.get() instanceof Credential.Valid valid
                && valid.token().isPersonal()) {
            return doors.signIn(call, valid, next);
        }
        return again(
                422,
                next,
                credential.filter(it -> it instanceof Credential.Lapsed).isPresent()
                        ? "This token was revoked, has expired, or belongs to somebody who was removed."
                        : "This is not a personal token of this server. One begins with 2: and has been shown once, when it was made.");
    }

    private Reply again(int status, String next, String problem) {
        return templates.reply(status, "signin/sign-in.jte", new SignInPage(next, problem));
    }
}
