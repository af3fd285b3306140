/** Campaigns, as far as projects without browser pages see them (REST specification, 14). */
@org.jspecify.annotations.NullMarked
package org.muriel.api.campaign;
