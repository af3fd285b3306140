/** Environments and SDK keys (REST specification, 3). */
@org.jspecify.annotations.NullMarked
package org.muriel.api.environment;
