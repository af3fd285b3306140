package org.muriel.console.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muriel.access.Right;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Form;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Listing;
import org.muriel.console.page.Named;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Problems;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists, makes, changes and archives events. */
public final class EventPages {
    private static final Event NEW = new Event(0, "", "", "other", "", List.of(), false);

    private EventPages() {}

    /**
     * @param category a word of the API
     * @param properties what may be told with it, such as {@code size: number}
     * @param archived whether it is out of use
     */
    public record Event(
            long id,
            String key,
            String name,
            String category,
            String description,
            List<String> properties,
            boolean archived) {
        static Event of(JsonNode json) {
            return new Event(
                    json.path("id").asLong(),
                    json.path("key").asString(""),
                    json.path("name").asString(""),
                    json.path("category").asString("other"),
                    json.path("description").asString(""),
                    Answer.elements(
                            json.path("event_properties"),
                            it -> it.path("name").asString() + ": "
                                    + it.path("data_type").asString()),
                    json.path("archived").asBoolean(false));
        }

        /** The category for people. */
        public String categoryWords() {
            return categories().getOrDefault(category, category);
        }
    }

    /** @param first how the first one is sent, where there is none yet */
    public record ListPage(
            Frame frame,
            long projectId,
            Listing<Event> events,
            boolean mayEdit,
            Sending first,
            Event entered,
            Problems problems) {}

    /**
     * @param etag of the event as it was when the form was made
     * @param counting names of running experiments whose metrics count it
     */
    public record EditPage(
            Frame frame,
            long projectId,
            Event event,
            Sending sending,
            String etag,
            List<String> counting,
            boolean mayEdit,
            Problems problems) {}

    public static void addTo(Pages pages) {
        pages.get(
                "/projects/{project_id}/events",
                visit -> visit.show("event/list.jte", listPage(visit, NEW, Problems.NONE)));
        pages.post("/projects/{project_id}/events", EventPages::create);
        pages.get("/events/{event_id}", EventPages::edit);
        pages.post("/events/{event_id}", EventPages::change);
        pages.post("/events/{event_id}/archive", EventPages::archive);
        LiveEvents.addTo(pages);
    }

    private static ListPage listPage(Visit visit, Event entered, Problems problems) {
        long projectId = visit.call().pathId("project_id");
        return new ListPage(
                visit.frame("Events", Frame.Where.EVENTS, projectId),
                projectId,
                Listing.of(
                        visit,
                        "/projects/" + projectId + "/events",
                        visit.getAll("/v2/events?project_id=" + projectId).listOrStop(),
                        Event::of),
                visit.may(Right.EDIT, projectId),
                Sending.of(visit, projectId, "purchase"),
                entered,
                problems);
    }

    private static Reply create(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        Event entered = entered(visit.form(), 0);
        Answer answer = visit.post(
                "/v2/projects/" + projectId + "/custom_events", body(entered).put("key", entered.key()));
        return answer.isDone()
                ? visit.goTo("/projects/" + projectId + "/events", "The event " + entered.key() + " is there.")
                : visit.showAgain("event/list.jte", listPage(visit, entered, answer.problems()));
    }

    private static Reply edit(Visit visit) {
        Answer answer = visit.get("/v2/events/" + visit.call().pathId("event_id"));
        JsonNode json = answer.orStop();
        return visit.show(
                "event/edit.jte",
                editPage(visit, json, Event.of(json), answer.etag().orElse(""), Problems.NONE));
    }

    private static EditPage editPage(Visit visit, JsonNode present, Event shown, String etag, Problems problems) {
        long projectId = present.path("project_id").asLong();
        String key = present.path("key").asString();
        return new EditPage(
                visit.frame("Event " + key, Frame.Where.EVENTS, projectId),
                projectId,
                shown,
                Sending.of(visit, projectId, key),
                etag,
                counting(visit, projectId, present.path("id").asLong()),
                visit.may(Right.EDIT, projectId),
                problems);
    }

    private static List<String> counting(Visit visit, long projectId, long id) {
        return Answer.elements(
                        visit.getAll("/v2/experiments?project_id=" + projectId).body())
                .stream()
                .filter(it -> it.path("status").asString("").equals("running"))
                .filter(it ->
                        it.path("metrics").findValues("event_id").stream().anyMatch(event -> event.asLong(0) == id))
                .map(Named::name)
                .toList();
    }

    private static Reply change(Visit visit) {
        long id = visit.call().pathId("event_id");
        Form form = visit.form();
        JsonNode present = visit.get("/v2/events/" + id).orStop();
        Event entered = entered(form, id);
        Answer answer = visit.patch(path(present), body(entered), form.text("etag"));
        return answer.isDone()
                ? visit.goTo("/events/" + id, "Saved.")
                : visit.showAgain(
                        "event/edit.jte",
                        editPage(visit, present, entered, form.text("etag"), answer.problemsOfForm()));
    }

    private static Reply archive(Visit visit) {
        JsonNode present =
                visit.get("/v2/events/" + visit.call().pathId("event_id")).orStop();
        return visit.archive(
                path(present), "/projects/" + present.path("project_id").asLong() + "/events");
    }

    private static String path(JsonNode event) {
        return "/v2/projects/" + event.path("project_id").asLong() + "/custom_events/"
                + event.path("id").asLong();
    }

    private static Event entered(Form form, long id) {
        return new Event(
                id,
                form.text("key"),
                form.text("name"),
                form.text("category"),
                form.text("description"),
                List.of(),
                form.isTicked("archived"));
    }

    /** Without a name it is called by its key. */
    private static ObjectNode body(Event entered) {
        return Visit.object()
                .put("description", entered.description())
                .put("category", entered.category())
                .put("name", entered.name().isEmpty() ? entered.key() : entered.name());
    }

    /** Fields of the form, whose problems stand beside them. */
    public static List<String> fields() {
        return List.of("key", "name", "category", "description");
    }

    /** Words of the API → what people call them. */
    public static Map<String, String> categories() {
        Map<String, String> categories = new LinkedHashMap<>();
        for (String word : List.of(
                "purchase", "add_to_cart", "convert", "sign_up", "subscribe", "search", "save", "share", "other")) {
            categories.put(
                    word,
                    Character.toUpperCase(word.charAt(0)) + word.substring(1).replace('_', ' '));
        }
        return categories;
    }
}
