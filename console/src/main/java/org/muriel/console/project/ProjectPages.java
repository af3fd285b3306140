package org.muriel.console.project;

import java.util.List;
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

/** Lists projects, and makes one. */
public final class ProjectPages {
    private ProjectPages() {}

    /** @param archived whether it is out of use */
    public record Project(long id, String name, String description, boolean archived) {
        static Project of(JsonNode json) {
            return new Project(
                    json.path("id").asLong(),
                    json.path("name").asString(""),
                    json.path("description").asString(""),
                    json.path("status").asString("").equals("archived"));
        }
    }

    public record ListPage(Frame frame, List<Project> projects, boolean mayMake, Project entered, Problems problems) {}

    public static void addTo(Pages pages) {
        pages.get("/", ProjectPages::first);
        pages.get(
                "/projects",
                visit -> visit.show("project/list.jte", page(visit, new Project(0, "", "", false), Problems.NONE)));
        pages.post("/projects", ProjectPages::create);
    }

    /** The newest project in use, where there is one: most people have one. */
    private static Reply first(Visit visit) {
        return Answer.elements(visit.getAll("/v2/projects?").orStop(), Project::of).stream()
                .filter(it -> !it.archived())
                .mapToLong(Project::id)
                .max()
                .stream()
                .mapToObj(it -> visit.goTo("/projects/" + it))
                .findFirst()
                .orElseGet(() -> visit.goTo("/projects"));
    }

    private static ListPage page(Visit visit, Project entered, Problems problems) {
        return new ListPage(
                visit.frame("Projects", Frame.Where.NOWHERE),
                Answer.elements(visit.getAll("/v2/projects?").orStop(), Project::of),
                visit.person().mayAnywhere(Right.ADMINISTER),
                entered,
                problems);
    }

    private static Reply create(Visit visit) {
        Form form = visit.form();
        Project entered = new Project(0, form.text("name"), form.text("description"), false);
        ObjectNode body = Visit.object()
                .put("name", entered.name())
                .put("description", entered.description())
                .put("platform", "custom");
        Answer answer = visit.post("/v2/projects", body);
        return answer.isDone()
                ? visit.goTo(
                        "/projects/" + answer.body().path("id").asLong() + "/welcome",
                        "The project " + entered.name() + " is there.")
                : visit.showAgain("project/list.jte", page(visit, entered, answer.problems()));
    }
}
