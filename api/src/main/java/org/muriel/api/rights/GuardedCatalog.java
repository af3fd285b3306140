package org.muriel.api.rights;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.muriel.access.Access;
import org.muriel.access.Person;
import org.muriel.access.Right;
import org.muriel.access.Role;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Change;
import org.muriel.experiment.catalog.ChangeQuery;
import org.muriel.experiment.catalog.DatafileEdition;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.LiveImpact;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.project.Environment;

/**
 * The catalog as people reach it: a write to which its actor has no right is refused, whichever route it came by.
 *
 * <p>Asked is what the write would change, once it is made and before it is kept. Each changed thing needs a right in
 * its project, and the right to publish where visitors would notice ({@link LiveImpact}). Reads pass.
 */
public final class GuardedCatalog implements Catalog {
    private final Catalog catalog;
    private final Access access;

    public GuardedCatalog(Catalog catalog, Access access) {
        this.catalog = catalog;
        this.access = access;
    }

    @Override
    public <T> Outcome<Committed<T>> write(String actor, Function<Draft, Outcome<T>> change) {
        return catalog.write(
                actor,
                draft -> change.apply(draft)
                        .then(value -> refusal(actor, draft)
                                .<Outcome<T>>map(Outcome::refused)
                                .orElseGet(() -> Outcome.done(value))));
    }

    private Optional<Problem> refusal(String actor, Draft draft) {
        Person person = access.person(actor)
                .orElseThrow(() -> new IllegalStateException("a write by " + actor + ", who is nobody"));
        return person.administrator()
                ? Optional.empty()
                : draft.changed().stream()
                        .flatMap(it -> refusal(person, draft, it).stream())
                        .findFirst();
    }

    private static Optional<Problem> refusal(Person person, Draft draft, Entity changed) {
        Right right = rightTo(changed.kind());
        if (!person.may(right, changed.projectId())) {
            return Optional.of(problem(
                    person,
                    changed,
                    "change a" + (right == Right.EDIT ? " " : "n ")
                            + changed.kind().word(),
                    Role.granting(right)));
        }
        Role role = person.roleIn(changed.projectId()).orElseThrow();
        for (Environment environment : draft.current().list(Environment.class, changed.projectId())) {
            Right there = LiveImpact.isLive(draft, changed, environment) ? Right.PUBLISH : Right.EDIT;
            boolean touched = there == Right.PUBLISH || LiveImpact.isOfEnvironment(draft, changed, environment);
            boolean granted = environment.restricted() ? role.grantsWhereRestricted(there) : role.grants(there);
            if (touched && !granted) {
                return Optional.of(problem(
                        person,
                        changed,
                        (there == Right.PUBLISH ? "change what visitors get in " : "change what is set for ")
                                + environment.key()
                                + (environment.restricted() ? ", which is restricted," : ""),
                        Role.granting(there).stream()
                                .filter(it -> !environment.restricted() || it.grantsWhereRestricted(there))
                                .toList()));
            }
        }
        return Optional.empty();
    }

    /** What it takes to change something of that kind that no visitor notices. */
    private static Right rightTo(Kind kind) {
        return switch (kind) {
            case PROJECT, ENVIRONMENT, WEBHOOK -> Right.ADMINISTER;
            case ATTRIBUTE, EVENT, AUDIENCE, FEATURE, EXPERIMENT, GROUP -> Right.EDIT;
        };
    }

    private static Problem problem(Person person, Entity changed, String what, List<Role> roles) {
        return new Problem.NotPermitted(
                what,
                roles.stream().map(Role::word).collect(Collectors.joining(", ")) + " in project " + changed.projectId(),
                person.roleIn(changed.projectId()).map(Role::word).orElse("nobody there"));
    }

    @Override
    public Snapshot snapshot() {
        return catalog.snapshot();
    }

    @Override
    public Snapshot awaitOtherThan(Snapshot seen) throws InterruptedException {
        return catalog.awaitOtherThan(seen);
    }

    @Override
    public List<Change> changesAfter(long seq, int limit) {
        return catalog.changesAfter(seq, limit);
    }

    @Override
    public List<Change> changesOf(long entityId) {
        return catalog.changesOf(entityId);
    }

    @Override
    public ChangeQuery.Page changes(ChangeQuery query, long skip, int limit) {
        return catalog.changes(query, skip, limit);
    }

    @Override
    public Optional<byte[]> receipt(String id) {
        return catalog.receipt(id);
    }

    @Override
    public List<DatafileEdition> editionsAfter(long seq, int limit) {
        return catalog.editionsAfter(seq, limit);
    }

    @Override
    public void forgetForced(String visitorId) {
        catalog.forgetForced(visitorId);
    }
}
