package org.muriel.api.arrival;

import static org.muriel.api.schema.Schema.anything;
import static org.muriel.api.schema.Schema.count;
import static org.muriel.api.schema.Schema.id;
import static org.muriel.api.schema.Schema.list;
import static org.muriel.api.schema.Schema.text;
import static org.muriel.api.schema.Schema.time;
import static org.muriel.api.schema.Schema.truth;

import org.muriel.api.schema.Shape;

/** What comes, as the API's description has it. */
final class ArrivalSchema {
    static final Shape RECENT = Shape.of("RecentEvent", "An event as it came.")
            .readOnly("seq", count(), "Ascends within the project: what came after it has more.")
            .readOnly("received_at", time(), "")
            .readOnly("outcome", text(), "`accepted`, `rejected`, or `duplicate` of one that came before.")
            .readOnlyIfAny("reason", text(), "Of a rejected one: a word for programs.")
            .readOnlyIfAny("detail", text(), "Of a rejected one: a sentence for people.")
            .readOnlyIfAny("type", text(), "`decision` or `conversion`.")
            .readOnlyIfAny("key", text(), "That of the event.")
            .readOnlyIfAny("experiment_id", text(), "As the client says.")
            .readOnlyIfAny("variation_id", text(), "As the client says.")
            .readOnlyIfAny("visitor_id", text(), "")
            .readOnlyIfAny("uuid", text(), "")
            .readOnlyIfAny("client_name", text(), "")
            .readOnlyIfAny("client_version", text(), "");

    private static final Shape ENVIRONMENT = Shape.of(
                    "DatafileFetch", "When SDKs of an environment fetched its datafile last.")
            .readOnly("environment_id", id(), "")
            .readOnly("key", text(), "")
            .readOnlyIfAny("datafile_fetched", time(), "Since the start of the server.");

    static final Shape ARRIVALS = Shape.of(
                    "Arrivals", "When the first of each kind came; what is missing has not come yet.")
            .readOnlyIfAny(
                    "datafile_fetched", time(), "When a datafile was fetched last, since the start of the server.")
            .readOnlyIfAny("first_decision", time(), "")
            .readOnlyIfAny("first_event", time(), "")
            .readOnlyIfAny("first_result", time(), "When there were visitors of two variations to compare.")
            .readOnly("environments", list(ENVIRONMENT), "");

    private static final Shape STEP = Shape.of("DoctorStep", "One thing without which there are no results.")
            .readOnly("step", text(), "`key`, `running`, `audience`, `events` or `ids`.")
            .readOnly("state", text(), "`passed`, `failed`, or `unknown` when it cannot be told yet.")
            .readOnly("words", text(), "A sentence for people.")
            .readOnly("detail", anything(), "The figures behind it.");

    static final Shape DOCTOR = Shape.of("Diagnosis", "Why an experiment has no results, step by step.")
            .readOnly("experiment_id", id(), "")
            .readOnly("healthy", truth(), "Whether no step fails.")
            .readOnlyIfAny("failing", text(), "The first step that fails.")
            .readOnly("steps", list(STEP), "In the order to look at them.");

    private ArrivalSchema() {}
}
