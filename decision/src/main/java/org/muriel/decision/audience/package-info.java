/**
 * Does a visitor belong to an audience? Conditions are trees over tests of attributes, and their logic knows a third
 * value: unknown. Start at {@link org.muriel.decision.audience.Condition}; how one attribute is compared is in {@link
 * org.muriel.decision.audience.Leaf}. It must not know experiments, buckets or JSON.
 */
@NullMarked
package org.muriel.decision.audience;

import org.jspecify.annotations.NullMarked;
