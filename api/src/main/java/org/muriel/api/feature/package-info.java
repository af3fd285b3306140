/** Features, rollout rules and variables (REST specification, 7). */
@org.jspecify.annotations.NullMarked
package org.muriel.api.feature;
