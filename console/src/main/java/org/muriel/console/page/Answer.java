package org.muriel.console.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What the API answered to a page.
 *
 * @param body JSON; a missing node when the answer has none
 * @param etag with which the next change can say what it is a change of
 * @param lastPage of a list of several pages, the number of its last
 */
public record Answer(int status, JsonNode body, Optional<String> etag, OptionalInt lastPage) {
    private static final Pattern LAST = Pattern.compile("[?&]page=([0-9]+)[^>]*>; rel=last");

    static OptionalInt lastPage(String links) {
        Matcher last = LAST.matcher(links);
        return last.find() ? OptionalInt.of(Integer.parseInt(last.group(1))) : OptionalInt.empty();
    }

    /** Whether it was done, or is what was asked for. */
    public boolean isDone() {
        return status >= 200 && status < 300;
    }

    /** Whether somebody else was faster (record 0055). */
    public boolean isStale() {
        return status == 412;
    }

    /** The body, for a page that is nothing without it. */
    public JsonNode orStop() {
        if (!isDone()) {
            throw new Stopped(this);
        }
        return body;
    }

    /** The elements of a list, for a page that is nothing without it. */
    public List<JsonNode> listOrStop() {
        return Answer.elements(orStop());
    }

    /** The elements of an array; none of anything else. */
    public static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** The elements of an array, each read. */
    public static <T> List<T> elements(JsonNode array, Function<JsonNode, T> read) {
        return StreamSupport.stream(array.spliterator(), false).map(read).toList();
    }

    /** What was wrong; nothing when it was done. */
    public Problems problems() {
        return isDone() ? Problems.NONE : Problems.of(body, status);
    }

    /**
     * What was wrong with a change, in words for its form. Somebody else may have been faster.
     */
    public Problems problemsOfForm() {
        return isStale()
                ? new Problems(
                        "Somebody has changed this since you opened it, so nothing was saved. What you entered is still here:"
                                + " open the page in another tab to see what is new, then load this one again.",
                        Map.of())
                : problems();
    }

    /** A page cannot go on, because the API did not give what it is about. Becomes the page that says so. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Answer answer;

        Stopped(Answer answer) {
            super("the API answered " + answer.status(), null, false, false);
            this.answer = answer;
        }

        Answer answer() {
            return answer;
        }
    }
}
