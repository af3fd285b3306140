/** Personal tokens: making, listing and revoking them. */
@org.jspecify.annotations.NullMarked
package org.muriel.api.token;
