/** Laws of this package, with seeded generators, and its edges. */
@org.jspecify.annotations.NullMarked
package org.muriel.statistics.summary;
