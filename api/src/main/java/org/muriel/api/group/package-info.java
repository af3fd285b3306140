/** Exclusion groups (REST specification, 15). */
@org.jspecify.annotations.NullMarked
package org.muriel.api.group;
