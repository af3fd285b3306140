package org.muriel.api.document;

import java.util.Optional;
import java.util.Set;
import org.muriel.api.json.Json;
import org.muriel.api.route.Call;
import org.muriel.experiment.problem.Outcome;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request asks for.
 *
 * @param projectId the project to change; absent: the one that the document means
 * @param plan what the plan was called that is to be applied, and no other
 */
record Wanted(ObjectNode document, Optional<Long> projectId, boolean archivingAbsent, Optional<String> plan) {
    /** Longest name of a plan. */
    static final int PLAN = 100;

    private static final Set<String> MEMBERS = Set.of("document", "project_id", "archive_absent", "plan");

    static Outcome<Wanted> of(Call call) {
        return call.fields(true).then(in -> {
            in.rejectAllBut(MEMBERS);
            Wanted wanted = new Wanted(
                    in.jsonObject("document").orElseGet(Json::object),
                    in.id("project_id").value(),
                    in.truth("archive_absent").or(false, false),
                    in.text("plan", PLAN).value());
            return in.violations().orDone(wanted);
        });
    }
}
