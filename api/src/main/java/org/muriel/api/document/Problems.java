package org.muriel.api.document;

import java.util.List;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.problem.Violation;

/** What stands in the way of one entry, told of its place in the document. */
final class Problems {
    private Problems() {}

    static List<Violation> violations(Problem problem, String at) {
        return switch (problem) {
            case Problem.Malformed(List<Violation> violations) ->
                violations.stream().map(it -> it.below(at)).toList();
            case Problem.Taken(String what, String member, String value, long byId) ->
                List.of(new Violation(
                        at + "/" + member,
                        "a " + member + " that no other " + what + " of the project has, archived ones included",
                        "'" + value + "', which belongs to " + byId));
            case Problem.NotAllowedNow(String change, String currentStatus, String expectedStatus) ->
                List.of(new Violation(at, "to be " + expectedStatus + " in order to " + change, currentStatus));
            case Problem.NotFound(String what, long id) ->
                List.of(new Violation(at, "a " + what + " of this project", Long.toString(id)));
            case Problem.Unknown(String what, String id) ->
                List.of(new Violation(at, "a " + what + " of this project", id));
            case Problem.NotPermitted(String what, String expected, String found) ->
                List.of(new Violation(at, "to be " + expected + " in order to " + what, found));
            case Problem.Stale(String what, long id, String expected, String present) ->
                List.of(new Violation(at, "the revision " + present + " of " + what + " " + id, expected));
            case Problem.KeyReused(String key) -> List.of(new Violation(at, "another key", key));
            case Problem.TooMany(String what) -> List.of(new Violation(at, "fewer " + what, "too many"));
            case Problem.Outdated(String what) ->
                List.of(new Violation(at, "a " + what + " of the present state", "one of another"));
            case Problem.Gone(String what, long id) ->
                List.of(new Violation(at, "a " + what + " that is not archived", Long.toString(id)));
        };
    }
}
