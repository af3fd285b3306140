/**
 * What the resources of configured things share: listing, reading, creating, updating and archiving. Start at
 * {@link org.muriel.api.entity.Resource}.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.api.entity;
