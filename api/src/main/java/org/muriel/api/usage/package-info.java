/** How much the server is used (REST specification, 18): decisions that were reported, counted where events are kept. */
@org.jspecify.annotations.NullMarked
package org.muriel.api.usage;
