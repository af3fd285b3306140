package org.muriel.api.people;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.muriel.access.Person;
import org.muriel.access.Profile;
import org.muriel.access.Right;
import org.muriel.access.Role;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Member;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.project.Project;

/** A person on the wire. */
final class PersonJson {
    private static final String PROJECT_ROLES = "project_roles";
    private static final String ADMINISTRATOR = "x_administrator";

    private PersonJson() {}

    /**
     * What a body asks for about a person.
     *
     * @param roles project id → what the person is to be there; nothing takes a role away
     */
    record Wish(
            Member<String> email,
            Member<String> firstName,
            Member<String> lastName,
            Map<Long, Optional<Role>> roles,
            Optional<Boolean> administrator) {

        boolean isAboutProfile() {
            return email.isMentioned() || firstName.isMentioned() || lastName.isMentioned();
        }

        /** The person with the roles that are wished. */
        Person appliedTo(Person person) {
            Map<Long, Role> newRoles = new HashMap<>(person.roles());
            roles.forEach((project, role) ->
                    role.ifPresentOrElse(it -> newRoles.put(project, it), () -> newRoles.remove(project)));
            return new Person(
                    person.id(),
                    person.accountId(),
                    person.profile(),
                    administrator.orElse(person.administrator()),
                    newRoles);
        }

        Profile appliedTo(Profile was) {
            return new Profile(
                    email.or(was.email(), was.email()),
                    firstName.or(was.firstName(), ""),
                    lastName.or(was.lastName(), ""));
        }

        /** Roles and the account's administration, which are given by who has them in hand. */
        Outcome<Wish> grantedBy(Person caller) {
            if (administrator.isPresent() && !caller.administrator()) {
                return Outcome.refused(new Problem.NotPermitted(
                        "make or unmake an administrator of the account", "one", "administrator of none"));
            }
            return roles.keySet().stream()
                    .filter(it -> !caller.may(Right.ADMINISTER, it))
                    .findFirst()
                    .map(it -> Outcome.<Wish>refused(new Problem.NotPermitted(
                            "give roles in project " + it,
                            Role.PROJECT_OWNER.word() + " or " + Role.ADMINISTRATOR.word() + " there",
                            caller.roleIn(it).map(Role::word).orElse("nobody there"))))
                    .orElseGet(() -> Outcome.done(this));
        }
    }

    /** Reads what is wished, and reports to {@code in} what cannot be. */
    static Wish read(Fields in, Snapshot snapshot) {
        Fields profile = in.object("profile").required(in.none());
        Member<String> email = profile.matching("email", PersonSchema.EMAIL, PersonSchema.EMAIL_EXPECTED);
        email.required("");
        return new Wish(
                email,
                profile.text("first_name", PersonSchema.NAME),
                profile.text("last_name", PersonSchema.NAME),
                roles(in, snapshot),
                in.truth(ADMINISTRATOR).value());
    }

    private static Map<Long, Optional<Role>> roles(Fields in, Snapshot snapshot) {
        Map<Long, Optional<Role>> roles = new HashMap<>();
        for (Fields entry :
                in.objects(PROJECT_ROLES, PersonSchema.MOST_ROLES).value().orElse(List.of())) {
            Fields both = entry.creating(true);
            long project = both.id("project_id").required(0L);
            if (project != 0 && snapshot.find(Project.class, project).isEmpty()) {
                both.reject("project_id", "the id of an existing project");
            }
            Member<Role> role = both.word("role", PersonSchema.ROLES);
            if (!role.isMentioned() || (role.isNull() && in.isCreating())) {
                both.reject("role", "one of " + String.join(", ", PersonSchema.ROLES.all()));
            }
            roles.put(project, role.value());
        }
        return roles;
    }

    /** @param shown the projects whose roles are shown */
    static JsonObject write(Person person, boolean pending, Snapshot snapshot, LongPredicate shown) {
        JsonObject object = new JsonObject()
                .put("id", person.id())
                .put("profile", profile(person))
                .put(ADMINISTRATOR, person.administrator());
        return putRoles(object, person, pending, snapshot, shown);
    }

    static JsonObject profile(Person person) {
        return new JsonObject()
                .put("email", person.profile().email())
                .put("first_name", person.profile().firstName())
                .put("last_name", person.profile().lastName())
                .put("profile_image", "");
    }

    static JsonObject putRoles(
            JsonObject object, Person person, boolean pending, Snapshot snapshot, LongPredicate shown) {
        List<Long> projects = snapshot.projects().stream()
                .map(Project::id)
                .filter(it -> person.roleIn(it).isPresent() && shown.test(it))
                .toList();
        return object.putObjects(PROJECT_ROLES, projects, it -> {
            JsonObject role = new JsonObject()
                    .put("project_id", it)
                    .put("role", person.roleIn(it).orElseThrow(), PersonSchema.ROLES);
            return pending ? role.put("invitation_status", "pending") : role;
        });
    }
}
