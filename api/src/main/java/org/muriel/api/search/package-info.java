/**
 * Finding things by what people know of them (REST specification, 16): {@link org.muriel.api.search.SearchRoutes} over
 * the snapshot in memory, as {@link org.muriel.api.search.Hit}s.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.api.search;
