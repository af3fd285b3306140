package org.muriel.experiment.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;

/**
 * The whole configuration at one moment. Immutable, so reads need no lock and no database: a write makes a new one,
 * which shares the entities it did not touch and has an index of its own.
 */
public final class Snapshot {
    public static final Snapshot EMPTY = new Snapshot(Map.of(), Map.of(), Map.of(), Map.of());

    private final Map<Long, Revised> byId;
    private final Map<Shelf, List<Entity>> shelves;
    private final Map<String, Environment> bySdkKey;
    private final Map<Long, DatafileRevision> datafileRevisions;

    /**
     * An entity as some write left it.
     *
     * @param revision how many writes have changed it so far, its creation included
     */
    public record Revised(Entity entity, long revision) {}

    private record Shelf(Class<? extends Entity> type, long projectId) {}

    private Snapshot(
            Map<Long, Revised> byId,
            Map<Shelf, List<Entity>> shelves,
            Map<String, Environment> bySdkKey,
            Map<Long, DatafileRevision> datafileRevisions) {
        this.byId = byId;
        this.shelves = shelves;
        this.bySdkKey = bySdkKey;
        this.datafileRevisions = datafileRevisions;
    }

    /** A configuration from what was kept of it. */
    public static Snapshot of(Collection<Revised> entities, Map<Long, DatafileRevision> datafileRevisions) {
        return EMPTY.withRevised(entities, datafileRevisions);
    }

    /** The entity of that type with that id, archived or not. */
    public <T extends Entity> Optional<T> find(Class<T> type, long id) {
        Revised revised = byId.get(id);
        return revised != null && type.isInstance(revised.entity())
                ? Optional.of(type.cast(revised.entity()))
                : Optional.empty();
    }

    /** How many writes have changed the entity, its creation included; 0 for one that is not there. */
    public long revision(long entityId) {
        Revised revised = byId.get(entityId);
        return revised == null ? 0 : revised.revision();
    }

    /** As {@link #find}, but only within the project. */
    public <T extends Entity> Optional<T> find(Class<T> type, long projectId, long id) {
        return find(type, id).filter(it -> it.projectId() == projectId);
    }

    /** What the caller knows to be there: the target of a checked reference. */
    public <T extends Entity> T get(Class<T> type, long id) {
        return find(type, id)
                .orElseThrow(() -> new IllegalStateException("no " + type.getSimpleName() + " has id " + id));
    }

    /** All entities of the type in the project, archived ones included, by ascending id. */
    public <T extends Entity> List<T> list(Class<T> type, long projectId) {
        return cast(type, shelves.getOrDefault(new Shelf(type, projectId), List.of()));
    }

    /** All projects, archived ones included, by ascending id. */
    public List<Project> projects() {
        return shelves.keySet().stream()
                .filter(shelf -> shelf.type() == Project.class)
                .map(shelf -> get(Project.class, shelf.projectId()))
                .sorted(Comparator.comparingLong(Project::id))
                .toList();
    }

    public Environment primaryEnvironment(long projectId) {
        return list(Environment.class, projectId).stream()
                .filter(Environment::primary)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("project " + projectId + " has no primary environment"));
    }

    /** Environment keys are matched without regard to case (REST specification, 3.2). */
    public Optional<Environment> environment(long projectId, String key) {
        return list(Environment.class, projectId).stream()
                .filter(it -> it.key().equalsIgnoreCase(key))
                .findFirst();
    }

    /** The environment whose datafile that SDK key names at that time: its own key, or a former one until it ends. */
    public Optional<Environment> environmentOf(String sdkKey, Instant now) {
        return Optional.ofNullable(bySdkKey.get(sdkKey)).filter(it -> it.accepts(sdkKey, now));
    }

    /** The present edition of the environment's datafile: it has one from its creation on. */
    public DatafileRevision datafileRevision(long environmentId) {
        DatafileRevision revision = datafileRevisions.get(environmentId);
        if (revision == null) {
            throw new IllegalStateException("environment " + environmentId + " has no datafile");
        }
        return revision;
    }

    public Collection<Entity> entities() {
        return byId.values().stream().map(Revised::entity).toList();
    }

    public Map<Long, DatafileRevision> datafileRevisions() {
        return datafileRevisions;
    }

    /** This snapshot with some entities put in or replaced and some datafile revisions raised. */
    public Snapshot with(Collection<? extends Entity> entities, Map<Long, DatafileRevision> raisedRevisions) {
        return withRevised(
                entities.stream()
                        .map(it -> new Revised(it, revision(it.id()) + 1))
                        .toList(),
                raisedRevisions);
    }

    private Snapshot withRevised(Collection<Revised> revised, Map<Long, DatafileRevision> raisedRevisions) {
        Map<Long, Revised> newById = new HashMap<>(byId);
        Map<Shelf, List<Entity>> newShelves = new HashMap<>(shelves);
        Map<Shelf, List<Entity>> byShelf = new HashMap<>();
        for (Revised it : revised) {
            Entity entity = it.entity();
            newById.put(entity.id(), it);
            byShelf.computeIfAbsent(new Shelf(entity.getClass(), entity.projectId()), shelf -> new ArrayList<>())
                    .add(entity);
        }
        byShelf.forEach((shelf, some) -> newShelves.put(shelf, placed(shelves.getOrDefault(shelf, List.of()), some)));
        Map<Long, DatafileRevision> newRevisions = datafileRevisions;
        if (!raisedRevisions.isEmpty()) {
            newRevisions = new HashMap<>(datafileRevisions);
            newRevisions.putAll(raisedRevisions);
        }
        return new Snapshot(newById, newShelves, withKeysOf(revised), Collections.unmodifiableMap(newRevisions));
    }

    private Map<String, Environment> withKeysOf(Collection<Revised> revised) {
        List<Environment> environments = revised.stream()
                .map(Revised::entity)
                .filter(Environment.class::isInstance)
                .map(Environment.class::cast)
                .toList();
        if (environments.isEmpty()) {
            return bySdkKey;
        }
        Map<String, Environment> keys = new HashMap<>(bySdkKey);
        for (Environment environment : environments) {
            find(Environment.class, environment.id())
                    .ifPresent(it -> keys.keySet().removeAll(it.sdkKeys()));
            environment.sdkKeys().forEach(it -> keys.put(it, environment));
        }
        return keys;
    }

    private static List<Entity> placed(List<Entity> shelf, List<Entity> entities) {
        if (entities.size() == 1) {
            return placed(shelf, entities.getFirst());
        }
        TreeMap<Long, Entity> byId = new TreeMap<>();
        shelf.forEach(it -> byId.put(it.id(), it));
        entities.forEach(it -> byId.put(it.id(), it));
        return List.copyOf(byId.values());
    }

    /** The usual write touches one entity: a copy and a search instead of a sort. */
    private static List<Entity> placed(List<Entity> shelf, Entity entity) {
        List<Entity> copy = new ArrayList<>(shelf);
        int index = Collections.binarySearch(copy, entity, Comparator.comparingLong(Entity::id));
        if (index >= 0) {
            copy.set(index, entity);
        } else {
            copy.add(-index - 1, entity);
        }
        return Collections.unmodifiableList(copy);
    }

    @SuppressWarnings("unchecked") // a shelf holds entities of exactly one class
    private static <T extends Entity> List<T> cast(Class<T> type, List<Entity> shelf) {
        assert shelf.stream().allMatch(type::isInstance);
        return (List<T>) shelf;
    }
}
