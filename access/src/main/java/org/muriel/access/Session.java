package org.muriel.access;

import java.time.Instant;

/**
 * Somebody signed in in a browser.
 *
 * @param who the person, and the token they signed in with
 * @param begun when they signed in
 * @param isDueForRotation whether it should go on under another id
 */
public record Session(Credential.Valid who, Instant begun, boolean isDueForRotation) {}
