/**
 * The configuration, the people and their tokens, kept in an SQL database. Start at
 * {@link org.muriel.storage.sql.SqlStorage}. Knows the words of SQL and of the stored documents, and no rule of what
 * may be configured: those are in {@code experiment}.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.storage.sql;
