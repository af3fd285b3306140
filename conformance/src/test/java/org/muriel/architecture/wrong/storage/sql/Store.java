package org.muriel.architecture.wrong.storage.sql;

/** A storage for others to use wrongly. */
public record Store(String url) {}
