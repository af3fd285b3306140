package org.muriel.api.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.muriel.api.json.Words;
import org.muriel.experiment.traffic.Share;

/**
 * What a JSON value may be. The factories are named as the readers of {@link org.muriel.api.json.Fields}, and take the
 * same limits, so that a codec and its description read alike.
 */
public sealed interface Schema permits Schema.Value, Shape {

    /** Everything but objects whose members are known, which have a name: {@link Shape}. */
    sealed interface Value extends Schema {}

    /**
     * @param longest in UTF-16 units
     * @param pattern what some part of the text matches, in the syntax that Java and JavaScript share
     */
    record Text(int shortest, int longest, Optional<String> pattern) implements Value {}

    record Word(List<String> words) implements Value {
        public Word {
            words = List.copyOf(words);
        }
    }

    record Whole(long lowest, long highest) implements Value {}

    record Decimal(double lowest, double highest) implements Value {}

    record Truth() implements Value {}

    /** {@code YYYY-MM-DDTHH:MM:SS.ffffffZ} in answers; any ISO 8601 date-time in requests. */
    record Time() implements Value {}

    /** JSON in a text. The JSON itself is taken as well. */
    record JsonText(int longest) implements Value {}

    /** Text. A number or a truth value is taken as the text it is written with. */
    record Scalar(int longest) implements Value {}

    /** Any JSON. */
    record Anything() implements Value {}

    /** What is not JSON, in one of these forms. */
    record File(List<String> mediaTypes) implements Value {}

    record ListOf(Schema element, int most) implements Value {}

    /** An object with free names. */
    record MapOf(Schema value, int most) implements Value {}

    static Schema text(int longest) {
        return new Text(0, longest, Optional.empty());
    }

    /** Text of any length: only in answers. */
    static Schema text() {
        return text(Integer.MAX_VALUE);
    }

    /** Text that is more than blanks. */
    static Schema filledText(int longest) {
        return new Text(1, longest, Optional.of("\\S"));
    }

    /** @param pattern what the whole text matches */
    static Schema matching(Pattern pattern) {
        return new Text(0, Integer.MAX_VALUE, Optional.of("^(?:" + pattern.pattern() + ")$"));
    }

    static Schema word(Words<?> words) {
        return new Word(List.copyOf(words.all()));
    }

    static Schema word(String... words) {
        return new Word(List.of(words));
    }

    static Schema word(Set<String> words) {
        return new Word(words.stream().sorted().toList());
    }

    static Schema truth() {
        return new Truth();
    }

    static Schema id() {
        return new Whole(1, (1L << 53) - 1);
    }

    static Schema integer(long lowest, long highest) {
        return new Whole(lowest, highest);
    }

    /** A number of things. */
    static Schema count() {
        return new Whole(0, Long.MAX_VALUE);
    }

    /** A whole number that keeps its digits in JavaScript. */
    static Schema wholeNumber() {
        return new Whole(-(1L << 53) + 1, (1L << 53) - 1);
    }

    static Schema number(double lowest, double highest) {
        return new Decimal(lowest, highest);
    }

    static Schema number() {
        return new Decimal(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** Hundredths of a percent. */
    static Schema share() {
        return new Whole(Share.NOBODY.basisPoints(), Share.EVERYONE.basisPoints());
    }

    static Schema time() {
        return new Time();
    }

    static Schema jsonOrText(int longest) {
        return new JsonText(longest);
    }

    static Schema scalarText(int longest) {
        return new Scalar(longest);
    }

    static Schema anything() {
        return new Anything();
    }

    static Schema file(String... mediaTypes) {
        return new File(List.of(mediaTypes));
    }

    static Schema list(Schema element, int most) {
        return new ListOf(element, most);
    }

    /** A list of any length: only in answers. */
    static Schema list(Schema element) {
        return list(element, Integer.MAX_VALUE);
    }

    static Schema byName(Schema value, int most) {
        return new MapOf(value, most);
    }

    /** An object of any size: only in answers. */
    static Schema byName(Schema value) {
        return byName(value, Integer.MAX_VALUE);
    }
}
