package org.muriel.api.route;

import java.util.Optional;
import org.muriel.access.PersonalToken;

/** The header {@code Authorization: Bearer <token>}. */
public final class Bearer {
    private static final String SCHEME = "bearer ";

    private Bearer() {}

    /** The token, when there is one that is written as a personal token is. */
    public static Optional<PersonalToken> token(Optional<String> authorization) {
        return text(authorization).flatMap(PersonalToken::parse);
    }

    /** Whatever stands behind {@code Bearer}. */
    public static Optional<String> text(Optional<String> authorization) {
        return authorization
                .filter(it -> it.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(it -> it.substring(SCHEME.length()).strip());
    }
}
