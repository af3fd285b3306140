/**
 * Requests of people about what is kept of them. Start at {@link org.muriel.privacy.SubjectDesk}. Knows neither HTTP nor
 * SQL nor how an export is written.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.privacy;
