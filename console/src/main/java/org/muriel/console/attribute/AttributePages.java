package org.muriel.console.attribute;

import java.util.List;
import org.muriel.access.Right;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Form;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Listing;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Problems;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists, makes, changes and archives attributes. */
public final class AttributePages {
    private AttributePages() {}

    /** @param archived whether it is out of use */
    public record Attribute(long id, String key, String name, String description, boolean archived) {
        static Attribute of(JsonNode json) {
            return new Attribute(
                    json.path("id").asLong(),
                    json.path("key").asString(""),
                    json.path("name").asString(""),
                    json.path("description").asString(""),
                    json.path("archived").asBoolean(false));
        }
    }

    /** @param mayEdit whether to show what changes something */
    public record ListPage(
            Frame frame,
            long projectId,
            Listing<Attribute> attributes,
            boolean mayEdit,
            Attribute entered,
            Problems problems) {}

    /** @param etag of the attribute as it was when the form was made */
    public record EditPage(Frame frame, Attribute attribute, String etag, boolean mayEdit, Problems problems) {}

    public static void addTo(Pages pages) {
        pages.get("/projects/{project_id}/attributes", AttributePages::list);
        pages.post("/projects/{project_id}/attributes", AttributePages::create);
        pages.get("/attributes/{attribute_id}", AttributePages::edit);
        pages.post("/attributes/{attribute_id}", AttributePages::change);
        pages.post("/attributes/{attribute_id}/archive", AttributePages::archive);
    }

    private static Reply list(Visit visit) {
        return visit.show("attribute/list.jte", listPage(visit, new Attribute(0, "", "", "", false), Problems.NONE));
    }

    private static ListPage listPage(Visit visit, Attribute entered, Problems problems) {
        long projectId = visit.call().pathId("project_id");
        return new ListPage(
                visit.frame("Attributes", Frame.Where.ATTRIBUTES, projectId),
                projectId,
                Listing.of(
                        visit,
                        "/projects/" + projectId + "/attributes",
                        visit.getAll("/v2/attributes?project_id=" + projectId).listOrStop(),
                        Attribute::of),
                visit.may(Right.EDIT, projectId),
                entered,
                problems);
    }

    private static Reply create(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        Attribute entered = entered(visit.form(), 0, false);
        ObjectNode body = body(entered).put("project_id", projectId).put("key", entered.key());
        Answer answer = visit.post("/v2/attributes", body);
        return answer.isDone()
                ? visit.goTo("/projects/" + projectId + "/attributes", "The attribute " + entered.key() + " is there.")
                : visit.showAgain("attribute/list.jte", listPage(visit, entered, answer.problems()));
    }

    private static Reply edit(Visit visit) {
        Answer answer = visit.get("/v2/attributes/" + visit.call().pathId("attribute_id"));
        JsonNode json = answer.orStop();
        return visit.show(
                "attribute/edit.jte",
                editPage(visit, json, Attribute.of(json), answer.etag().orElse(""), Problems.NONE));
    }

    private static EditPage editPage(Visit visit, JsonNode present, Attribute shown, String etag, Problems problems) {
        long projectId = present.path("project_id").asLong();
        return new EditPage(
                visit.frame("Attribute " + present.path("key").asString(), Frame.Where.ATTRIBUTES, projectId),
                shown,
                etag,
                visit.may(Right.EDIT, projectId),
                problems);
    }

    private static Reply change(Visit visit) {
        long id = visit.call().pathId("attribute_id");
        Form form = visit.form();
        JsonNode present = visit.get("/v2/attributes/" + id).orStop();
        Attribute entered = entered(form, id, present.path("archived").asBoolean(false));
        Answer answer = visit.patch("/v2/attributes/" + id, body(entered), form.text("etag"));
        if (answer.isDone()) {
            return visit.goTo("/attributes/" + id, "Saved.");
        }
        return visit.showAgain(
                "attribute/edit.jte", editPage(visit, present, entered, form.text("etag"), answer.problemsOfForm()));
    }

    private static Reply archive(Visit visit) {
        String path = "/v2/attributes/" + visit.call().pathId("attribute_id");
        JsonNode present = visit.get(path).orStop();
        return visit.archive(path, "/projects/" + present.path("project_id").asLong() + "/attributes");
    }

    private static Attribute entered(Form form, long id, boolean archived) {
        return new Attribute(id, form.text("key"), form.text("name"), form.text("description"), archived);
    }

    /** Without a name it is called by its key. */
    private static ObjectNode body(Attribute entered) {
        return Visit.object()
                .put("description", entered.description())
                .put("name", entered.name().isEmpty() ? entered.key() : entered.name());
    }

    /** Fields of the form, whose problems stand beside them. */
    public static List<String> fields() {
        return List.of("key", "name", "description");
    }
}
