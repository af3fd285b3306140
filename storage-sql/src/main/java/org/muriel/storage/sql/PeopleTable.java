package org.muriel.storage.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.muriel.access.Person;
import org.muriel.access.Profile;
import org.muriel.access.Role;
import org.muriel.access.Roster;

/** People and what they are in each project. Who was removed stays as a row, since the journal names people. */
final class PeopleTable {
    private PeopleTable() {}

    static Roster read(Handle handle) {
        Map<String, Map<Long, Role>> roles = new HashMap<>();
        handle.createQuery("SELECT person_id, project_id, role FROM project_role")
                .scanResultSet((rows, _) -> {
                    var row = rows.get();
                    while (row.next()) {
                        roles.computeIfAbsent(row.getString(1), it -> new HashMap<>())
                                .put(row.getLong(2), Role.valueOf(row.getString(3)));
                    }
                    return null;
                });
        List<Person> people = handle.createQuery("""
                        SELECT id, account_id, email, first_name, last_name, administrator
                        FROM person WHERE removed IS NULL ORDER BY created, id""")
                .map((row, _) -> new Person(
                        row.getString("id"),
                        row.getLong("account_id"),
                        new Profile(row.getString("email"), row.getString("first_name"), row.getString("last_name")),
                        row.getBoolean("administrator"),
                        roles.getOrDefault(row.getString("id"), Map.of())))
                .list();
        return new Roster(people);
    }

    /** Makes the tables say what the second roster does. */
    static void write(Handle handle, Roster before, Roster after, String now) {
        for (Person person : before.people()) {
            if (after.find(person.id()).isEmpty()) {
                // who is gone leaves a number, which the journal names, and nothing personal
                handle.execute(
                        "UPDATE person SET removed = ?, email = '', first_name = '', last_name = '' WHERE id = ?",
                        now,
                        person.id());
                TokenTable.blank(handle, person.id(), now);
                int _ = SqlSessions.endAll(handle, person.id());
                handle.execute("DELETE FROM project_role WHERE person_id = ?", person.id());
            }
        }
        for (Person person : after.people()) {
            if (before.find(person.id()).equals(Optional.of(person))) {
                continue;
            }
            Optional<Person> was = before.find(person.id());
            if (was.isEmpty()) {
                insert(handle, person, now);
            } else {
                update(handle, person);
            }
            if (!person.roles().equals(was.map(Person::roles).orElse(Map.of()))) {
                writeRoles(handle, person);
            }
        }
    }

    static void insert(Handle handle, Person person, String now) {
        handle.execute(
                "INSERT INTO person (id, account_id, created, email, first_name, last_name, administrator)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                person.id(),
                person.accountId(),
                now,
                person.profile().email(),
                person.profile().firstName(),
                person.profile().lastName(),
                person.administrator());
    }

    private static void update(Handle handle, Person person) {
        handle.execute(
                "UPDATE person SET email = ?, first_name = ?, last_name = ?, administrator = ? WHERE id = ?",
                person.profile().email(),
                person.profile().firstName(),
                person.profile().lastName(),
                person.administrator(),
                person.id());
    }

    private static void writeRoles(Handle handle, Person person) {
        handle.execute("DELETE FROM project_role WHERE person_id = ?", person.id());
        person.roles()
                .forEach((project, role) -> handle.execute(
                        "INSERT INTO project_role (person_id, project_id, role) VALUES (?, ?, ?)",
                        person.id(),
                        project,
                        role.name()));
    }
}
