package org.muriel.storage.sql;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.muriel.access.Access;
import org.muriel.access.Person;
import org.muriel.access.PersonalToken;

/** People and tokens in SQL. A token that was found once is found without the database from then on. */
final class SqlAccess implements Access {
    private static final RowMapper<Person> PERSON =
            (row, context) -> new Person(row.getString("id"), row.getLong("account_id"));

    private final SqlStorage storage;
    private final InstantSource time;
    private final Supplier<UUID> ids;

    /**
     * Hash → person, for tokens that exist; they are never taken back. Tokens that do not exist are looked up each
     * time: guesses would fill the memory, and one of them may be made by another process later.
     */
    private final Map<String, Person> found = new ConcurrentHashMap<>();

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
            Person owner = new Person(ids.get().toString(), accountId);
            handle.execute("INSERT INTO account (id, created) VALUES (?, ?)", accountId, now);
            handle.execute("INSERT INTO person (id, account_id, created) VALUES (?, ?, ?)", owner.id(), accountId, now);
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
    public Optional<Person> find(PersonalToken token) {
        String hash = token.hash();
        Person known = found.get(hash);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Person> person = storage.read(
                handle -> handle.createQuery("""
                        SELECT person.id, person.account_id
                        FROM token JOIN person ON person.id = token.person_id
                        WHERE token.hash = :hash""").bind("hash", hash).map(PERSON).findOne());
        person.ifPresent(it -> found.put(hash, it));
        return person;
    }

    private static Optional<Person> owner(Handle handle) {
        return handle.createQuery("SELECT id, account_id FROM person")
                .map(PERSON)
                .findOne();
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
