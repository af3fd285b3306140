package org.muriel.storage.sql;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.muriel.access.Access;
import org.muriel.access.Answer;
import org.muriel.access.Credential;
import org.muriel.access.Grants;
import org.muriel.access.Person;
import org.muriel.access.PersonalToken;
import org.muriel.access.Roster;
import org.muriel.access.Sessions;
import org.muriel.access.Token;
import org.muriel.experiment.catalog.Receipt;

/**
 * People and tokens in SQL. Everybody is in memory, and so is every token that was found once: a request sends no
 * statement. Tokens that do not exist are looked up each time: guesses would fill the memory, and one of them may be
 * made by another process later.
 */
final class SqlAccess implements Access {
    private final SqlStorage storage;
    private final InstantSource time;
    private final Supplier<UUID> ids;

    /** By hash. */
    private final Map<String, Token> found = new ConcurrentHashMap<>();

    /** By token id, the last uses that are not written yet. */
    private final Map<String, Use> used = new ConcurrentHashMap<>();

    /** How often what is in memory has been dropped. */
    private final AtomicInteger forgotten = new AtomicInteger();

    private volatile @Nullable Roster known;

    /** Of the database when what is in memory was read. Guarded by this. */
    private long revision;

    /** Whose token was used when. */
    record Use(String personId, Instant at) {}

    SqlAccess(SqlStorage storage, InstantSource time, Supplier<UUID> ids) {
        this.storage = storage;
        this.time = time;
        this.ids = ids;
        this.revision = storage.accessRevision();
    }

    @Override
    public Optional<Person> owner() {
        return roster().people().stream().filter(Person::administrator).findFirst();
    }

    @Override
    public synchronized Person setUp(PersonalToken first) {
        Instant now = now();
        return written(handle -> {
            if (!PeopleTable.read(handle).people().isEmpty()) {
                throw new IllegalStateException("there is an account already");
            }
            long accountId = handle.createQuery("UPDATE sequence SET next_id = next_id + 1 RETURNING next_id - 1")
                    .mapTo(Long.class)
                    .one();
            Person owner = Person.administrator(ids.get().toString(), accountId);
            handle.execute("INSERT INTO account (id, created) VALUES (?, ?)", accountId, Documents.write(now));
            PeopleTable.insert(handle, owner, Documents.write(now));
            TokenTable.insert(handle, token(owner, first, "", Optional.empty(), now), first, Optional.empty());
            return owner;
        });
    }

    @Override
    public Roster roster() {
        Roster roster = known;
        return roster != null && !roster.people().isEmpty() ? roster : read();
    }

    /** An empty one is read again each time: another process may be setting the account up. */
    private synchronized Roster read() {
        Roster read = storage.read(PeopleTable::read);
        known = read;
        return read;
    }

    @Override
    public synchronized Roster.Next change(Function<Roster, Roster.Next> change) {
        String now = Documents.write(now());
        return written(handle -> {
            Roster before = PeopleTable.read(handle);
            Roster.Next next = change.apply(before);
            if (next instanceof Roster.Next.Made(Roster after)) {
                PeopleTable.write(handle, before, after, now);
            }
            return next;
        });
    }

    @Override
    public Credential find(PersonalToken secret, Instant now) {
        String hash = secret.hash();
        Token token = found.get(hash);
        if (token == null) {
            int before = forgotten.get();
            Optional<Token> read = storage.read(handle -> TokenTable.byHash(handle, hash));
            if (read.isEmpty()) {
                return new Credential.Unknown();
            }
            token = read.get();
            found.put(hash, token);
            if (forgotten.get() != before) {
                found.remove(hash); // it may have been taken back since it was read
            }
        }
        Credential credential = Credential.of(token, person(token.personId()), now);
        if (credential instanceof Credential.Valid) {
            used.put(token.id(), new Use(token.personId(), now.truncatedTo(ChronoUnit.MICROS)));
        }
        return credential;
    }

    @Override
    public Token add(
            Person person,
            PersonalToken secret,
            String name,
            Optional<Instant> expires,
            Function<Token, Optional<Answer>> answer) {
        Token token = token(person, secret, name, expires.map(it -> it.truncatedTo(ChronoUnit.MICROS)), now());
        storage.write(handle -> {
            TokenTable.insert(handle, token, secret, Optional.empty());
            keep(handle, answer.apply(token));
            return token;
        });
        return token;
    }

    void keep(Handle handle, Optional<Answer> answer) {
        storage.receipts().keep(handle, answer.map(it -> new Receipt(it.id(), it.content())), now());
    }

    @Override
    public List<Token> tokensOf(String personId) {
        return storage.read(handle -> TokenTable.ofPerson(handle, personId)).stream()
                .map(this::asUsed)
                .toList();
    }

    @Override
    public Optional<Token> token(String id) {
        return storage.read(handle -> TokenTable.byId(handle, id)).map(this::asUsed);
    }

    @Override
    public synchronized void revoke(String tokenId) {
        String now = Documents.write(now());
        int _ = written(handle -> TokenTable.revoke(handle, tokenId, now));
    }

    @Override
    public Grants grants() {
        return new SqlGrants(storage, this, ids);
    }

    @Override
    public Sessions sessions() {
        return new SqlSessions(storage, this);
    }

    @Override
    public synchronized void refresh() {
        long present = storage.accessRevision();
        if (present != revision) {
            revision = present;
            forget();
        }
    }

    @Override
    public Set<String> everUsed() {
        Set<String> people = storage.read(TokenTable::everUsed);
        used.values().forEach(it -> people.add(it.personId()));
        return people;
    }

    @Override
    public void keepLastUsed() {
        Map<String, Use> taken = Map.copyOf(used);
        if (taken.isEmpty()) {
            return;
        }
        storage.write(handle -> {
            TokenTable.used(handle, taken);
            return taken.size();
        });
        taken.forEach(used::remove);
    }

    /** Does the update, after which nothing that is in memory counts. */
    synchronized <T> T written(Function<Handle, T> update) {
        T result = storage.write(handle -> {
            T value = update.apply(handle);
            revision = handle.createQuery("UPDATE access_revision SET revision = revision + 1 RETURNING revision")
                    .mapTo(Long.class)
                    .one();
            return value;
        });
        forget();
        return result;
    }

    private void forget() {
        forgotten.incrementAndGet();
        found.clear();
        known = null;
    }

    private Token asUsed(Token token) {
        Use last = used.get(token.id());
        return last == null
                ? token
                : new Token(
                        token.id(),
                        token.personId(),
                        token.name(),
                        token.prefix(),
                        token.created(),
                        token.expires(),
                        token.revoked(),
                        Optional.of(last.at()),
                        token.clientId());
    }

    private Token token(Person person, PersonalToken secret, String name, Optional<Instant> expires, Instant now) {
        return new Token(
                ids.get().toString(),
                person.id(),
                name,
                secret.prefix(),
                now,
                expires,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Instant now() {
        return time.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
