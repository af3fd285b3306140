package org.muriel.statistics.estimate;

/** Where an effect is, for those who only show it; how far to trust it is what tells the two kinds apart. */
public sealed interface Bounds permits Interval, AnytimeInterval {
    double low();

    double high();

    default boolean contains(double value) {
        return low() <= value && value <= high();
    }
}
