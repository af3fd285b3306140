@org.jspecify.annotations.NullMarked
package org.muriel.storage.duckdb;
