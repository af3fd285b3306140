package org.muriel.console.audience;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.muriel.access.Right;
import org.muriel.api.json.Json;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Answer;
import org.muriel.console.page.AttributeValues;
import org.muriel.console.page.Form;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Listing;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Problems;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists audiences, builds them, and tries them out on a visitor. */
public final class AudiencePages {
    private static final List<String> FIELDS = List.of("name", "description", "conditions");

    private AudiencePages() {}

    public record Row(long id, String name, String description, long experiments) {}

    public record ListPage(Frame frame, long projectId, Listing<Row> listing, boolean mayEdit) {}

    /**
     * What is entered.
     *
     * @param json the same condition as it is written
     * @param jsonBefore as it was when the form was made, by which a change of this side is known
     */
    public record Entered(String name, String description, Builder builder, String json, String jsonBefore) {
        Entered(String name, String description, Builder builder, String json) {
            this(name, description, builder, json, json);
        }
    }

    /** @param visitor the attributes of somebody to try it on, a line each: {@code key=value} */
    public record Trial(String visitor, Optional<Trace> trace, Problems problems) {
        static final Trial NONE = new Trial("", Optional.empty(), Problems.NONE);
    }

    /** @param uses experiments and features that are for it */
    public record Page(
            Frame frame,
            long projectId,
            long id,
            Entered entered,
            String etag,
            boolean archived,
            Map<String, String> attributes,
            List<Use> uses,
            Trial trial,
            boolean mayEdit,
            Problems problems) {
        public boolean isNew() {
            return id == 0;
        }

        public List<String> fields() {
            return FIELDS;
        }

        /** What is wrong with the condition beside what stands in its rows. */
        public Problems problemsOfJson() {
            List<String> places = entered.builder().places();
            List<String> rest = new ArrayList<>();
            problems.byMember().forEach((pointer, sentences) -> {
                boolean hasRow = IntStream.range(0, places.size())
                        .filter(it -> !entered.builder().rows().get(it).isGroup())
                        .mapToObj(places::get)
                        .anyMatch(it -> pointer.equals(it) || pointer.startsWith(it + "."));
                if (pointer.startsWith("conditions") && !hasRow) {
                    rest.addAll(sentences);
                }
            });
            return rest.isEmpty() ? Problems.NONE : Problems.of("conditions", String.join(" ", rest));
        }

        public Map<String, String> matches() {
            return Builder.MATCHES;
        }
    }

    public record Use(String path, String name) {}

    public static void addTo(Pages pages) {
        pages.get("/projects/{project_id}/audiences", AudiencePages::list);
        pages.get(
                "/projects/{project_id}/audiences/new",
                visit -> visit.show(
                        "audience/edit.jte",
                        page(
                                visit,
                                Optional.empty(),
                                new Entered("", "", Builder.fresh(), ""),
                                "",
                                Trial.NONE,
                                Problems.NONE)));
        pages.post("/projects/{project_id}/audiences/new", visit -> sent(visit, Optional.empty()));
        pages.get("/audiences/{audience_id}", AudiencePages::edit);
        pages.post(
                "/audiences/{audience_id}",
                visit -> sent(visit, Optional.of(present(visit).orStop())));
        pages.post("/audiences/{audience_id}/archive", AudiencePages::archive);
    }

    private static Reply list(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        return visit.show(
                "audience/list.jte",
                new ListPage(
                        visit.frame("Audiences", Frame.Where.AUDIENCES, projectId),
                        projectId,
                        Listing.of(
                                visit,
                                "/projects/" + projectId + "/audiences",
                                visit.getAll("/v2/audiences?project_id=" + projectId)
                                        .listOrStop(),
                                it -> new Row(
                                        it.path("id").asLong(),
                                        name(it),
                                        it.path("description").asString(""),
                                        it.path("experiment_count").asLong(0))),
                        visit.may(Right.EDIT, projectId)));
    }

    private static String name(JsonNode audience) {
        return audience.path("name").asString("Audience " + audience.path("id").asString());
    }

    private static Answer present(Visit visit) {
        return visit.get("/v2/audiences/" + visit.call().pathId("audience_id"));
    }

    private static Reply edit(Visit visit) {
        Answer answer = present(visit);
        JsonNode json = answer.orStop();
        String conditions = json.path("conditions").asString("");
        Builder builder;
        try {
            builder = Builder.of(conditions);
        } catch (Json.NotJson e) {
            throw new IllegalStateException("the API gave a condition that is not JSON", e);
        }
        return visit.show(
                "audience/edit.jte",
                page(
                        visit,
                        Optional.of(json),
                        new Entered(
                                json.path("name").asString(""),
                                json.path("description").asString(""),
                                builder,
                                conditions),
                        answer.etag().orElse(""),
                        Trial.NONE,
                        Problems.NONE));
    }

    private static Page page(
            Visit visit, Optional<JsonNode> present, Entered entered, String etag, Trial trial, Problems problems) {
        long projectId = present.map(it -> it.path("project_id").asLong())
                .orElseGet(() -> visit.call().pathId("project_id"));
        long id = present.map(it -> it.path("id").asLong()).orElse(0L);
        return new Page(
                visit.frame(present.map(AudiencePages::name).orElse("New audience"), Frame.Where.AUDIENCES, projectId),
                projectId,
                id,
                entered,
                etag,
                present.filter(it -> it.path("archived").asBoolean(false)).isPresent(),
                attributes(visit, projectId),
                id == 0 ? List.of() : uses(visit, projectId, id),
                trial,
                visit.may(Right.EDIT, projectId),
                problems);
    }

    /** Name, by which conditions call them → name and key. */
    private static Map<String, String> attributes(Visit visit, long projectId) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (JsonNode it : Answer.elements(
                visit.getAll("/v2/attributes?project_id=" + projectId).orStop())) {
            if (!it.path("archived").asBoolean(false)) {
                String name = it.path("name").asString("");
                String key = it.path("key").asString("");
                attributes.put(name, name.equals(key) ? key : name + " (" + key + ")");
            }
        }
        return attributes;
    }

    private static List<Use> uses(Visit visit, long projectId, long id) {
        List<Use> uses = new ArrayList<>();
        for (JsonNode it : Answer.elements(
                visit.getAll("/v2/experiments?project_id=" + projectId).body())) {
            if (mentions(it.path("audience_conditions"), id)) {
                uses.add(new Use(
                        "/experiments/" + it.path("id").asLong() + "/design",
                        it.path("key").asString("")));
            }
        }
        for (JsonNode it : Answer.elements(
                visit.getAll("/v2/features?project_id=" + projectId).body())) {
            if (it.path("environments").findValues("audience_conditions").stream()
                    .anyMatch(conditions -> mentions(conditions, id))) {
                uses.add(new Use(
                        "/features/" + it.path("id").asLong(), it.path("key").asString("")));
            }
        }
        return uses;
    }

    /** @param conditions of an experiment or a rollout, as the API gives them: {@code everyone} or JSON in a text */
    private static boolean mentions(JsonNode conditions, long id) {
        try {
            return Json.parse(conditions.asString("")).findValues("audience_id").stream()
                    .anyMatch(it -> it.asLong(0) == id);
        } catch (Json.NotJson e) {
            return false;
        }
    }

    /** A form was sent: to change rows, to take the other side's condition over, to try it on a visitor, or to save. */
    private static Reply sent(Visit visit, Optional<JsonNode> present) {
        Form form = visit.form();
        Builder builder = Builder.of(form);
        boolean written =
                !form.raw("json").strip().equals(form.raw("json_before").strip());
        String json = form.raw("json").strip();
        Trial untried = new Trial(form.raw("visitor"), Optional.empty(), Problems.NONE);
        if (written && !isUntouched(builder, form.raw("json_before").strip())) {
            Entered both = new Entered(
                    form.text("name"),
                    form.text("description"),
                    builder,
                    json,
                    form.raw("json_before").strip());
            return again(
                    visit,
                    present,
                    both,
                    untried,
                    Problems.of(
                            "conditions",
                            "Both sides were changed, and only one can count: make the rows or the JSON as they were."));
        }
        if (written) {
            try {
                builder = Builder.of(json);
            } catch (Json.NotJson e) {
                return again(
                        visit,
                        present,
                        new Entered(form.text("name"), form.text("description"), builder, json),
                        untried,
                        Problems.of("conditions", "This is not JSON: " + e.reason()));
            }
        }
        String step = form.text("step");
        boolean rowsAreNew = written && Builder.isOfRow(step);
        builder = rowsAreNew ? builder : builder.after(step);
        Entered entered = new Entered(
                form.text("name"),
                form.text("description"),
                builder,
                step.isEmpty() && (written || (!json.isEmpty() && isUntouched(builder, json))) ? json : builder.json());
        if (step.isEmpty()) {
            return saved(visit, present, entered, untried, written);
        }
        return again(
                visit,
                present,
                entered,
                step.equals("try") ? tried(visit, present, form, entered) : untried,
                rowsAreNew
                        ? new Problems(
                                "The JSON was changed: its rows are shown now. Press the button of the row you mean.",
                                Map.of())
                        : Problems.NONE);
    }

    /** The form once more, of the state that it was made from. */
    private static Reply again(
            Visit visit, Optional<JsonNode> present, Entered entered, Trial trial, Problems problems) {
        Page page = page(visit, present, entered, visit.form().text("etag"), trial, problems);
        return problems.isEmpty() ? visit.show("audience/edit.jte", page) : visit.showAgain("audience/edit.jte", page);
    }

    /** Whether the rows say what the written condition says, so that it is kept to the letter. */
    private static boolean isUntouched(Builder builder, String json) {
        try {
            return builder.equals(Builder.of(json));
        } catch (Json.NotJson e) {
            return false;
        }
    }

    private static Reply saved(
            Visit visit, Optional<JsonNode> present, Entered entered, Trial untried, boolean written) {
        Map<String, List<String>> problems =
                written ? Map.of() : entered.builder().problems();
        if (!problems.isEmpty()) {
            return again(visit, present, entered, untried, Problems.of(problems));
        }
        ObjectNode body = Visit.object().put("name", entered.name()).put("description", entered.description());
        if (entered.json().isEmpty()) {
            body.putNull("conditions");
        } else {
            body.put("conditions", entered.json());
        }
        Answer answer = present.isPresent()
                ? visit.patch(
                        "/v2/audiences/" + present.get().path("id").asLong(),
                        body,
                        visit.form().text("etag"))
                : visit.post(
                        "/v2/audiences", body.put("project_id", visit.call().pathId("project_id")));
        return answer.isDone()
                ? visit.goTo(
                        "/audiences/" + answer.body().path("id").asLong(),
                        present.isPresent() ? "Saved." : "The audience is there.")
                : again(visit, present, entered, untried, answer.problemsOfForm());
    }

    private static Trial tried(Visit visit, Optional<JsonNode> present, Form form, Entered entered) {
        String visitor = form.raw("visitor");
        Optional<String> unread = visitor.lines()
                .filter(it -> !it.isBlank() && it.indexOf('=') < 1)
                .findFirst();
        if (unread.isPresent()) {
            return new Trial(
                    visitor,
                    Optional.empty(),
                    Problems.of("visitor", "expected key=value on each line, found " + unread.get()));
        }
        ObjectNode question = Visit.object()
                .put(
                        "project_id",
                        present.map(it -> it.path("project_id").asLong())
                                .orElseGet(() -> visit.call().pathId("project_id")));
        question.put("conditions", entered.json().isEmpty() ? "[]" : entered.json());
        ObjectNode attributes = question.putObject("attributes");
        visitor.lines()
                .filter(it -> !it.isBlank())
                .forEach(line -> attributes.set(
                        line.substring(0, line.indexOf('=')).strip(),
                        AttributeValues.read(
                                line.substring(line.indexOf('=') + 1).strip())));
        Answer answer = visit.consult("/v2/x/audiences/test", question);
        return new Trial(
                visitor, answer.isDone() ? Optional.of(Trace.of(answer.body())) : Optional.empty(), answer.problems());
    }

    private static Reply archive(Visit visit) {
        String path = "/audiences/" + visit.call().pathId("audience_id");
        return visit.archive("/v2" + path, path);
    }
}
