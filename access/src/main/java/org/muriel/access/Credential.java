package org.muriel.access;

import java.time.Instant;
import java.util.Optional;

/** What a token that somebody came with is worth. */
public sealed interface Credential {

    /** It gives the rights of the person. */
    record Valid(Person person, Token token) implements Credential {}

    /** It did once, and does no more. */
    record Lapsed(Why why) implements Credential {}

    /** It was never made here. */
    record Unknown() implements Credential {}

    enum Why {
        REVOKED,
        EXPIRED,
        /** Its person is here no more. */
        REMOVED
    }

    static Credential of(Token token, Optional<Person> person, Instant now) {
        if (person.isEmpty()) {
            return new Lapsed(Why.REMOVED);
        }
        if (token.revoked().isPresent()) {
            return new Lapsed(Why.REVOKED);
        }
        return token.isExpired(now) ? new Lapsed(Why.EXPIRED) : new Valid(person.get(), token);
    }

    /** The person whose rights it gives, if it gives any. */
    default Optional<Person> holder() {
        return this instanceof Valid valid ? Optional.of(valid.person()) : Optional.empty();
    }
}
