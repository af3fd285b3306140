package org.muriel.console.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.muriel.api.json.Json;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Form;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Ids;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Refused;
import org.muriel.console.page.Times;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One's own tokens, and the programs that people may let act for them. */
public final class TokenPages {
    private TokenPages() {}

    /** @param mine whether this browser was signed in with it */
    public record Token(
            String id,
            String name,
            String prefix,
            Instant created,
            Optional<Instant> expires,
            Optional<Instant> revoked,
            Optional<Instant> lastUsed,
            boolean mine) {}

    public record Program(String id, String name, boolean confidential, List<String> addresses) {}

    /**
     * @param shown what has just been made and is shown this once; mostly empty
     * @param refused {@code new-token}, {@code new-program} or {@code list}
     */
    public record Page(
            Frame frame,
            List<Token> tokens,
            List<Program> programs,
            String shown,
            String what,
            Entered entered,
            Refused refused) {}

    /**
     * What was entered of a token or a program.
     *
     * @param open whether the program cannot keep a secret
     */
    public record Entered(String name, String expires, String program, String addresses, boolean open) {
        static final Entered NONE = new Entered("", "", "", "", false);
    }

    public static void addTo(Pages pages) {
        pages.get(
                "/account/tokens",
                visit -> visit.show("account/tokens.jte", page(visit, "", "", Entered.NONE, Refused.NONE)));
        pages.post("/account/tokens", TokenPages::make);
        pages.post("/account/tokens/revoke", TokenPages::revoke);
        pages.post("/account/programs", TokenPages::register);
        pages.post("/account/programs/remove", TokenPages::remove);
    }

    private static Page page(Visit visit, String shown, String what, Entered entered, Refused refused) {
        String own = visit.who().token().id();
        List<Token> tokens = Answer.elements(
                visit.get("/v2/x/tokens").orStop(),
                it -> new Token(
                        it.path("id").asString(""),
                        it.path("name").asString(""),
                        it.path("prefix").asString(""),
                        Instant.parse(it.path("created").asString()),
                        Times.of(it.path("expires")),
                        Times.of(it.path("revoked")),
                        Times.of(it.path("last_used")),
                        it.path("id").asString("").equals(own)));
        List<Program> programs = visit.person().administrator()
                ? Answer.elements(
                        visit.get("/v2/x/oauth_clients").body(),
                        it -> new Program(
                                it.path("id").asString(it.path("client_id").asString("")),
                                it.path("name").asString(""),
                                it.path("confidential").asBoolean(true),
                                Answer.elements(it.path("redirect_uris"), JsonNode::asString)))
                : List.of();
        return new Page(
                visit.frame("Tokens", Frame.Where.TOKENS),
                tokens.reversed().stream().filter(it -> it.revoked().isEmpty()).toList(),
                programs,
                shown,
                what,
                entered,
                refused);
    }

    private static Reply make(Visit visit) {
        Form form = visit.form();
        ObjectNode body = Visit.object().put("name", form.text("name"));
        form.given("expires").ifPresent(it -> body.put("expires", Times.end(it)));
        Answer answer = visit.post("/v2/x/tokens", body);
        Entered entered = new Entered(form.text("name"), form.text("expires"), "", "", false);
        return answer.isDone()
                ? visit.show(
                        "account/tokens.jte",
                        page(visit, answer.body().path("token").asString(""), "token", Entered.NONE, Refused.NONE))
                : visit.showAgain(
                        "account/tokens.jte",
                        page(visit, "", "", entered, new Refused("new-token", answer.problems())));
    }

    private static Reply revoke(Visit visit) {
        String id = visit.form().text("id");
        boolean own = id.equals(visit.who().token().id());
        Answer answer = visit.delete("/v2/x/tokens/" + Ids.segment(id));
        return answer.isDone()
                ? visit.goTo(own ? "/sign-in" : "/account/tokens", "The token is taken back.")
                : visit.showAgain(
                        "account/tokens.jte",
                        page(visit, "", "", Entered.NONE, new Refused("list", answer.problems())));
    }

    private static Reply register(Visit visit) {
        Form form = visit.form();
        ArrayNode addresses = Json.array();
        form.raw("addresses")
                .lines()
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .forEach(addresses::add);
        ObjectNode body = Visit.object().put("name", form.text("program")).put("confidential", !form.isTicked("open"));
        body.set("redirect_uris", addresses);
        Answer answer = visit.post("/v2/x/oauth_clients", body);
        Entered entered = new Entered("", "", form.text("program"), form.raw("addresses"), form.isTicked("open"));
        JsonNode made = answer.body();
        return answer.isDone()
                ? visit.show(
                        "account/tokens.jte",
                        page(
                                visit,
                                made.path("client_secret")
                                        .asString(made.path("client_id").asString("")),
                                made.has("client_secret")
                                        ? "secret of " + form.text("program") + ", whose id is "
                                                + made.path("client_id").asString("")
                                        : "id of " + form.text("program"),
                                Entered.NONE,
                                Refused.NONE))
                : visit.showAgain(
                        "account/tokens.jte",
                        page(visit, "", "", entered, new Refused("new-program", answer.problems())));
    }

    private static Reply remove(Visit visit) {
        Answer answer =
                visit.delete("/v2/x/oauth_clients/" + Ids.segment(visit.form().text("id")));
        return answer.isDone()
                ? visit.goTo("/account/tokens", "The program is removed.")
                : visit.showAgain(
                        "account/tokens.jte",
                        page(visit, "", "", Entered.NONE, new Refused("list", answer.problems())));
    }
}
