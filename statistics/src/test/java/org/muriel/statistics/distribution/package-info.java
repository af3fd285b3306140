/** Reference values with their source, and the laws that hold between the functions. */
@org.jspecify.annotations.NullMarked
package org.muriel.statistics.distribution;
