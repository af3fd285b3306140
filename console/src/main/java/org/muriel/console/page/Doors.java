package org.muriel.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.SecureRandom;
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

    /** Marks the answer to a form that was not taken because of who sent it; what was entered is still in the browser. */
    private static final String REFUSED = "Muriel-Form";

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
            return Cookies.find(call, name(call))
                    .map(it -> it.split("\\.", 2))
                    .filter(it -> it.length == 2)
                    .map(it -> new Brought(Secret.of(it[0]), Secret.of(it[1])));
        }

        String cookie(Call call) {
            return name(call) + "=" + forms.reveal() + "." + session.reveal() + "; Path=/; Max-Age="
                    + Sessions.LONGEST.toSeconds() + "; HttpOnly; SameSite=Lax" + Cookies.secure(call);
        }

        /** Browsers keep cookies by the machine alone; a server beside this one has its own by its port. */
        static String name(Call call) {
            int port = URI.create(call.origin()).getPort();
            return "muriel_session" + (port < 0 ? "" : "_" + port);
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
                Map.of(
                        "Location",
                        "/sign-in",
                        "Set-Cookie",
                        Brought.name(visit.call()) + "=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"));
    }

    /** Shows a page to who is signed in, and sends anybody else to sign in first. */
    Reply answer(Call call, Pages.Page page) {
        Optional<Brought> brought = Brought.by(call);
        Optional<Session> session = brought.flatMap(it -> sessions.find(it.session(), call.now()));
        if (brought.isEmpty() || session.isEmpty()) {
            return toSignIn(call);
        }
        Reply reply = answer(visit(call, session.get(), brought.get()), page);
        // a reply has one cookie: while there is something to say, the session goes on as it is for another page
        return session.get().isDueForRotation() && !reply.headers().containsKey("Set-Cookie")
                ? rotated(call, brought.get(), reply)
                : reply;
    }

    /** Takes a form that is from here. */
    Reply answerForm(Call call, Pages.Page page) {
        Optional<Brought> brought = Brought.by(call);
        Optional<Session> session = brought.flatMap(it -> sessions.find(it.session(), call.now()));
        if (brought.isEmpty() || session.isEmpty()) {
            return refused(
                    401,
                    "Signed out",
                    "You are not signed in any more, so nothing was changed. Sign in again, and enter it once more.");
        }
        Optional<Query> form = Query.parse(new String(call.body(), UTF_8));
        if (form.isEmpty() || !isFromHere(call) || !matches(form.get(), brought.get())) {
            return refused(
                    403,
                    "Not from here",
                    "This form was not sent from a page of this server, or by somebody who has signed in again since; nothing"
                            + " was changed. Load the page again.");
        }
        return answer(visit(call, session.get(), brought.get()), page);
    }

    private Reply refused(int status, String title, String words) {
        return templates.reply(status, "plain.jte", new PlainPage(title, words)).with(REFUSED, "refused");
    }

    /** What forms of this browser send along now: a page that was loaded before a sign-in has another. */
    public static Reply formToken(Visit visit) {
        return new Reply.Content(
                200,
                "text/plain; charset=utf-8",
                visit.formToken().getBytes(UTF_8),
                Map.of("Cache-Control", "no-store", "X-Content-Type-Options", "nosniff"));
    }

    /** A page outside the console. */
    public record PlainPage(String title, String words) {}

    private static Reply answer(Visit visit, Pages.Page page) {
        try {
            return page.answer(visit);
        } catch (Answer.Stopped e) {
            return isForPart(visit.call()) ? visit.errorPart(e.answer()) : visit.errorPage(e.answer());
        }
    }

    /** Whether it is a part that a page loads by itself, rather than a page. */
    private static boolean isForPart(Call call) {
        return call.header("HX-Request").isPresent()
                && call.header("HX-Boosted").isEmpty();
    }

    private Visit visit(Call call, Session session, Brought brought) {
        return new Visit(call, session, brought.forms().hash(), api, templates);
    }

    private Reply rotated(Call call, Brought brought, Reply reply) {
        Brought fresh = new Brought(brought.forms(), Secret.generate(random));
        // of several requests that come at once, the first one has done it, and its answer has the cookie
        return sessions.rotate(brought.session(), fresh.session(), call.now())
                ? reply.with("Set-Cookie", fresh.cookie(call))
                : reply;
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

    /**
     * Browsers say where a request comes from, and pages cannot change what they say. Without encryption they keep silent about
     * the site, but name the origin.
     */
    public static boolean isFromHere(Call call) {
        return call.header("Sec-Fetch-Site")
                .map(it -> it.equals("same-origin") || it.equals("none"))
                .or(() -> call.header("Origin").map(it -> authority(it).equals(authority(call.origin()))))
                .orElse(true);
    }

    /** A proxy may have taken the encryption away, so that the scheme says nothing. */
    private static String authority(String origin) {
        return origin.replaceFirst("^https?://", "");
    }

    private static boolean isOfHere(String path) {
        return path.startsWith("/")
                && !path.startsWith("//")
                && !path.contains("\\")
                && path.chars().allMatch(it -> it > ' ' && it < 127);
    }
}
