/**
 * What bodies look like, as data: written beside the codec of each resource, from the limits and words the codec reads
 * with. Start at {@link org.muriel.api.schema.Shape}. Knows neither routes nor how a description is written down.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.api.schema;
