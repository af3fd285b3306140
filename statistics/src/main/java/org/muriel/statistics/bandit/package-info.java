/**
 * Who should be given what next? {@link org.muriel.statistics.bandit.ThompsonShares} sends more units where it is likely
 * better, {@link org.muriel.statistics.bandit.LearningShares} where most is still to be learnt. Both are deterministic: the
 * same data give the same shares on every machine.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.statistics.bandit;
