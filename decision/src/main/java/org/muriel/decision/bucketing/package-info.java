/**
 * Where does a visitor stand on the line of traffic? {@link org.muriel.decision.bucketing.Bucketer} turns a bucketing
 * id and the id of an experiment into a bucket, {@link org.muriel.decision.bucketing.Traffic} a bucket into what its
 * range belongs to. It must not know visitors, experiments or JSON.
 */
@NullMarked
package org.muriel.decision.bucketing;

import org.jspecify.annotations.NullMarked;
