package org.muriel.api.people;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.muriel.access.Access;
import org.muriel.access.Person;
import org.muriel.access.Profile;
import org.muriel.access.Right;
import org.muriel.access.Role;
import org.muriel.access.Roster;
import org.muriel.api.json.Fields;
import org.muriel.api.json.Json;
import org.muriel.api.json.JsonObject;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.problem.Violations;
import org.muriel.experiment.project.Project;

/**
 * The caller, collaborators and invitations, and ours: one person, to be changed or removed.
 *
 * <p>Who administers a project brings people into it and decides what they are there; who administers the account,
 * anything about anybody. Others see the people of the projects they see.
 */
public final class PeopleRoutes {
    private static final String COLLABORATORS = "Collaborators";
    private static final String PROJECT_ID = "project_id";
    private static final String ACCOUNT_FEATURES = "current_account.features";
    private static final Set<String> EXPANSIONS = Set.of(ACCOUNT_FEATURES, "accounts", "project_roles");

    private final Access access;
    private final Supplier<Snapshot> configuration;

    public PeopleRoutes(Access access, Supplier<Snapshot> configuration) {
        this.access = access;
        this.configuration = configuration;
    }

    public List<Route> routes() {
        String one = "/v2/x/people/{person_id}";
        List<Parameter> ofProjects = List.of(Parameter.optional(PROJECT_ID, Parameter.Type.TEXT));
        return List.of(
                Route.of(
                                "GET",
                                "/v2/me",
                                "get_me",
                                "User",
                                List.of(
                                        Parameter.optional("include_features", Parameter.Type.TRUTH),
                                        Parameter.optional("expand", Parameter.Type.TEXT)),
                                Set.of(200, 400),
                                this::me)
                        .about(Route.Scope.CALLER)
                        .described("Tells who the caller is")
                        .answering(PersonSchema.ME),
                Route.of(
                                "GET",
                                "/v2/collaborators",
                                "list_collaborators",
                                COLLABORATORS,
                                ofProjects,
                                Set.of(200, 400, 404),
                                call -> list(call, it -> true))
                        .about(Route.Scope.CALLER)
                        .described("Lists the people with rights in all of the projects, or in any")
                        .answering(Schema.list(PersonSchema.PERSON)),
                Route.of(
                                "POST",
                                "/v2/collaborators",
                                "create_collaborators",
                                COLLABORATORS,
                                List.of(),
                                Set.of(200, 400),
                                this::create)
                        .needing(Right.ADMINISTER)
                        .about(Route.Scope.CALLER)
                        .described("Brings people into projects")
                        .taking(Schema.list(PersonSchema.PERSON, PersonSchema.MOST_PEOPLE))
                        .answering(Schema.list(PersonSchema.PERSON)),
                Route.of(
                                "GET",
                                "/v2/invitations",
                                "list_invitations",
                                COLLABORATORS,
                                ofProjects,
                                Set.of(200, 400, 404),
                                call -> list(call, isPending()))
                        .about(Route.Scope.CALLER)
                        .described("Lists the people who have never come with a token")
                        .answering(Schema.list(PersonSchema.PERSON)),
                Route.of("GET", one, "get_person", COLLABORATORS, List.of(), Set.of(200, 404), this::get)
                        .withText("person_id")
                        .about(Route.Scope.CALLER)
                        .described("Reads a person")
                        .answering(PersonSchema.PERSON),
                Route.of("PATCH", one, "update_person", COLLABORATORS, List.of(), Set.of(200, 400, 404), this::update)
                        .withText("person_id")
                        .needing(Right.VIEW)
                        .about(Route.Scope.CALLER)
                        .described("Changes how a person is called, or what they are where")
                        .taking(PersonSchema.PERSON)
                        .answering(PersonSchema.PERSON),
                Route.of("DELETE", one, "delete_person", COLLABORATORS, List.of(), Set.of(204, 400, 404), this::remove)
                        .withText("person_id")
                        .needing(Right.ADMINISTER)
                        .about(Route.Scope.ACCOUNT)
                        .described("Removes a person with all their rights and tokens"));
    }

    private Outcome<Reply> me(Call call) {
        List<String> expand = commaSeparated(call.texts("expand"));
        Optional<String> unknown =
                expand.stream().filter(it -> !EXPANSIONS.contains(it)).findFirst();
        if (unknown.isPresent()) {
            return Outcome.refused(Problem.Malformed.at(
                    "expand",
                    "one of " + String.join(", ", EXPANSIONS.stream().sorted().toList()),
                    "'" + Json.excerpt(unknown.get()) + "'"));
        }
        Person caller = call.caller();
        JsonObject account = new JsonObject().put("id", caller.accountId());
        if (call.truth("include_features").orElse(false) || expand.contains(ACCOUNT_FEATURES)) {
            account.putTexts("features", List.of());
        }
        JsonObject me = new JsonObject()
                .put("id", caller.id())
                .put("profile", PersonJson.profile(caller))
                .put("current_account", account);
        if (expand.contains("accounts")) {
            me.putObjects(
                    "accounts",
                    List.of(caller.accountId()),
                    it -> new JsonObject().put("id", it).put("name", "Muriel"));
        }
        return Outcome.done(Reply.ok(
                expand.contains("project_roles")
                        ? PersonJson.putRoles(me, caller, false, configuration.get(), it -> true)
                        : me));
    }

    private Outcome<Reply> list(Call call, Predicate<Person> which) {
        Snapshot snapshot = configuration.get();
        return projects(call, snapshot).map(projects -> {
            List<Person> people = access.roster().people().stream()
                    .filter(it -> maySee(call.caller(), it, snapshot))
                    .filter(it -> projects.stream().allMatch(project -> it.may(Right.VIEW, project)))
                    .filter(which)
                    .toList();
            return Reply.json(200, JsonObject.array(people, writer(call.caller(), snapshot)));
        });
    }

    /** The projects that the query names, each of which the caller must see. */
    private static Outcome<List<Long>> projects(Call call, Snapshot snapshot) {
        Violations violations = new Violations();
        List<Long> ids = new ArrayList<>();
        for (String text : commaSeparated(call.texts(PROJECT_ID))) {
            if (text.matches("[0-9]{1,16}")) {
                ids.add(Long.valueOf(text));
            } else {
                violations.add(PROJECT_ID, "an id, a positive integer", "'" + Json.excerpt(text) + "'");
            }
        }
        for (long id : ids) {
            if (snapshot.find(Project.class, id).isEmpty()) {
                return Outcome.refused(new Problem.NotFound("project", id));
            }
            if (!call.caller().may(Right.VIEW, id)) {
                return Outcome.refused(new Problem.NotPermitted(
                        "see the people of project " + id, Role.VIEWER.word() + " or more there", "nobody there"));
            }
        }
        return violations.orDone(ids);
    }

    private static List<String> commaSeparated(List<String> values) {
        return values.stream()
                .flatMap(it -> Arrays.stream(it.split(",", -1)))
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .toList();
    }

    private Outcome<Reply> create(Call call) {
        Snapshot snapshot = configuration.get();
        return Fields.parseAll(call.body(), true, PersonSchema.MOST_PEOPLE).then(entries -> {
            List<PersonJson.Wish> wishes = new ArrayList<>();
            for (Fields entry : entries) {
                wishes.add(PersonJson.read(entry, snapshot));
            }
            Outcome<List<PersonJson.Wish>> read = entries.isEmpty()
                    ? Outcome.done(wishes)
                    : entries.getFirst().violations().orDone(wishes);
            for (PersonJson.Wish wish : wishes) {
                read = read.then(all -> wish.grantedBy(call.caller()).map(_ -> all));
            }
            return read.then(all -> bringIn(call, all, snapshot));
        });
    }

    private Outcome<Reply> bringIn(Call call, List<PersonJson.Wish> wishes, Snapshot snapshot) {
        List<String> brought = new ArrayList<>();
        return changed(access.change(roster -> {
                    Roster.Next next = new Roster.Next.Made(roster);
                    for (PersonJson.Wish wish : wishes) {
                        if (next instanceof Roster.Next.Made(Roster present)) {
                            Person person = present.findByEmail(
                                            wish.email().value().orElse(""))
                                    .orElseGet(() -> newcomer(call.caller(), wish));
                            brought.add(person.id());
                            next = present.with(wish.appliedTo(person));
                        }
                    }
                    return next;
                }))
                .map(roster -> Reply.json(
                        200,
                        JsonObject.array(
                                brought.stream()
                                        .flatMap(it -> roster.find(it).stream())
                                        .toList(),
                                writer(call.caller(), snapshot))));
    }

    private static Person newcomer(Person caller, PersonJson.Wish wish) {
        return new Person(
                UUID.randomUUID().toString(), caller.accountId(), wish.appliedTo(Profile.UNKNOWN), false, Map.of());
    }

    private Outcome<Reply> get(Call call) {
        Snapshot snapshot = configuration.get();
        return seen(call, snapshot)
                .map(it -> Reply.ok(writer(call.caller(), snapshot).apply(it)));
    }

    private Outcome<Reply> update(Call call) {
        Snapshot snapshot = configuration.get();
        return seen(call, snapshot)
                .then(person -> call.fields(false)
                        .then(fields -> {
                            PersonJson.Wish wish = PersonJson.read(fields, snapshot);
                            return fields.violations().orDone(wish);
                        })
                        .then(wish -> wish.grantedBy(call.caller()))
                        .then(wish -> allowed(call.caller(), person, wish))
                        .then(wish -> changed(access.change(roster -> roster.find(person.id())
                                .map(it -> roster.with(wish.appliedTo(it).called(wish.appliedTo(it.profile()))))
                                .orElseGet(() -> new Roster.Next.Refused(Roster.Why.NOBODY))))))
                .map(roster -> Reply.ok(writer(call.caller(), snapshot)
                        .apply(roster.find(call.pathText("person_id")).orElseThrow())));
    }

    private static Outcome<PersonJson.Wish> allowed(Person caller, Person person, PersonJson.Wish wish) {
        if (caller.administrator() || !wish.isAboutProfile()) {
            return Outcome.done(wish);
        }
        if (!caller.id().equals(person.id())) {
            return needsAdministrator("change the profile of another person");
        }
        // roles are given by address: whoever took that of somebody who is yet to come would be given theirs
        return wish.email()
                        .value()
                        .filter(it -> !it.equalsIgnoreCase(person.profile().email()))
                        .isPresent()
                ? needsAdministrator("change an address that people are known by")
                : Outcome.done(wish);
    }

    private static Outcome<PersonJson.Wish> needsAdministrator(String deed) {
        return Outcome.refused(new Problem.NotPermitted(deed, "administrator of the account", "that of none"));
    }

    private Outcome<Reply> remove(Call call) {
        String id = call.pathText("person_id");
        return access.roster().find(id).isEmpty()
                ? Outcome.refused(new Problem.Unknown("person", id))
                : changed(access.change(it -> it.without(id))).map(_ -> Reply.noContent());
    }

    private Outcome<Person> seen(Call call, Snapshot snapshot) {
        String id = call.pathText("person_id");
        return access.roster()
                .find(id)
                .filter(it -> maySee(call.caller(), it, snapshot))
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Problem.Unknown("person", id)));
    }

    private static boolean maySee(Person caller, Person person, Snapshot snapshot) {
        return caller.administrator()
                || caller.id().equals(person.id())
                || snapshot.projects().stream()
                        .anyMatch(it -> caller.may(Right.VIEW, it.id()) && person.may(Right.VIEW, it.id()));
    }

    private Function<Person, JsonObject> writer(Person caller, Snapshot snapshot) {
        Predicate<Person> pending = isPending();
        LongPredicate shown = it -> caller.may(Right.VIEW, it);
        return it -> PersonJson.write(it, pending.test(it), snapshot, shown);
    }

    private Predicate<Person> isPending() {
        Set<String> came = new HashSet<>(access.everUsed());
        return it -> !came.contains(it.id());
    }

    private static Outcome<Roster> changed(Roster.Next next) {
        return switch (next) {
            case Roster.Next.Made(Roster roster) -> Outcome.done(roster);
            case Roster.Next.Refused(Roster.Why why) ->
                Outcome.refused(
                        switch (why) {
                            case NOBODY -> new Problem.Unknown("person", "that was given");
                            case EMAIL_TAKEN ->
                                Problem.Malformed.at(
                                        "/profile/email", "an address that nobody else has", "that of another person");
                            case LAST_ADMINISTRATOR ->
                                Problem.Malformed.at(
                                        "/x_administrator",
                                        "a change that leaves the account an administrator",
                                        "one that takes away the last");
                        });
        };
    }
}
