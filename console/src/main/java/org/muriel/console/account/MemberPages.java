package org.muriel.console.account;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muriel.access.Right;
import org.muriel.api.json.Json;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Form;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Ids;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Problems;
import org.muriel.console.page.Refused;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The people of the account, and what each is in which project. */
public final class MemberPages {
    /** What somebody can be in a project, least first; nothing: they have no business there. */
    public static final Map<String, String> ROLES = new LinkedHashMap<>();

    static {
        ROLES.put("", "nothing");
        ROLES.put("viewer", "viewer: sees");
        ROLES.put("restricted_editor", "restricted editor");
        ROLES.put("editor", "editor: changes what does not run");
        ROLES.put("restricted_publisher", "restricted publisher");
        ROLES.put("publisher", "publisher: changes what visitors get");
        ROLES.put("project_owner", "project owner: administers it");
    }

    private MemberPages() {}

    public record Member(
            String id,
            String email,
            String firstName,
            String lastName,
            boolean administrator,
            boolean pending,
            Map<Long, String> roles) {
        static Member of(JsonNode json) {
            Map<Long, String> roles = new LinkedHashMap<>();
            boolean pending = false;
            for (JsonNode it : Answer.elements(json.path("project_roles"))) {
                roles.put(it.path("project_id").asLong(), it.path("role").asString(""));
                pending |= it.path("invitation_status").asString("").equals("pending");
            }
            JsonNode profile = json.path("profile");
            return new Member(
                    json.path("id").asString(""),
                    profile.path("email").asString(""),
                    profile.path("first_name").asString(""),
                    profile.path("last_name").asString(""),
                    json.path("x_administrator").asBoolean(false),
                    pending,
                    roles);
        }

        public String called() {
            String name = (firstName + " " + lastName).strip();
            return !name.isEmpty()
                    ? name
                    : !email.isEmpty() ? email : administrator ? "Administrator" : "without a name";
        }
    }

    /**
     * @param shown a token that has just been made for somebody; mostly empty
     * @param mayBring whether they administer a project at least
     * @param refused {@code bring} or {@code list}
     */
    public record Page(
            Frame frame,
            List<Member> members,
            String shown,
            String of,
            Member entered,
            List<Frame.Project> projects,
            boolean mayBring,
            Refused refused) {}

    /** @param before the roles that the form is a change of */
    public record EditPage(
            Frame frame,
            Member member,
            Map<Long, String> before,
            List<Frame.Project> projects,
            boolean oneself,
            Problems problems) {}

    public static void addTo(Pages pages) {
        pages.get(
                "/account/members",
                visit -> visit.show("account/members.jte", page(visit, "", "", nobody(), Refused.NONE)));
        pages.post("/account/members", MemberPages::bring);
        pages.get("/account/members/edit", visit -> {
            Member member = member(visit, visit.asked("id"));
            return visit.show("account/member.jte", editPage(visit, member, member.roles(), Problems.NONE));
        });
        pages.post("/account/members/edit", MemberPages::change);
        pages.post("/account/members/token", MemberPages::token);
        pages.post("/account/members/remove", MemberPages::remove);
    }

    private static Member nobody() {
        return new Member("", "", "", "", false, false, Map.of());
    }

    private static Page page(Visit visit, String shown, String of, Member entered, Refused refused) {
        return new Page(
                visit.frame("Members", Frame.Where.MEMBERS),
                Answer.elements(visit.getAll("/v2/collaborators?").orStop(), Member::of),
                shown,
                of,
                entered,
                Answer.elements(visit.getAll("/v2/projects?").orStop(), Frame.Project::of),
                visit.person().mayAnywhere(Right.ADMINISTER),
                refused);
    }

    private static Member member(Visit visit, String id) {
        return Member.of(visit.get("/v2/x/people/" + Ids.segment(id)).orStop());
    }

    private static EditPage editPage(Visit visit, Member member, Map<Long, String> before, Problems problems) {
        Frame frame = visit.frame(member.called(), Frame.Where.MEMBERS);
        return new EditPage(
                frame,
                member,
                before,
                Answer.elements(visit.getAll("/v2/projects?").orStop(), Frame.Project::of),
                member.id().equals(visit.person().id()),
                problems);
    }

    private static ObjectNode profile(Form form) {
        return Visit.object()
                .put("email", form.text("email"))
                .put("first_name", form.text("first_name"))
                .put("last_name", form.text("last_name"));
    }

    private static Reply bring(Visit visit) {
        Form form = visit.form();
        ArrayNode body = Json.array();
        ObjectNode person = body.addObject();
        person.set("profile", profile(form));
        person.set("project_roles", roles(form));
        if (form.isTicked("administrator")) {
            person.put("x_administrator", true);
        }
        // the API takes it for a change of that person: here somebody would be changed unseen
        if (Answer.elements(visit.getAll("/v2/collaborators?").orStop(), Member::of).stream()
                .anyMatch(it -> it.email().equalsIgnoreCase(form.text("email")))) {
            Problems there =
                    Problems.of("0.profile.email", "This person is here already: change them in the list above.");
            return visit.showAgain(
                    "account/members.jte", page(visit, "", "", entered("", form), new Refused("bring", there)));
        }
        Answer answer = visit.post("/v2/collaborators", body);
        return answer.isDone()
                ? visit.goTo(
                        "/account/members",
                        form.text("email") + " is here. Make a token for them, with which they sign in.")
                : visit.showAgain(
                        "account/members.jte",
                        page(visit, "", "", entered("", form), new Refused("bring", answer.problems())));
    }

    private static Member entered(String id, Form form) {
        Map<Long, String> chosen = new LinkedHashMap<>();
        choices(form).forEach(it -> chosen.put(Long.parseLong(it.text("project")), it.text("role")));
        return new Member(
                id,
                form.text("email"),
                form.text("first_name"),
                form.text("last_name"),
                form.isTicked("administrator"),
                false,
                chosen);
    }

    private static List<Form.Row> choices(Form form) {
        return form.rows("project", "role", "role_before").stream()
                .filter(it -> it.text("project").matches("[0-9]{1,16}"))
                .toList();
    }

    private static Map<Long, String> before(Form form) {
        Map<Long, String> before = new LinkedHashMap<>();
        choices(form).forEach(it -> before.put(Long.parseLong(it.text("project")), it.text("role_before")));
        return before;
    }

    /** What was chosen otherwise than it was when the form was made: what others chose meanwhile stays. */
    private static ArrayNode roles(Form form) {
        ArrayNode roles = Json.array();
        choices(form).stream()
                .filter(it -> !it.text("role").equals(it.text("role_before")))
                .forEach(it -> {
                    ObjectNode role = roles.addObject().put("project_id", Long.parseLong(it.text("project")));
                    if (it.text("role").isEmpty()) {
                        role.putNull("role");
                    } else {
                        role.put("role", it.text("role"));
                    }
                });
        return roles;
    }

    private static Reply change(Visit visit) {
        Form form = visit.form();
        String id = form.text("id");
        ObjectNode body = Visit.object();
        body.set("profile", profile(form));
        if (visit.person().administrator()) {
            if (!id.equals(visit.person().id())) {
                body.put("x_administrator", form.isTicked("administrator"));
            }
            if (!form.isTicked("administrator")) {
                body.set("project_roles", roles(form));
            }
        }
        Answer answer = visit.patch("/v2/x/people/" + Ids.segment(id), body);
        return answer.isDone()
                ? visit.goTo("/account/members", "Saved.")
                : visit.showAgain(
                        "account/member.jte", editPage(visit, entered(id, form), before(form), answer.problems()));
    }

    private static Reply token(Visit visit) {
        Form form = visit.form();
        Answer answer = visit.post(
                "/v2/x/tokens", Visit.object().put("person_id", form.text("id")).put("name", "sign-in"));
        return answer.isDone()
                ? visit.show(
                        "account/members.jte",
                        page(
                                visit,
                                answer.body().path("token").asString(""),
                                form.text("called"),
                                nobody(),
                                Refused.NONE))
                : visit.showAgain(
                        "account/members.jte", page(visit, "", "", nobody(), new Refused("list", answer.problems())));
    }

    private static Reply remove(Visit visit) {
        Answer answer = visit.delete("/v2/x/people/" + Ids.segment(visit.form().text("id")));
        return answer.isDone()
                ? visit.goTo("/account/members", "They are removed, with all their tokens.")
                : visit.showAgain(
                        "account/members.jte", page(visit, "", "", nobody(), new Refused("list", answer.problems())));
    }
}
