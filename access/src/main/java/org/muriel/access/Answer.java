package org.muriel.access;

/**
 * What answered the request that made something, kept in the same transaction: sent again, the request is answered and
 * not carried out again.
 *
 * @param id names the request
 * @param content belongs to the answer: nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Answer(String id, byte[] content) {}
