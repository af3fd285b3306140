package org.muriel.access;

/**
 * Somebody who uses the server.
 *
 * @param id a UUID, as the REST API shows it
 * @param accountId the account the person belongs to; a server has one
 */
public record Person(String id, long accountId) {}
