/** Custom events (REST specification, 5). */
@org.jspecify.annotations.NullMarked
package org.muriel.api.event;
