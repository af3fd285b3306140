package org.muriel.experiment.catalog;

/**
 * That an environment's datafile once had a revision. No two environments of a project ever share one.
 *
 * @param seq of the journal entry that published it
 */
public record DatafileEdition(long seq, long projectId, long environmentId, long revision) {}
