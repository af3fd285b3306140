package org.muriel.console.results;

import java.util.List;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;

/**
 * Why there are no results, step by step, as the API finds it.
 *
 * @param message why not even that is known; mostly empty
 */
public record Doctor(List<Step> steps, String message) {

    /** @param state {@code passed}, {@code failed} or {@code unknown} */
    public record Step(String name, String state, String words) {
        static Step of(JsonNode json) {
            return new Step(
                    json.path("step").asString(""),
                    json.path("state").asString("unknown"),
                    json.path("words").asString(""));
        }

        public String question() {
            return switch (name) {
                case "key" -> "Do your services have an SDK key of the right environment?";
                case "running" -> "Does it run?";
                case "audience" -> "Do visitors qualify?";
                case "events" -> "Do events arrive?";
                case "ids" -> "Are decisions and conversions sent under the same visitor ids?";
                default -> name;
            };
        }
    }

    static Doctor of(Visit visit, long experimentId) {
        Answer answer = visit.get("/v2/x/experiments/" + experimentId + "/doctor");
        return new Doctor(
                Answer.elements(answer.body().path("steps"), Step::of),
                answer.problems().message());
    }
}
