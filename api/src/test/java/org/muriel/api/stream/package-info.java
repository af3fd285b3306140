/** Tests of notices and those who listen. */
@org.jspecify.annotations.NullMarked
package org.muriel.api.stream;
