/** The grammar of conditions, its good and bad sentences. */
@org.jspecify.annotations.NullMarked
package org.muriel.api.audience;
