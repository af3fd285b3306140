/**
 * The log of events on SQLite. Start at {@link org.muriel.storage.sql.eventlog.SqliteEventLog}. Knows nothing of where
 * events are loaded to, nor why some were refused.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.storage.sql.eventlog;
