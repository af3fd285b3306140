package org.muriel.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.muriel.access.Access;
import org.muriel.access.Answer;
import org.muriel.access.Credential;
import org.muriel.access.Grants;
import org.muriel.access.Person;
import org.muriel.access.PersonalToken;
import org.muriel.access.Roster;
import org.muriel.access.Secret;
import org.muriel.access.Session;
import org.muriel.access.Sessions;
import org.muriel.access.Token;

/** People who are there with a token each, and stay so. */
public final class TokenHolders implements Access {
    private final Map<String, Person> byToken;

    private TokenHolders(Map<String, Person> byToken) {
        this.byToken = byToken;
    }

    public static Access nobody() {
        return new TokenHolders(Map.of());
    }

    /** An administrator. */
    public static Access one(String token) {
        return of(Map.of(token, Person.administrator("a-person", 1)));
    }

    public static Access of(Map<String, Person> byToken) {
        return new TokenHolders(Map.copyOf(byToken));
    }

    @Override
    public Optional<Person> owner() {
        return byToken.values().stream().filter(Person::administrator).findFirst();
    }

    @Override
    public Roster roster() {
        return new Roster(byToken.values());
    }

    @Override
    public Credential find(PersonalToken token, Instant now) {
        Person person = byToken.get(token.reveal());
        return person == null
                ? new Credential.Unknown()
                : new Credential.Valid(
                        person,
                        new Token(
                                "a-token",
                                person.id(),
                                "",
                                token.prefix(),
                                Instant.EPOCH,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
    }

    @Override
    public Person setUp(PersonalToken first) {
        throw new IllegalStateException("is set up");
    }

    @Override
    public Roster.Next change(Function<Roster, Roster.Next> change) {
        throw new IllegalStateException("nobody comes or goes");
    }

    @Override
    public Token add(
            Person person,
            PersonalToken token,
            String name,
            Optional<Instant> expires,
            Function<Token, Optional<Answer>> answer) {
        throw new IllegalStateException("one each is enough");
    }

    @Override
    public List<Token> tokensOf(String personId) {
        return List.of();
    }

    @Override
    public Optional<Token> token(String id) {
        return Optional.empty();
    }

    @Override
    public Set<String> everUsed() {
        return Set.of();
    }

    @Override
    public void revoke(String tokenId) {
        throw new IllegalStateException("nobody goes");
    }

    @Override
    public Grants grants() {
        throw new IllegalStateException("nobody allows anything");
    }

    @Override
    public void refresh() {
        // nobody else is here
    }

    @Override
    public void keepLastUsed() {
        // not kept
    }

    @Override
    public Sessions sessions() {
        return new NobodySignedIn();
    }

    private static final class NobodySignedIn implements Sessions {
        @Override
        public void begin(Secret id, Credential.Valid who, Instant now) {
            throw new IllegalStateException("nobody signs in");
        }

        @Override
        public Optional<Session> find(Secret id, Instant now) {
            return Optional.empty();
        }

        @Override
        public boolean rotate(Secret id, Secret fresh, Instant now) {
            return false;
        }

        @Override
        public void end(Secret id) {}

        @Override
        public void endAll(String personId) {}

        @Override
        public List<Instant> begunBy(String personId) {
            return List.of();
        }
    }
}
