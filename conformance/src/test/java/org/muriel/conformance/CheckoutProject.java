package org.muriel.conformance;

import tools.jackson.databind.JsonNode;

/** A project with an experiment, {@code checkout}, that everybody is in, and an event, {@code purchase}. */
final class CheckoutProject {
    private CheckoutProject() {}

    /** @return its primary environment, as the server shows it */
    static JsonNode make(Client client) {
        long project = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                .good()
                .id();
        long event = client.post("/v2/projects/" + project + "/custom_events", "{\"key\": \"purchase\"}")
                .good()
                .id();
        client.post("/v2/experiments?action=start", """
                        {"project_id": %d, "key": "checkout", "metrics": [{"event_id": %d}], "variations": [
                        {"key": "original", "weight": 5000}, {"key": "green", "weight": 5000}]}""".formatted(project, event))
                .good();
        JsonNode environments =
                client.get("/v2/environments?project_id=" + project).good().json();
        for (JsonNode environment : environments) {
            if (environment.at("/is_primary").booleanValue(false)) {
                return environment;
            }
        }
        throw new AssertionError("no environment is the primary one: " + environments);
    }
}
