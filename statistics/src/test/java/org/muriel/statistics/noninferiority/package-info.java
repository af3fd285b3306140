@org.jspecify.annotations.NullMarked
package org.muriel.statistics.noninferiority;
