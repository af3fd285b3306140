package org.muriel.storage.sql;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.muriel.access.Access;
import org.muriel.access.Person;
import org.muriel.access.PersonalToken;
import org.muriel.access.Profile;
import org.muriel.access.Role;

/** People and tokens in SQL. A token that was found once is found without the database from then on. */
final class SqlAccess implements Access {
    private static final String PEOPLE =
            "SELECT id, account_id, email, first_name, last_name, administrator FROM person ";

    private final SqlStorage storage;
    private final InstantSource time;
    private final Supplier<UUID> ids;

    /**
     * Hash → id of a person, for tokens that exist; they are never taken back. Tokens that do not exist are looked up
     * each time: guesses would fill the memory, and one of them may be made by another process later.
     */
    private final Map<String, String> found = new ConcurrentHashMap<>();

    /** By id, those that were asked for. */
    private final Map<String, Person> people = new ConcurrentHashMap<>();

    SqlAccess(SqlStorage storage, InstantSource time, Supplier<UUID> ids) {
        this.storage = storage;
        this.time = time;
        this.ids = ids;
    }

    @Override
    public Optional<Person> owner() {
        return storage.read(SqlAccess::owner);
    }

    @Override
    public Person setUp(PersonalToken first) {
        String now = now();
        return storage.write(handle -> {
            if (owner(handle).isPresent()) {
                throw new IllegalStateException("there is an account already");
            }
            long accountId = handle.createQuery("UPDATE sequence SET next_id = next_id + 1 RETURNING next_id - 1")
                    .mapTo(Long.class)
                    .one();
            Person owner = Person.administrator(ids.get().toString(), accountId);
            handle.execute("INSERT INTO account (id, created) VALUES (?, ?)", accountId, now);
            handle.execute(
                    "INSERT INTO person (id, account_id, created, administrator) VALUES (?, ?, ?, TRUE)",
                    owner.id(),
                    accountId,
                    now);
            insert(handle, owner, first, now);
            return owner;
        });
    }

    @Override
    public void add(Person person, PersonalToken token) {
        String now = now();
        storage.write(handle -> insert(handle, person, token, now));
    }

    @Override
    public Optional<Person> person(String id) {
        Person known = people.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Person> person = storage.read(
                handle -> select(handle, PEOPLE + "WHERE id = ?", id).stream().findFirst());
        person.ifPresent(it -> people.put(id, it));
        return person;
    }

    @Override
    public Optional<Person> find(PersonalToken token) {
        String hash = token.hash();
        String known = found.get(hash);
        if (known != null) {
            return person(known);
        }
        Optional<String> id = storage.read(handle -> handle.createQuery("SELECT person_id FROM token WHERE hash = ?")
                .bind(0, hash)
                .mapTo(String.class)
                .findOne());
        id.ifPresent(it -> found.put(hash, it));
        return id.flatMap(this::person);
    }

    private static Optional<Person> owner(Handle handle) {
        return select(handle, PEOPLE + "WHERE administrator ORDER BY created, id LIMIT 1").stream()
                .findFirst();
    }

    private static List<Person> select(Handle handle, String query, Object... values) {
        return handle.select(query, values)
                .map((row, _) -> new Person(
                        row.getString("id"),
                        row.getLong("account_id"),
                        new Profile(row.getString("email"), row.getString("first_name"), row.getString("last_name")),
                        row.getBoolean("administrator"),
                        roles(handle, row.getString("id"))))
                .list();
    }

    private static Map<Long, Role> roles(Handle handle, String personId) {
        Map<Long, Role> roles = new HashMap<>();
        handle.select("SELECT project_id, role FROM project_role WHERE person_id = ?", personId)
                .map((row, _) -> roles.put(row.getLong("project_id"), Role.valueOf(row.getString("role"))))
                .list();
        return roles;
    }

    private int insert(Handle handle, Person person, PersonalToken token, String now) {
        return handle.execute(
                "INSERT INTO token (id, person_id, hash, created) VALUES (?, ?, ?, ?)",
                ids.get().toString(),
                person.id(),
                token.hash(),
                now);
    }

    private String now() {
        return Documents.write(time.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
