@org.jspecify.annotations.NullMarked
package org.muriel.api.results;
