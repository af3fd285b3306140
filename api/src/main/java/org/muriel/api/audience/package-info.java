/** Audiences and the condition grammar (REST specification, 6). */
@org.jspecify.annotations.NullMarked
package org.muriel.api.audience;
