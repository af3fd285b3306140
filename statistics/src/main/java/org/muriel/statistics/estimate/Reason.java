package org.muriel.statistics.estimate;

/** Why a statistic cannot be computed, or must not be shown. */
public enum Reason {
    /** An arm has no units. */
    NO_DATA,
    /** Too little data for the method to keep its promise: the gate of the engine is still closed. */
    TOO_LITTLE_DATA,
    /** No unit differs from another, so nothing is known about chance. */
    NO_VARIANCE,
    /** There is no observed difference to go by. */
    NO_EFFECT,
    /** The baseline's mean is 0, so nothing is relative to it. */
    BASELINE_IS_ZERO,
    /** The baseline's mean cannot be told from 0, or too little is known: an interval would have no end. */
    UNBOUNDED,
    /** More than anybody could wait for. */
    OUT_OF_REACH,
    /** The figures are larger or smaller than arithmetic on doubles can square. */
    OUT_OF_RANGE,
    /** The time planned beforehand has not come. */
    NOT_YET,
    /** The method makes no statement of this kind. */
    NOT_OF_THIS_METHOD
}
