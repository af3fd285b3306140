package org.muriel.server;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.muriel.access.Access;
import org.muriel.access.PersonalToken;

/** The token of the first start: the one the environment gives, else a new one. */
final class FirstToken {
    static final String VARIABLE = "MURIEL_TOKEN";

    private FirstToken() {}

    /**
     * Sets the account up when there is none yet.
     *
     * @return the token to be shown, now and never again; nothing when it was given or made before
     * @throws CannotStart when the environment gives something that is no token
     */
    static Optional<PersonalToken> setUp(Access access, Map<String, String> environment, SecureRandom random) {
        if (access.owner().isPresent()) {
            return Optional.empty();
        }
        Optional<String> given = Optional.ofNullable(environment.get(VARIABLE)).filter(it -> !it.isEmpty());
        if (given.isEmpty()) {
            PersonalToken made = PersonalToken.generate(random);
            access.setUp(made);
            return Optional.of(made);
        }
        access.setUp(PersonalToken.parse(given.get())
                .orElseThrow(() -> new CannotStart(
                        VARIABLE + " is not a personal token: expected 2: followed by 16 to 512 of the characters"
                                + " A-Z a-z 0-9 - _, found something else of "
                                + given.get().length()
                                + " characters")));
        return Optional.empty();
    }
}
