package org.muriel.result;

import java.util.ArrayList;
import java.util.List;
import org.muriel.experiment.audience.Condition;

/** Which of the experiment's visitors results are about. */
public sealed interface Segment {

    record Everyone() implements Segment {}

    /** Visitors by what their browser or their way to the site was. */
    record BuiltIn(Family family, String value) implements Segment {}

    /** Visitors whose attributes, as they were at the first decision, satisfy a condition. */
    record ByAttributes(Condition<AttributeTest> condition) implements Segment {}

    /** The regular expressions in it. */
    default List<String> patterns() {
        List<String> patterns = new ArrayList<>();
        if (this instanceof ByAttributes(Condition<AttributeTest> condition)) {
            condition.forEachLeaf(it -> {
                if (it.match() == Match.REGEX) {
                    patterns.add(it.value());
                }
            });
        }
        return patterns;
    }

    enum Family {
        BROWSER,
        DEVICE,
        SOURCE
    }

    record AttributeTest(long attributeId, String value, Match match) {}

    enum Match {
        EXACT,
        SUBSTRING,
        PREFIX,
        REGEX
    }
}
