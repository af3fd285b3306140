package org.muriel.experiment.traffic;

/** A share of traffic in hundredths of a percent: 10 000 is everyone, 0 is nobody. */
public record Share(int basisPoints) {
    public static final Share NOBODY = new Share(0);
    public static final Share EVERYONE = new Share(10_000);

    public Share {
        if (basisPoints < 0 || basisPoints > 10_000) {
            throw new IllegalArgumentException("share is " + basisPoints + ", expected 0 to 10000");
        }
    }

    /** What this share leaves: the holdback of an allocation, and the other way round. */
    public Share rest() {
        return new Share(10_000 - basisPoints);
    }
}
