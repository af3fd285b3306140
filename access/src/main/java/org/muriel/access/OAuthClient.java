package org.muriel.access;

import java.time.Instant;
import java.util.List;

/**
 * A program that people let act for them.
 *
 * @param id a UUID; no secret
 * @param redirectUris where it may be sent back to, letter for letter
 * @param confidential whether it can keep a secret, and has one; a page or an app cannot
 */
public record OAuthClient(String id, String name, List<String> redirectUris, boolean confidential, Instant created) {
    public OAuthClient {
        redirectUris = List.copyOf(redirectUris);
    }
}
