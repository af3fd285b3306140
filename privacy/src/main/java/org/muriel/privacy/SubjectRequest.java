package org.muriel.privacy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A wish to see what is kept of a person, or to have it erased (REST specification, 19).
 *
 * @param identifier of the person; of one who was erased, its digest once the request has expired
 */
public record SubjectRequest(
        long id,
        long accountId,
        Subject subject,
        String identifier,
        IdentifierType identifierType,
        Wish wish,
        Status status,
        Instant requested,
        Optional<Instant> started,
        Optional<Instant> completed) {

    /** What the law of most places gives: a month (Regulation (EU) 2016/679, article 12.3). */
    static final Duration DEADLINE = Duration.ofDays(30);

    /** How long an export can be fetched, and the identifier of an erased person is kept. */
    static final Duration KEPT = Duration.ofDays(7);

    /** What the identifier of a person begins with who was erased long ago, before its SHA-256 in hex. */
    public static final String DIGEST = "sha256:";

    /** Their names are stored, as those of the enums below: rename none. */
    public enum Subject {
        /** A member of staff. */
        USER,
        VISITOR
    }

    public enum IdentifierType {
        EMAIL,
        OPTIMIZELY_END_USER_ID,
        DCP_ID,
        FULLSTACK_ID,
        OTHER
    }

    public enum Wish {
        ACCESS,
        DELETE
    }

    public enum Status {
        PENDING,
        PROCESSING,
        COMPLETED,
        FAILURE
    }

    /** What somebody asks for. */
    public record New(long accountId, Subject subject, String identifier, IdentifierType identifierType, Wish wish) {}

    public Instant deadline() {
        return requested.plus(DEADLINE);
    }

    /** Nothing before it is completed. */
    public Optional<Instant> expires() {
        return completed.map(it -> it.plus(KEPT));
    }

    public boolean isOpen() {
        return status == Status.PENDING || status == Status.PROCESSING;
    }

    /** Whether there is a file to fetch. */
    public boolean hasExport(Instant now) {
        return status == Status.COMPLETED
                && wish == Wish.ACCESS
                && expires().filter(now::isBefore).isPresent();
    }

    SubjectRequest begun(Instant now) {
        return new SubjectRequest(
                id,
                accountId,
                subject,
                identifier,
                identifierType,
                wish,
                Status.PROCESSING,
                requested,
                started.or(() -> Optional.of(now)),
                completed);
    }

    SubjectRequest ended(Status how, Instant now) {
        return new SubjectRequest(
                id,
                accountId,
                subject,
                identifier,
                identifierType,
                wish,
                how,
                requested,
                started,
                how == Status.COMPLETED ? Optional.of(now) : Optional.empty());
    }

    SubjectRequest knownAs(String newIdentifier) {
        return new SubjectRequest(
                id, accountId, subject, newIdentifier, identifierType, wish, status, requested, started, completed);
    }
}
