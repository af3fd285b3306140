package org.muriel.storage.duckdb;

/**
 * The words of SQL that engines do not share. Everything else in the query is understood by DuckDB and Trino alike:
 * {@code min_by}, {@code FILTER}, {@code strpos}, {@code split_part}, {@code try_cast}, {@code greatest}, {@code least},
 * windows by {@code RANGE} over numbers, {@code WITH RECURSIVE}, and {@code DECIMAL} of 38 digits.
 */
final class Dialect {
    private Dialect() {}

    /** Whether a pattern is found anywhere in a text; Trino says {@code regexp_like}. */
    static String matches(String text, String pattern) {
        return "regexp_matches(" + text + ", " + pattern + ")";
    }
}
