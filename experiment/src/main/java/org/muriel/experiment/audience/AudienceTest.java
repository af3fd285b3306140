package org.muriel.experiment.audience;

import java.math.BigDecimal;
import java.util.Optional;

/** One test of a visitor. */
public sealed interface AudienceTest {

    /**
     * A test of an attribute. It refers to the attribute by id, so renaming the attribute changes what is shown and
     * not what is meant.
     *
     * @param spelledByKey the author wrote the attribute's key where its name is usual
     * @param match absent when the author left it to the default, {@link MatchType#EXACT}
     * @param value absent when the author wrote none
     */
    record OfAttribute(long attributeId, boolean spelledByKey, Optional<MatchType> match, Optional<Value> value)
            implements AudienceTest {}

    /**
     * A test only browsers can make, or one that an import brought and nobody here can make: kept as written, and known
     * for nobody.
     *
     * @param json one JSON object
     */
    record OfBrowser(String json) implements AudienceTest {}

    /** What an attribute is compared with. */
    sealed interface Value {
        record Text(String text) implements Value {}

        record Numeric(BigDecimal number) implements Value {}

        record Truth(boolean truth) implements Value {}

        /** Written {@code null}; only {@link MatchType#EXISTS} has no value to compare with. */
        record Nothing() implements Value {}
    }
}
