package org.muriel.api.entity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Catalog.Committed;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.IdGenerator;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.project.Project;

/** The operations every kind of entity has, over its codec. */
public final class Resource<T extends Entity> {
    /** What changes an entity further once its body has been read. */
    @FunctionalInterface
    public interface Step<T> {
        Outcome<T> apply(T entity, Fields fields, Draft draft);
    }

    private final Catalog catalog;
    private final EntityCodec<T> codec;

    public Resource(Catalog catalog, EntityCodec<T> codec) {
        this.catalog = catalog;
        this.codec = codec;
    }

    public EntityCodec<T> codec() {
        return codec;
    }

    /** The query of a collection: its project, paging, and whatever else it is filtered by. */
    public static List<Parameter> collection(Parameter... more) {
        List<Parameter> all = new ArrayList<>(List.of(Parameter.required("project_id", Parameter.Type.ID)));
        all.addAll(Parameter.paging());
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    /** The five routes of a kind that has a collection of its own, such as {@code /v2/attributes}. */
    public List<Route> routes(String plural, String singular, String tag) {
        return routes(plural, singular, tag, List.of(), call -> it -> true);
    }

    /** @param filters further parameters of the collection, which {@code filter} reads */
    public List<Route> routes(
            String plural, String singular, String tag, List<Parameter> filters, Function<Call, Predicate<T>> filter) {
        String all = "/v2/" + plural;
        String id = singular + "_id";
        String one = all + "/{" + id + "}";
        List<Parameter> query = collection(filters.toArray(Parameter[]::new));
        Shape shape = codec.shape();
        String a = "aeiou".indexOf(singular.charAt(0)) >= 0 ? "an " : "a ";
        return List.of(
                Route.of(
                                "GET",
                                all,
                                "list_" + plural,
                                tag,
                                query,
                                Set.of(200, 400, 404),
                                call -> list(call, filter.apply(call)))
                        .described("Lists the " + plural + " of a project")
                        .answering(Schema.list(shape)),
                Route.of("POST", all, "create_" + singular, tag, List.of(), Set.of(201, 400, 409), this::create)
                        .described("Creates " + a + singular)
                        .taking(shape)
                        .answering(shape),
                Route.of(
                                "GET",
                                one,
                                "get_" + singular,
                                tag,
                                List.of(),
                                Set.of(200, 400, 404),
                                call -> get(call, call.pathId(id)))
                        .described("Reads " + a + singular)
                        .answering(shape),
                Route.of(
                                "PATCH",
                                one,
                                "update_" + singular,
                                tag,
                                List.of(),
                                Set.of(200, 400, 404, 409, 412),
                                call -> update(call, call.pathId(id)))
                        .described("Changes " + a + singular)
                        .taking(shape)
                        .answering(shape),
                Route.of(
                                "DELETE",
                                one,
                                "delete_" + singular,
                                tag,
                                List.of(),
                                Set.of(204, 400, 404, 412),
                                call -> archive(call, call.pathId(id), it -> true))
                        .described("Archives " + a + singular));
    }

    public Outcome<Reply> list(Call call, Predicate<T> filter) {
        Snapshot snapshot = catalog.snapshot();
        long projectId = call.id("project_id");
        return snapshot.find(Project.class, projectId).isEmpty()
                ? Outcome.refused(new Problem.NotFound("project", projectId))
                : Outcome.done(page(call, snapshot.list(codec.type(), projectId), filter, snapshot));
    }

    public Reply page(Call call, List<T> entities, Predicate<T> filter, Snapshot snapshot) {
        return call.page(entities.stream().filter(filter).toList(), it -> codec.write(it, snapshot, call.origin()));
    }

    public Outcome<Reply> get(Call call, long id) {
        Snapshot snapshot = catalog.snapshot();
        return find(snapshot, id).map(it -> reply(call, it, snapshot, Reply::ok));
    }

    /** Creates an entity in the project the body names. */
    public Outcome<Reply> create(Call call, Step<T> step) {
        return call.fields(true)
                .then(fields -> write(call, Reply::created, draft -> {
                    Optional<Long> projectId = projectOf(fields, draft);
                    T blank = codec.blank(draft, projectId.orElse(0L));
                    if (projectId.isEmpty()) {
                        codec.read(fields, blank, draft); // for what else is wrong
                        return fields.violations().orDone(blank);
                    }
                    return put(fields, blank, step, draft);
                }));
    }

    /** Creates an entity that belongs to no project: a project. */
    public Outcome<Reply> createAlone(Call call, Step<T> step) {
        return call.fields(true)
                .then(fields -> write(call, Reply::created, draft -> put(fields, codec.blank(draft, 0), step, draft)));
    }

    /** Creates an entity in the project of the path. */
    public Outcome<Reply> createIn(Call call, long projectId) {
        return call.fields(true)
                .then(fields -> write(
                        call,
                        Reply::created,
                        draft -> draft.current().find(Project.class, projectId).isEmpty()
                                ? Outcome.refused(new Problem.NotFound("project", projectId))
                                : put(fields, codec.blank(draft, projectId), Resource::asRead, draft)));
    }

    public Outcome<Reply> create(Call call) {
        return create(call, Resource::asRead);
    }

    /** @param within also demands that the entity is where the path says */
    public Outcome<Reply> update(Call call, long id, Predicate<T> within, Step<T> step) {
        return call.fields(false).then(fields -> update(call, fields, id, within, step, Reply::ok));
    }

    public Outcome<Reply> update(Call call, long id) {
        return update(call, id, it -> true, Resource::asRead);
    }

    /** Archives, as if the body had said so; nothing happens to what is archived already. */
    public Outcome<Reply> archive(Call call, long id, Predicate<T> within) {
        return update(call, Fields.change("archived", true), id, within, Resource::asRead, json -> Reply.noContent());
    }

    /** Runs a write whose entity becomes the answer. */
    public Outcome<Reply> write(Call call, Function<JsonObject, Reply> reply, Function<Draft, Outcome<T>> change) {
        Outcome<Committed<T>> outcome = catalog.write(
                call.caller().id(),
                draft -> change.apply(draft).map(value -> {
                    call.keep(draft, () -> reply(call, value, draft.result(), reply));
                    return value;
                }));
        return outcome.map(it -> reply(call, it.value(), it.snapshot(), reply));
    }

    /** Runs a write that has an answer of its own. */
    public Outcome<Reply> writing(Call call, Function<Draft, Outcome<Reply>> change) {
        return catalog.write(
                        call.caller().id(),
                        draft -> change.apply(draft).map(it -> {
                            call.keep(draft, () -> it);
                            return it;
                        }))
                .map(Committed::value);
    }

    private Reply reply(Call call, T entity, Snapshot snapshot, Function<JsonObject, Reply> reply) {
        return reply.apply(codec.write(entity, snapshot, call.origin()))
                .with("ETag", tag(snapshot.revision(entity.id())));
    }

    /** The present state of what a call is to change, unless the caller means another one (If-Match, RFC 9110, 13.1.1). */
    public Outcome<T> target(Call call, Draft draft, long id) {
        return find(draft.current(), id).then(it -> {
            String present = tag(draft.current().revision(id));
            Optional<String> expected = call.header("If-Match").filter(tags -> !isAmong(present, tags));
            return expected.isPresent()
                    ? Outcome.refused(new Problem.Stale(codec.word(), id, expected.get(), present))
                    : Outcome.done(it);
        });
    }

    /** What a change would make of the entity; nothing is written. */
    public Outcome<T> preview(Call call, long id, Step<T> step) {
        Draft draft = new Draft(catalog.snapshot(), call.now(), new IdGenerator(IdGenerator.LAST_FOREIGN + 1));
        return call.fields(false)
                .then(fields -> target(call, draft, id).then(current -> put(fields, current, step, draft)));
    }

    /** Puts an entity changed by other means than its body into the draft. */
    public Outcome<T> put(T changed, Draft draft) {
        return draft.put(codec.modifiedAt(changed, draft.now()));
    }

    private static String tag(long revision) {
        return "\"" + revision + "\"";
    }

    private static boolean isAmong(String present, String tags) {
        return Arrays.stream(tags.split(",", -1))
                .map(String::strip)
                .anyMatch(it -> it.equals(present) || it.equals("*"));
    }

    public Outcome<T> find(Snapshot snapshot, long id) {
        return snapshot.find(codec.type(), id)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Problem.NotFound(codec.word(), id)));
    }

    private Outcome<Reply> update(
            Call call, Fields fields, long id, Predicate<T> within, Step<T> step, Function<JsonObject, Reply> reply) {
        return write(
                call,
                reply,
                draft -> target(call, draft, id)
                        .then(current -> within.test(current)
                                ? put(fields, current, step, draft)
                                : Outcome.refused(new Problem.NotFound(codec.word(), id))));
    }

    private Outcome<T> put(Fields fields, T current, Step<T> step, Draft draft) {
        T read = codec.read(fields, current, draft);
        return fields.violations()
                .orDone(read)
                .then(it -> step.apply(it, fields, draft))
                .then(changed -> {
                    boolean same = !fields.isCreating() && changed.equals(current);
                    return same ? Outcome.done(current) : draft.put(codec.modifiedAt(changed, draft.now()));
                });
    }

    private Optional<Long> projectOf(Fields fields, Draft draft) {
        long id = fields.id("project_id").required(0L);
        if (id == 0) {
            return Optional.empty();
        }
        Optional<Project> project = draft.current().find(Project.class, id);
        if (project.isEmpty()) {
            fields.reject("project_id", "the id of an existing project");
        }
        return project.map(Project::id);
    }

    /** No further step. */
    public static <T> Outcome<T> asRead(T entity, Fields fields, Draft draft) {
        return Outcome.done(entity);
    }
}
