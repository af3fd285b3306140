/**
 * Events in a DuckDB file, and the query that makes cells of them. Start at {@link
 * org.muriel.storage.duckdb.DuckEventStore}; what is loaded goes through {@code Load}, what is asked through {@code
 * CellQuery}. Knows neither the wire nor the log, only the records it is handed.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.storage.duckdb;
