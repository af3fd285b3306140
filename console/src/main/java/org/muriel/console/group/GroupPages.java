package org.muriel.console.group;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muriel.access.Right;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Form;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Problems;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists, makes, changes and archives exclusion groups. */
public final class GroupPages {
    private static final String RANDOM = "random";
    private static final Group NEW = new Group(0, "", "", RANDOM, new GroupMembers(List.of()), false);

    private GroupPages() {}

    /**
     * @param policy whether its experiments exclude each other, a word of the API
     * @param archived whether it is out of force
     */
    public record Group(
            long id, String name, String description, String policy, GroupMembers shares, boolean archived) {
        static Group of(JsonNode json) {
            return new Group(
                    json.path("id").asLong(),
                    json.path("name").asString(""),
                    json.path("description").asString(""),
                    json.path("x_policy").asString(RANDOM),
                    GroupMembers.of(json.path("entities")),
                    json.path("archived").asBoolean(false));
        }

        /** Whether a visitor enters at most one of its experiments. */
        public boolean excludes() {
            return policy.equals(RANDOM);
        }
    }

    /** A group as the list shows it. */
    public record Line(Group group, List<Lane> lanes) {}

    public record ListPage(
            Frame frame, long projectId, List<Line> lines, boolean mayEdit, Group entered, Problems problems) {}

    /**
     * @param present the group as it is
     * @param shown as the form shows it, which may differ from it after an error
     * @param experiments ids and keys of those to choose from
     * @param etag of the group as it was when the form was made
     */
    public record EditPage(
            Frame frame,
            Group present,
            Group shown,
            List<Lane> lanes,
            Map<String, String> experiments,
            String etag,
            boolean mayEdit,
            Problems problems) {}

    public static void addTo(Pages pages) {
        pages.get(
                "/projects/{project_id}/groups",
                visit -> visit.show("group/list.jte", listPage(visit, NEW, Problems.NONE)));
        pages.post("/projects/{project_id}/groups", GroupPages::create);
        pages.get("/groups/{group_id}", GroupPages::edit);
        pages.post("/groups/{group_id}", GroupPages::change);
        pages.post("/groups/{group_id}/archive", GroupPages::archive);
    }

    private static ListPage listPage(Visit visit, Group entered, Problems problems) {
        long projectId = visit.call().pathId("project_id");
        List<Line> lines =
                Answer.elements(
                                visit.getAll("/v2/groups?project_id=" + projectId)
                                        .orStop(),
                                Group::of)
                        .stream()
                        .map(it -> new Line(it, it.archived() ? List.of() : Lane.of(visit, it.id())))
                        .toList();
        return new ListPage(
                visit.frame("Exclusion groups", Frame.Where.GROUPS, projectId),
                projectId,
                lines,
                visit.may(Right.EDIT, projectId),
                entered,
                problems);
    }

    private static Reply create(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        Group entered = entered(visit.form(), 0);
        Answer answer = visit.post("/v2/groups", body(entered).put("project_id", projectId));
        return answer.isDone()
                ? visit.goTo(
                        "/groups/" + answer.body().path("id").asLong(),
                        "The group " + entered.name() + " is there. Now choose its experiments.")
                : visit.showAgain("group/list.jte", listPage(visit, entered, answer.problems()));
    }

    private static Reply edit(Visit visit) {
        Answer answer = visit.get("/v2/groups/" + visit.call().pathId("group_id"));
        JsonNode json = answer.orStop();
        return visit.show(
                "group/edit.jte",
                editPage(visit, json, Group.of(json), answer.etag().orElse(""), Problems.NONE));
    }

    private static EditPage editPage(Visit visit, JsonNode json, Group shown, String etag, Problems problems) {
        long projectId = json.path("project_id").asLong();
        Group present = Group.of(json);
        return new EditPage(
                visit.frame("Exclusion group " + present.name(), Frame.Where.GROUPS, projectId),
                present,
                shown,
                present.archived() ? List.of() : Lane.of(visit, present.id()),
                experiments(visit, projectId, present),
                etag,
                visit.may(Right.EDIT, projectId),
                problems);
    }

    /** Those that are not archived, and those that are in the group whatever became of them. */
    private static Map<String, String> experiments(Visit visit, long projectId, Group group) {
        List<String> members = group.shares().all().stream()
                .map(GroupMembers.Share::experiment)
                .toList();
        Map<String, String> experiments = new LinkedHashMap<>();
        experiments.put("", "none");
        for (JsonNode it : Answer.elements(
                visit.getAll("/v2/experiments?project_id=" + projectId).orStop())) {
            String id = it.path("id").asString();
            if (!it.path("status").asString("").equals("archived") || members.contains(id)) {
                experiments.put(id, it.path("key").asString(""));
            }
        }
        return experiments;
    }

    private static Reply change(Visit visit) {
        long id = visit.call().pathId("group_id");
        Form form = visit.form();
        GroupMembers shares = GroupMembers.entered(form);
        Group entered = entered(form, id);
        Group shown =
                new Group(id, entered.name(), entered.description(), entered.policy(), shares, entered.archived());
        Problems problems = shares.problems();
        if (problems.isEmpty()) {
            ObjectNode body = body(shown);
            body.set("entities", shares.entities());
            Answer answer = visit.patch("/v2/groups/" + id, body, form.text("etag"));
            if (answer.isDone()) {
                return visit.goTo("/groups/" + id, "Saved.");
            }
            problems = answer.problemsOfForm();
        }
        JsonNode present = visit.get("/v2/groups/" + id).orStop();
        return visit.showAgain("group/edit.jte", editPage(visit, present, shown, form.text("etag"), problems));
    }

    private static Reply archive(Visit visit) {
        String path = "/v2/groups/" + visit.call().pathId("group_id");
        JsonNode present = visit.get(path).orStop();
        return visit.archive(path, "/projects/" + present.path("project_id").asLong() + "/groups");
    }

    private static Group entered(Form form, long id) {
        return new Group(
                id,
                form.text("name"),
                form.text("description"),
                form.given("policy").orElse(RANDOM),
                new GroupMembers(List.of()),
                false);
    }

    private static ObjectNode body(Group entered) {
        return Visit.object()
                .put("name", entered.name())
                .put("description", entered.description())
                .put("x_policy", entered.policy());
    }

    /** Fields of the form, whose problems stand beside them. */
    public static List<String> fields() {
        return List.of("name", "description", "x_policy", "entities");
    }

    /** Words of the API → what they mean. */
    public static Map<String, String> policies() {
        Map<String, String> policies = new LinkedHashMap<>();
        policies.put(RANDOM, "A visitor enters at most one of them");
        policies.put("overlapping", "A visitor may enter several: the group excludes nobody");
        return policies;
    }
}
