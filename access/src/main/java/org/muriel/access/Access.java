package org.muriel.access;

import java.util.Optional;

/** The account, its people and their tokens, kept. Thread-safe. */
public interface Access {

    /** The administrator who has been there longest, or nothing before {@link #setUp}. */
    Optional<Person> owner();

    /**
     * Makes the account, its owner and the owner's first token, in one transaction.
     *
     * @throws IllegalStateException when there is an account already
     */
    Person setUp(PersonalToken first);

    /** Keeps another token of the person. Durable when it returns; a running server accepts the token at once. */
    void add(Person person, PersonalToken token);

    /** The person with that id, as of now. */
    Optional<Person> person(String id);

    /** Whose token it is, or nothing for a token that was never made here. */
    Optional<Person> find(PersonalToken token);
}
