package org.muriel.experiment.catalog;

/**
 * What a write leaves behind so that the same request, sent again, is answered and not carried out again. It becomes
 * durable with the write itself.
 *
 * @param id names the request
 * @param answer what answers it; belongs to the receipt: nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Receipt(String id, byte[] answer) {}
