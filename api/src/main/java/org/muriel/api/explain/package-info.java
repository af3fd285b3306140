/** Why a visitor gets what it gets: {@link org.muriel.api.explain.ExplainRoutes}, ours and no other service's. */
@org.jspecify.annotations.NullMarked
package org.muriel.api.explain;
