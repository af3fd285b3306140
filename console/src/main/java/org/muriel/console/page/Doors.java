package org.muriel.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.muriel.access.Credential;
import org.muriel.access.Secret;
import org.muriel.access.Session;
import org.muriel.access.Sessions;
import org.muriel.api.route.Call;
import org.muriel.api.route.Query;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Router;

/**
 * Lets in who is signed in. A browser keeps one cookie of two secrets: the first stays the same from sign-in to sign-out, and
 * its hash is what forms send along; the second is the session, which goes on under another id from time to time. A page of
 * another origin has neither, and could send a form here only without what is in it.
 */
public final class Doors {
    /** The field of each form that shows that it is from here. */
    public static final String FORM_TOKEN = "form_token";

    private static final String COOKIE = "muriel_session";

    private final Sessions sessions;
    private final Router api;
    private final Templates templates;
    private final SecureRandom random;

    public Doors(Sessions sessions, Router api, Templates templates, SecureRandom random) {
        this.sessions = sessions;
        this.api = api;
        this.templates = templates;
        this.random = random;
    }

    /** What a browser brought. */
    private record Brought(Secret forms, Secret session) {
        static Optional<Brought> by(Call call) {
            return Cookies.find(call, COOKIE)
                    .map(it -> it.split("\\.", 2))
                    .filter(it -> it.length == 2)
                    .map(it -> new Brought(Secret.of(it[0]), Secret.of(it[1])));
        }

        String cookie(Call call) {
            return COOKIE + "=" + forms.reveal() + "." + session.reveal() + "; Path=/; Max-Age="
                    + Sessions.LONGEST.toSeconds() + "; HttpOnly; SameSite=Lax" + Cookies.secure(call);
        }
    }

    /** Who is signed in, in the browser that asks. */
    public Optional<Session> session(Call call) {
        return Brought.by(call).flatMap(it -> sessions.find(it.session(), call.now()));
    }

    /** Begins a session of a browser, which ends the one it had. */
    public Reply signIn(Call call, Credential.Valid who, String next) {
        Brought.by(call).ifPresent(it -> sessions.end(it.session()));
        Brought fresh = new Brought(Secret.generate(random), Secret.generate(random));
        sessions.begin(fresh.session(), who, call.now());
        return new Reply.Empty(303, Map.of("Location", isOfHere(next) ? next : "/", "Set-Cookie", fresh.cookie(call)));
    }

    /** @param everywhere in every browser, rather than in this one */
    public Reply signOut(Visit visit, boolean everywhere) {
        if (everywhere) {
            sessions.endAll(visit.person().id());
        } else {
            Brought.by(visit.call()).ifPresent(it -> sessions.end(it.session()));
        }
        return new Reply.Empty(
                303,
                Map.of("Location", "/sign-in", "Set-Cookie", COOKIE + "=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"));
    }

    /** Shows a page to who is signed in, and sends anybody else to sign in first. */
    Reply answer(Call call, Pages.Page page) {
        Optional<Brought> brought = Brought.by(call);
        Optional<Session> session = brought.flatMap(it -> sessions.find(it.session(), call.now()));
        if (brought.isEmpty() || session.isEmpty()) {
            return toSignIn(call);
        }
        Reply reply = answer(visit(call, session.get(), brought.get()), page);
        return session.get().isDueForRotation() ? rotated(call, brought.get(), reply) : reply;
    }

    /** Takes a form that is from here. */
    Reply answerForm(Call call, Pages.Page page) {
        Optional<Brought> brought = Brought.by(call);
        Optional<Session> session = brought.flatMap(it -> sessions.find(it.session(), call.now()));
        if (brought.isEmpty() || session.isEmpty()) {
            return templates.reply(
                    401,
                    "plain.jte",
                    new PlainPage(
                            "Signed out",
                            "You are not signed in any more, so"
                                    + " nothing was changed. Sign in again in another tab, come back and send the form once more."));
        }
        Optional<Query> form = Query.parse(new String(call.body(), UTF_8));
        if (form.isEmpty() || !isFromHere(call) || !matches(form.get(), brought.get())) {
            return templates.reply(
                    403,
                    "plain.jte",
                    new PlainPage(
                            "Not from here",
                            "This form was not sent from a page of"
                                    + " this server, or by somebody who has signed in again since; nothing was changed. Load the page again."));
        }
        return answer(visit(call, session.get(), brought.get()), page);
    }

    /** A page outside the console. */
    public record PlainPage(String title, String words) {}

    private static Reply answer(Visit visit, Pages.Page page) {
        try {
            return page.answer(visit);
        } catch (Answer.Stopped e) {
            return visit.errorPage(e.answer());
        }
    }

    private Visit visit(Call call, Session session, Brought brought) {
        return new Visit(call, session, brought.forms().hash(), api, templates);
    }

    private Reply rotated(Call call, Brought brought, Reply reply) {
        Instant now = call.now();
        Brought fresh = new Brought(brought.forms(), Secret.generate(random));
        sessions.rotate(brought.session(), fresh.session(), now);
        // a reply has one cookie: the sentence about what was done is taken away a page later
        return reply.with("Set-Cookie", fresh.cookie(call));
    }

    private static Reply toSignIn(Call call) {
        String here = call.target();
        return new Reply.Empty(
                303,
                Map.of("Location", "/sign-in" + (here.equals("/") ? "" : "?next=" + URLEncoder.encode(here, UTF_8))));
    }

    private static boolean matches(Query form, Brought brought) {
        return MessageDigest.isEqual(
                form.last(FORM_TOKEN).orElse("").getBytes(UTF_8),
                brought.forms().hash().getBytes(UTF_8));
    }

    /** Browsers say where a request comes from, and pages cannot change what they say. */
    public static boolean isFromHere(Call call) {
        return call.header("Sec-Fetch-Site")
                .map(it -> it.equals("same-origin") || it.equals("none"))
                .orElse(true);
    }

    private static boolean isOfHere(String path) {
        return path.startsWith("/")
                && !path.startsWith("//")
                && !path.contains("\\")
                && path.chars().allMatch(it -> it > ' ' && it < 127);
    }
}
