package org.muriel.console.page;

import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Shares of visitors: people enter percent, the API has hundredths of a percent. */
public final class Shares {
    /** All visitors, in hundredths of a percent. */
    public static final long ALL = 10_000;

    private Shares() {}

    /** Hundredths of a percent, of a percentage with at most two decimals. */
    public static Optional<Long> basisPoints(String percent) {
        return percent.matches("[0-9]{1,5}([.,][0-9]{0,2})?")
                ? Optional.of(new BigDecimal(percent.replace(',', '.'))
                        .movePointRight(2)
                        .longValueExact())
                : Optional.empty();
    }

    /** A percentage as it is entered, such as {@code 12.5}. */
    public static String percent(long basisPoints) {
        return BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString();
    }

    /** What is no share goes as the text it is, so that the API says what it expects. */
    public static void put(ObjectNode json, String member, String percent) {
        basisPoints(percent).ifPresentOrElse(it -> json.put(member, it), () -> json.put(member, percent));
    }

    /** What is wrong with a share of visitors as it was entered, in the unit of the form; nothing when it is one. */
    public static Optional<String> problem(String percent) {
        return basisPoints(percent).filter(it -> it <= ALL).isPresent()
                ? Optional.empty()
                : Optional.of("expected a percentage from 0 to 100 with two decimals at most, found " + percent);
    }
}
