package org.muriel.storage.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jspecify.annotations.Nullable;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Change;
import org.muriel.experiment.catalog.ChangeQuery;
import org.muriel.experiment.catalog.DatafileEdition;
import org.muriel.experiment.catalog.DatafileRevision;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.IdGenerator;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.catalog.StorageException;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;
import org.muriel.experiment.problem.Outcome;
import tools.jackson.core.JacksonException;

/**
 * The configuration in SQL: documents, a journal, and the whole of it as a snapshot in memory. A write reaches the
 * snapshot after its commit, so nobody reads what could still be lost.
 *
 * <p>Ids come from the database at every write, because the account draws from the same sequence. An id drawn by a
 * write that changed nothing may be given again: nobody has seen it.
 */
final class SqlCatalog implements Catalog {
    private final SqlStorage storage;
    private final InstantSource time;
    private final ReentrantLock writing = new ReentrantLock();
    private final Condition changed = writing.newCondition();
    private final Receipts receipts;
    private volatile Snapshot snapshot;

    SqlCatalog(SqlStorage storage, InstantSource time) {
        this.storage = storage;
        this.time = time;
        this.receipts = storage.receipts();
        receipts.recount();
        this.snapshot = storage.read(SqlCatalog::load);
    }

    @Override
    public Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public <T> Outcome<Committed<T>> write(String actor, Function<Draft, Outcome<T>> change) {
        writing.lock();
        try {
            long firstId = storage.read(handle -> handle.createQuery("SELECT next_id FROM sequence")
                    .mapTo(Long.class)
                    .one());
            IdGenerator ids = new IdGenerator(firstId);
            Draft draft = new Draft(snapshot, time.instant().truncatedTo(ChronoUnit.MICROS), ids);
            return change.apply(draft).then(it -> receipts.room(draft, it)).map(value -> {
                boolean changes = !draft.changed().isEmpty();
                if (changes || !draft.receipts().isEmpty()) {
                    Snapshot result = changes ? draft.result() : snapshot;
                    commit(handle -> keep(handle, actor, draft, firstId, ids.peek()));
                    snapshot = result;
                }
                return new Committed<>(value, snapshot);
            });
        } finally {
            changed.signalAll();
            writing.unlock();
        }
    }

    @Override
    public Snapshot awaitOtherThan(Snapshot seen) throws InterruptedException {
        writing.lockInterruptibly();
        try {
            while (snapshot == seen) {
                changed.await();
            }
            return snapshot;
        } finally {
            writing.unlock();
        }
    }

    /** After a failure nobody knows whether the commit came through: what is kept is read again. */
    private void commit(HandleCallback<Integer, RuntimeException> update) {
        try {
            storage.write(update);
        } catch (StorageException e) {
            try {
                snapshot = storage.read(SqlCatalog::load);
                receipts.recount();
            } catch (StorageException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    @Override
    public List<Change> changesAfter(long seq, int limit) {
        return storage.read(handle -> handle.createQuery("""
                        SELECT seq, at, actor, kind, entity_id, action, before, after,
                            entity_revision, revisions
                        FROM journal WHERE seq > :seq ORDER BY seq LIMIT :limit""")
                .bind("seq", seq)
                .bind("limit", limit)
                .map((row, context) -> change(row))
                .list());
    }

    @Override
    public List<Change> changesOf(long entityId) {
        return storage.read(handle -> handle.createQuery("""
                        SELECT seq, at, actor, kind, entity_id, action, before, after,
                            entity_revision, revisions
                        FROM journal WHERE entity_id = :entityId ORDER BY seq""")
                .bind("entityId", entityId)
                .map((row, context) -> change(row))
                .list());
    }

    @Override
    public ChangeQuery.Page changes(ChangeQuery query, long skip, int limit) {
        JournalSearch search = new JournalSearch(query);
        return storage.read(handle -> new ChangeQuery.Page(
                search.count(handle),
                search.page(handle, skip, limit)
                        .map((row, context) -> change(row))
                        .list()));
    }

    @Override
    public Optional<byte[]> receipt(String id) {
        return receipts.find(id);
    }

    @Override
    public List<DatafileEdition> editionsAfter(long seq, int limit) {
        return storage
                .read(handle -> handle.createQuery("""
                        SELECT seq, project_id, revisions FROM journal
                        WHERE seq > :seq AND revisions <> '{}' ORDER BY seq LIMIT :limit""")
                        .bind("seq", seq)
                        .bind("limit", limit)
                        .map((row, context) -> editions(row))
                        .list())
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<DatafileEdition> editions(ResultSet row) throws SQLException {
        List<DatafileEdition> editions = new ArrayList<>();
        long seq = row.getLong("seq");
        long project = row.getLong("project_id");
        Documents.readRevisions(row.getString("revisions"))
                .forEach((environment, revision) ->
                        editions.add(new DatafileEdition(seq, project, environment, revision)));
        return editions;
    }

    @Override
    public void forgetForced(String visitorId) {
        // as the stored documents write it, without the quotes around it
        String text = Documents.writeText(visitorId);
        storage.write(handle -> {
            List<Change> naming = handle.createQuery("""
                            SELECT seq, at, actor, kind, entity_id, entity_revision, action, before, after, revisions
                            FROM journal WHERE kind = :kind
                            AND (REPLACE(before, :text, '') <> before OR REPLACE(after, :text, '') <> after)""")
                    .bind("kind", Kind.EXPERIMENT.name())
                    .bind("text", text)
                    .map((row, context) -> change(row))
                    .list();
            for (Change change : naming) {
                handle.execute(
                        "UPDATE journal SET before = ?, after = ? WHERE seq = ?",
                        change.before().map(it -> notForcing(visitorId, it)).orElse(null),
                        notForcing(visitorId, change.after()),
                        change.seq());
            }
            return naming.size();
        });
    }

    private static String notForcing(String visitorId, Entity experiment) {
        return Documents.write(((Experiment) experiment).notForcing(visitorId));
    }

    private static Snapshot load(Handle handle) {
        List<Snapshot.Revised> entities = handle.createQuery("SELECT id AS entity_id, kind, revision, body FROM entity")
                .map((row, context) ->
                        new Snapshot.Revised(entity(row, row.getString("body")), row.getLong("revision")))
                .list();
        Map<Long, DatafileRevision> revisions = new HashMap<>();
        handle.createQuery("SELECT environment_id, revision, last_modified FROM datafile_revision")
                .map((row, context) -> revisions.put(
                        row.getLong("environment_id"),
                        new DatafileRevision(row.getLong("revision"), Instant.parse(row.getString("last_modified")))))
                .list();
        return Snapshot.of(entities, revisions);
    }

    /** Sends everything the draft changed; returns the number of entities. */
    private int keep(Handle handle, String actor, Draft draft, long firstId, long nextId) {
        Map<Long, DatafileRevision> revisions = draft.raisedRevisions();
        Map<Long, Long> numbers = new TreeMap<>();
        revisions.forEach((environmentId, revision) -> numbers.put(environmentId, revision.number()));
        List<Entity> changed = draft.changed();
        moveSequence(handle, firstId, nextId);
        freeKeys(handle, draft, changed);
        for (Entity entity : changed) {
            String document = Documents.write(entity);
            put(handle, entity, document);
            append(handle, actor, draft, entity, document, Documents.writeRevisions(numbers));
        }
        revisions.forEach((environmentId, revision) ->
                handle.execute("""
                        INSERT INTO datafile_revision (environment_id, project_id, revision, last_modified)
                        SELECT id, project_id, ?, ? FROM entity WHERE id = ?
                        ON CONFLICT (environment_id) DO UPDATE SET
                            revision = excluded.revision,
                            last_modified = excluded.last_modified""", revision.number(), Documents.write(revision.lastModified()), environmentId));
        receipts.keep(handle, draft);
        return changed.size();
    }

    private static void moveSequence(Handle handle, long firstId, long nextId) {
        if (nextId != firstId
                && handle.execute("UPDATE sequence SET next_id = ? WHERE next_id = ?", nextId, firstId) != 1) {
            throw new IllegalStateException("another process drew ids at the same time; nothing was written");
        }
    }

    /** Lets one write hand a key from one entity to another: SQL checks uniqueness at each statement, not at commit. */
    private static void freeKeys(Handle handle, Draft draft, List<Entity> changed) {
        for (Entity entity : changed) {
            Optional<Entity> before = draft.before(entity);
            if (before.isPresent() && !Objects.equals(key(before.get()), key(entity))) {
                handle.execute("UPDATE entity SET key = NULL WHERE id = ?", entity.id());
            }
        }
    }

    private static void put(Handle handle, Entity entity, String document) {
        handle.createUpdate("""
                        INSERT INTO entity (id, project_id, kind, key, archived, revision, body)
                        VALUES (:id, :projectId, :kind, :key, :archived, 1, :body)
                        ON CONFLICT (id) DO UPDATE SET
                            key = excluded.key,
                            archived = excluded.archived,
                            revision = entity.revision + 1,
                            body = excluded.body""")
                .bind("id", entity.id())
                .bind("projectId", entity.projectId())
                .bind("kind", entity.kind().name())
                .bind("key", key(entity))
                .bind("archived", entity.archived())
                .bind("body", document)
                .execute();
    }

    private static void append(
            Handle handle, String actor, Draft draft, Entity entity, String document, String revisions) {
        handle.createUpdate("""
                        INSERT INTO journal (
                            seq, at, actor, project_id, kind, entity_id, action, before, after,
                            entity_revision, revisions)
                        VALUES (
                            (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal),
                            :at, :actor, :projectId, :kind, :entityId, :action, :before, :after,
                            :entityRevision, :revisions)""")
                .bind("at", Documents.write(draft.now()))
                .bind("actor", actor)
                .bind("projectId", entity.projectId())
                .bind("kind", entity.kind().name())
                .bind("entityId", entity.id())
                .bind("action", draft.action(entity).name())
                .bind("before", draft.before(entity).map(Documents::write).orElse(null))
                .bind("after", document)
                .bind("entityRevision", draft.revision(entity))
                .bind("revisions", revisions)
                .execute();
    }

    /** The column behind the unique constraint, which backs up what {@link Draft#put} refuses. */
    private static @Nullable String key(Entity entity) {
        return entity.uniqueNames().stream()
                .filter(name -> name.member().equals("key"))
                .map(name -> name.caseMatters() ? name.value() : name.value().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse(null);
    }

    private static Change change(ResultSet row) throws SQLException {
        String before = row.getString("before");
        return new Change(
                row.getLong("seq"),
                Instant.parse(row.getString("at")),
                row.getString("actor"),
                Change.Action.valueOf(row.getString("action")),
                before == null ? Optional.empty() : Optional.of(entity(row, before)),
                entity(row, row.getString("after")),
                row.getLong("entity_revision"),
                Documents.readRevisions(row.getString("revisions")));
    }

    /** @param row of either table: both have the columns kind and entity_id */
    private static Entity entity(ResultSet row, String document) throws SQLException {
        String kind = row.getString("kind");
        try {
            return Documents.read(Kind.valueOf(kind), document);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new StorageException(
                    "the stored " + kind + " " + row.getLong("entity_id") + " cannot be read: " + e.getMessage(), e);
        }
    }
}
