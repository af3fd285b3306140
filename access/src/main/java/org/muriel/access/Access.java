package org.muriel.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The account, its people and their tokens, kept. Thread-safe; what a write leaves is durable when it returns. */
public interface Access {

    /** The administrator who has been there longest, or nothing before {@link #setUp}. */
    Optional<Person> owner();

    /**
     * Makes the account, its owner and the owner's first token, in one transaction.
     *
     * @throws IllegalStateException when there is an account already
     */
    Person setUp(PersonalToken first);

    Roster roster();

    /**
     * Changes who is here, in one transaction, and at once for every request that comes after.
     *
     * @param change is called once
     */
    Roster.Next change(Function<Roster, Roster.Next> change);

    /** The person with that id, as of now. */
    default Optional<Person> person(String id) {
        return roster().find(id);
    }

    /** What a token is worth at that time, which becomes the time of its last use. */
    Credential find(PersonalToken token, Instant now);

    /** Keeps another token of the person. A running server accepts it at once. */
    default Token add(Person person, PersonalToken token, String name, Optional<Instant> expires) {
        return add(person, token, name, expires, it -> Optional.empty());
    }

    /** @param answer what to keep along, in the same transaction */
    Token add(
            Person person,
            PersonalToken token,
            String name,
            Optional<Instant> expires,
            Function<Token, Optional<Answer>> answer);

    /** The tokens of a person, revoked and expired ones included, the oldest first. */
    List<Token> tokensOf(String personId);

    Optional<Token> token(String id);

    /** The ids of the people who have come with a token at least once. */
    Set<String> everUsed();

    /** Takes a token back, for good and at once; nothing happens to one that was taken back before. */
    void revoke(String tokenId);

    /** What the same people have allowed programs. */
    Grants grants();

    /** In which browsers they are signed in. */
    Sessions sessions();

    /**
     * Looks whether another process has changed anything. What it has added is known without; what it has taken back
     * is known from here on.
     */
    void refresh();

    /** Writes when tokens were last used, for those that were used since the last time. */
    void keepLastUsed();
}
