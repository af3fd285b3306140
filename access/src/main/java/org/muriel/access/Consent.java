package org.muriel.access;

import java.util.Optional;

/**
 * What a person lets a program do: act for them.
 *
 * @param redirectUri where the program gets the person back, and says so when it brings the code
 * @param challenge the SHA-256 in hex of what the program must bring with the code (RFC 7636), if it wishes so
 */
public record Consent(OAuthClient client, Person person, String redirectUri, Optional<String> challenge) {}
