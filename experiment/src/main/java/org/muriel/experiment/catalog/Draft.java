package org.muriel.experiment.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Entity.UniqueName;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.project.Environment;

/** One write in the making. Belongs to the thread that writes. */
public final class Draft {
    private final Snapshot before;
    private final Instant now;
    private final IdGenerator ids;
    private final Map<Long, Entity> changed = new TreeMap<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private Snapshot current;

    /** @param now the time of the write, in whole microseconds as the wire shows it */
    public Draft(Snapshot before, Instant now, IdGenerator ids) {
        this.before = before;
        this.current = before;
        this.now = now;
        this.ids = ids;
    }

    public Instant now() {
        return now;
    }

    public long nextId() {
        return ids.nextId();
    }

    /**
     * Sees to it that an id from elsewhere, which something is about to bear, is given to nothing else.
     *
     * @param id positive, at most {@link IdGenerator#LAST_FOREIGN}
     */
    public void keepForeign(long id) {
        ids.skip(id);
    }

    /** The configuration as this write has made it so far, datafile revisions aside. */
    public Snapshot current() {
        return current;
    }

    /** Adds or replaces an entity, unless another one bears one of its names. */
    public <T extends Entity> Outcome<T> put(T entity) {
        List<UniqueName> names = entity.uniqueNames();
        // a change that keeps the names, as most do, need not look at all the others
        boolean kept = current.find(Entity.class, entity.id())
                .filter(it -> it.uniqueNames().equals(names))
                .isPresent();
        for (UniqueName name : kept ? List.<UniqueName>of() : names) {
            for (Entity other : current.list(entity.getClass(), entity.projectId())) {
                if (other.id() != entity.id() && other.uniqueNames().stream().anyMatch(name::clashesWith)) {
                    return Outcome.refused(
                            new Problem.Taken(entity.kind().word(), name.member(), name.value(), other.id()));
                }
            }
        }
        changed.put(entity.id(), entity);
        current = current.with(List.of(entity), Map.of());
        return Outcome.done(entity);
    }

    /** Leaves a receipt of this write, unless it is refused. */
    public void keep(Receipt receipt) {
        receipts.add(receipt);
    }

    public List<Receipt> receipts() {
        return List.copyOf(receipts);
    }

    /** The entities this write leaves different from what they were, by ascending id, so that what contains comes before what it contains. */
    public List<Entity> changed() {
        return changed.values().stream()
                .filter(entity -> !before(entity).equals(Optional.of(entity)))
                .toList();
    }

    public Optional<Entity> before(Entity entity) {
        return before.find(Entity.class, entity.id());
    }

    /** The revision this write gives an entity it changes. */
    public long revision(Entity entity) {
        return before.revision(entity.id()) + 1;
    }

    public Change.Action action(Entity entity) {
        return Change.Action.of(before(entity), entity);
    }

    /**
     * New revisions of the datafiles that may look different after this write. Each environment gets a number of its
     * own from the project's counter.
     */
    public Map<Long, DatafileRevision> raisedRevisions() {
        Map<Long, DatafileRevision> raised = new LinkedHashMap<>();
        Map<Long, Long> counters = new LinkedHashMap<>();
        for (Entity entity : changed()) {
            Collection<Environment> environments = current.list(Environment.class, entity.projectId());
            for (Environment environment : environments) {
                if (!raised.containsKey(environment.id())
                        && DatafileImpact.shows(before(entity), entity, environment)) {
                    long last = counters.computeIfAbsent(entity.projectId(), this::highestRevision);
                    counters.put(entity.projectId(), last + 1);
                    Optional<DatafileRevision> previous =
                            Optional.ofNullable(before.datafileRevisions().get(environment.id()));
                    raised.put(environment.id(), DatafileRevision.after(previous, last + 1, now));
                }
            }
        }
        return raised;
    }

    /** The configuration this write leaves. */
    public Snapshot result() {
        return before.with(changed(), raisedRevisions());
    }

    private long highestRevision(long projectId) {
        return before.list(Environment.class, projectId).stream()
                .mapToLong(it -> before.datafileRevision(it.id()).number())
                .max()
                .orElse(0);
    }
}
