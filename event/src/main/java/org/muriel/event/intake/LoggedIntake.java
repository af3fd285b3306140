package org.muriel.event.intake;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.muriel.event.EventBatch;
import org.muriel.event.EventIntake;
import org.muriel.event.RefusedEvent;
import org.muriel.event.VisitorEvent;
import org.muriel.event.VisitorEvents;
import org.muriel.event.log.Arrival;
import org.muriel.event.log.EventLog;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.project.Project;

/**
 * Finds out whose events they are, refuses those that break a rule, and appends the rest to the log. Thread-safe.
 *
 * <p>What the events are about, experiments, variations and keys of events, is not looked up: a client may know of an
 * experiment that this server has forgotten, and what is not known counts nowhere.
 */
public final class LoggedIntake implements EventIntake {
    private final Catalog catalog;
    private final EventLog log;
    private final RecentEvents recent;
    private final InstantSource clock;
    private final Environments environments;

    /** @param recent is told of what came, once it is durable */
    public LoggedIntake(Catalog catalog, EventLog log, RecentEvents recent, InstantSource clock) {
        this.catalog = catalog;
        this.log = log;
        this.recent = recent;
        this.clock = clock;
        this.environments = new Environments(catalog);
    }

    @Override
    public void accept(EventBatch batch, List<RefusedEvent> refused) {
        if (refused.isEmpty() && batch.size() == 0) {
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Arrival arrival = project(batch)
                .map(project -> screened(now, project, batch, refused))
                .orElseGet(() -> unknown(now, batch, refused));
        recent.add(arrival, log.append(arrival));
    }

    private Arrival screened(Instant now, Project project, EventBatch batch, List<RefusedEvent> refused) {
        Screening screening = Screening.of(batch, now, project.botFiltering());
        List<RefusedEvent> all = new ArrayList<>(refused);
        all.addAll(screening.refused());
        OptionalLong environment = batch.revision()
                .map(revision -> environments.of(project.id(), revision))
                .orElseGet(OptionalLong::empty);
        return new Arrival(now, OptionalLong.of(project.id()), environment, screening.kept(), all);
    }

    /** Events that nobody here asked for: counted, so that a client with the wrong datafile is noticed. */
    private static Arrival unknown(Instant now, EventBatch batch, List<RefusedEvent> refused) {
        List<RefusedEvent> all = new ArrayList<>(refused);
        String detail = "/project_id: expected a project of this server and its account, found "
                + batch.projectId().map(it -> "project " + shortened(it)).orElse("none") + " of account "
                + shortened(batch.accountId());
        for (VisitorEvents visitor : batch.visitors()) {
            for (VisitorEvent event : visitor.events()) {
                all.add(new RefusedEvent(
                        RefusedEvent.Reason.UNKNOWN_PROJECT,
                        Optional.of(visitor.visitorId()),
                        Optional.of(event.uuid()),
                        detail));
            }
        }
        return new Arrival(now, OptionalLong.empty(), OptionalLong.empty(), batch.with(List.of()), all);
    }

    private static String shortened(String id) {
        return id.length() <= Screening.LONGEST_NAME ? id : id.substring(0, Screening.LONGEST_NAME) + "…";
    }

    /** The one that the client names; when it names none, the only one there is. */
    private Optional<Project> project(EventBatch batch) {
        Snapshot snapshot = catalog.snapshot();
        Optional<Project> project = batch.projectId().isPresent()
                ? number(batch.projectId().get()).flatMap(id -> snapshot.find(Project.class, id))
                : Optional.of(snapshot.projects())
                        .filter(all -> all.size() == 1)
                        .map(List::getFirst);
        return project.filter(it -> batch.accountId().equals(Long.toString(it.accountId())));
    }

    /** @return nothing for what no id and no revision of ours looks like */
    static Optional<Long> number(String digits) {
        boolean fits =
                !digits.isEmpty() && digits.length() <= 18 && digits.chars().allMatch(it -> it >= '0' && it <= '9');
        return fits ? Optional.of(Long.valueOf(digits)) : Optional.empty();
    }
}
