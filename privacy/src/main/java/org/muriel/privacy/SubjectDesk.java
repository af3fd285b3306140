package org.muriel.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Receipt;
import org.muriel.experiment.project.Project;
import org.muriel.privacy.SubjectRequest.Status;
import org.muriel.privacy.SubjectRequest.Subject;
import org.muriel.privacy.SubjectRequest.Wish;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries requests out, one step at a time, on a thread of its own. Each step may be done twice, so after a restart every
 * open request is simply begun again.
 *
 * <p>A visitor is looked for under the identifier as visitor id, whatever type it is said to have: no other identity of
 * visitors is known here.
 */
public final class SubjectDesk implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SubjectDesk.class);

    /** Of failures in a row, at one a minute: an hour of a full disk is waited for. */
    private static final int MOST_FAILURES = 60;

    private static final long PAUSE_SECONDS = 60;

    private final SubjectRequests requests;
    private final Catalog catalog;
    private final EventSide events;
    private final ForcedVariations forced;
    private final StaffRecords staff;
    private final Exports exports;
    private final About about;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("subject requests").daemon().factory());

    /** Request → how far it is. Of the thread. */
    private final Map<Long, Course> open = new LinkedHashMap<>();

    /** How an export says what it is about. */
    public interface About {
        /** @param forcing experiments that force a variation on the visitor */
        String ofVisitor(SubjectRequest request, List<Experiment> forcing);

        String ofUser(SubjectRequest request, Optional<String> account);
    }

    /**
     * @param until the position up to which events must be loaded before the last step; nothing before the first
     * @param failures in a row
     * @param pause ticks to wait after a failure
     */
    private record Course(Optional<Long> until, int failures, long pause) {
        static final Course NEW = new Course(Optional.empty(), 0, 0);
    }

    /** What it works on. */
    public record Parts(
            SubjectRequests requests,
            Catalog catalog,
            EventSide events,
            StaffRecords staff,
            Exports exports,
            About about) {}

    private SubjectDesk(Parts parts, InstantSource clock) {
        this.requests = parts.requests();
        this.catalog = parts.catalog();
        this.events = parts.events();
        this.forced = new ForcedVariations(catalog);
        this.staff = parts.staff();
        this.exports = parts.exports();
        this.about = parts.about();
        this.clock = clock;
    }

    public static SubjectDesk start(Parts parts, InstantSource clock) {
        SubjectDesk desk = new SubjectDesk(parts, clock);
        desk.tidyUp();
        desk.requests.open().forEach(it -> desk.open.put(it.id(), Course.NEW));
        var _ = desk.thread.scheduleWithFixedDelay(desk::tick, 1, 1, TimeUnit.SECONDS);
        var _ = desk.thread.scheduleWithFixedDelay(desk::tidyUp, 1, 1, TimeUnit.HOURS);
        return desk;
    }

    /**
     * Returns when the request is durable; it is then carried out whatever happens.
     *
     * @param receipt what to keep along, in the same transaction
     */
    public SubjectRequest submit(SubjectRequest.New wished, Function<SubjectRequest, Optional<Receipt>> receipt) {
        SubjectRequest request = requests.add(wished, clock.instant(), receipt);
        try {
            thread.execute(() -> {
                open.put(request.id(), Course.NEW);
                tick();
            });
        } catch (RejectedExecutionException e) {
            // the server is stopping: it is carried out after the next start
        }
        return request;
    }

    private void tick() {
        for (Map.Entry<Long, Course> entry : List.copyOf(open.entrySet())) {
            Course course = entry.getValue();
            if (course.pause() > 0) {
                open.put(entry.getKey(), new Course(course.until(), course.failures(), course.pause() - 1));
            } else {
                attempt(entry.getKey(), course);
            }
        }
    }

    private void attempt(long id, Course course) {
        try {
            Optional<SubjectRequest> request = requests.find(id).filter(SubjectRequest::isOpen);
            Optional<Course> next = request.flatMap(it -> step(it, course));
            next.ifPresentOrElse(it -> open.put(id, it), () -> open.remove(id));
        } catch (RuntimeException e) {
            log.error("subject access request {} could not be carried out", id, e);
            if (course.failures() + 1 < MOST_FAILURES) {
                open.put(id, new Course(Optional.empty(), course.failures() + 1, PAUSE_SECONDS));
            } else {
                giveUp(id);
            }
        }
    }

    private void giveUp(long id) {
        try {
            requests.find(id).ifPresent(it -> requests.keep(it.ended(Status.FAILURE, clock.instant())));
            open.remove(id);
        } catch (RuntimeException e) {
            log.error("subject access request {} could not be given up", id, e);
        }
    }

    /** @return nothing when it is done */
    private Optional<Course> step(SubjectRequest request, Course course) {
        if (request.status() == Status.PENDING) {
            requests.keep(request.begun(clock.instant()));
        }
        if (course.until().isEmpty()) {
            return Optional.of(new Course(Optional.of(begin(request)), course.failures(), 0));
        }
        if (events.loaded().getAsLong() < course.until().get()) {
            return Optional.of(course);
        }
        finish(request);
        SubjectRequest begun = requests.find(request.id()).orElseThrow();
        requests.keep(begun.ended(Status.COMPLETED, clock.instant()));
        return Optional.empty();
    }

    /** @return the position up to which events must be loaded before it can be finished */
    private long begin(SubjectRequest request) {
        if (request.subject() == Subject.USER) {
            return 0;
        }
        if (request.wish() == Wish.ACCESS) {
            return events.end().getAsLong();
        }
        forced.forget(request.identifier());
        long until = 0;
        for (Project project : catalog.snapshot().projects()) {
            until = Math.max(until, events.erasure().erase(project.id(), request.identifier()));
        }
        return until;
    }

    private void finish(SubjectRequest request) {
        switch (request.wish()) {
            case ACCESS -> export(request);
            case DELETE -> {
                switch (request.subject()) {
                    case VISITOR -> events.recent().forget(request.identifier());
                    case USER -> staff.erase(request.identifier());
                }
                deleteExportsOf(request);
                requests.leaveNoTraces();
            }
        }
    }

    private void export(SubjectRequest request) {
        String identifier = request.identifier();
        switch (request.subject()) {
            case VISITOR ->
                exports.write(
                        request.id(),
                        about.ofVisitor(request, forced.of(identifier)),
                        Optional.of(file -> events.records().write(identifier, file)));
            case USER ->
                exports.write(request.id(), about.ofUser(request, staff.describe(identifier)), Optional.empty());
        }
    }

    /** What was exported of the person before is a copy of what is erased. */
    private void deleteExportsOf(SubjectRequest request) {
        ofSamePerson(request).forEach(it -> exports.delete(it.id()));
    }

    private List<SubjectRequest> ofSamePerson(SubjectRequest request) {
        return requests.list(request.accountId()).stream()
                .filter(it ->
                        it.subject() == request.subject() && it.identifier().equals(request.identifier()))
                .toList();
    }

    /** Removes exports that have expired, and the identifiers of people who were erased a week ago. */
    private void tidyUp() {
        try {
            List<Long> exported = exports.tidied();
            List<SubjectRequest> erased = requests.erased();
            if (exported.isEmpty() && erased.isEmpty()) {
                return;
            }
            Instant now = clock.instant();
            for (long id : exported) {
                if (!requests.find(id).map(it -> it.hasExport(now)).orElse(false)) {
                    exports.delete(id);
                }
            }
            for (SubjectRequest request : erased) {
                if (request.expires().filter(now::isAfter).isPresent()) {
                    ofSamePerson(request).forEach(it -> requests.keep(it.knownAs(digest(it.identifier()))));
                    requests.leaveNoTraces();
                }
            }
        } catch (RuntimeException e) {
            log.error("what has expired of subject access requests could not be removed; it is tried again", e);
        }
    }

    private static String digest(String identifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(identifier.getBytes(UTF_8));
            return SubjectRequest.DIGEST + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
