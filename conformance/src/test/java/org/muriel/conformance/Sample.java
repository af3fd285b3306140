package org.muriel.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * A project with something of every kind in it, made through the API: attributes with odd characters, an archived
 * event, an audience, a feature with a rule, an experiment that ran and one that never did.
 *
 * @param paused the experiment that ran, whose results no longer change
 * @param reads paths of all there is to read
 */
record Sample(long project, long attribute, long feature, long paused, List<String> reads) {

    static Sample make(Client client) {
        long project = client.post("/v2/projects", """
                {"name": "Zoë's shop", "platform": "custom", "sdks": ["java"], "confidence_threshold": 0.95}""").good().id();
        long attribute =
                client.post("/v2/attributes", """
                {"project_id": %d, "key": "customer tier", "name": "Tier – 😀", "description": "a\\n\\"b\\"\\\\c"}""".formatted(project)).good().id();
        long event = client.post("/v2/projects/" + project + "/custom_events", """
                {"key": "basket", "name": "Basket filled", "category": "add_to_cart",
                 "event_properties": [{"name": "size", "data_type": "number"}]}""")
                .good()
                .id();
        long oldEvent = client.post("/v2/projects/" + project + "/custom_events", "{\"key\": \"old\"}")
                .good()
                .id();
        client.delete("/v2/projects/" + project + "/custom_events/" + oldEvent).good();
        long audience =
                client.post("/v2/audiences", """
                {"project_id": %d, "name": "Gold", "conditions": ["or",
                 {"type": "custom_attribute", "name": "Tier – 😀", "value": "gold"},
                 ["not", {"type": "custom_attribute", "name": "Tier – 😀", "match_type": "gt", "value": 10.50}]]}""".formatted(project)).good().id();
        long feature = client.post("/v2/features", """
                {"project_id": %d, "key": "checkout", "variables": [
                  {"key": "steps", "type": "integer", "default_value": "3"},
                  {"key": "colours", "type": "json", "default_value": "{\\"b\\": 1, \\"a\\": [1.50]}"}],
                 "environments": {"Production": {"rollout_rules": [
                  {"audience_ids": [%d], "enabled": true, "percentage_included": 1000}]}}}""".formatted(project, audience))
                .good()
                .id();
        long paused = experiment(client, project, event, feature);
        long draft =
                client.post("/v2/experiments", """
                {"project_id": %d, "key": "draft", "schedule": {"start_time": "2040-01-01", "time_zone": "Europe/Berlin"},
                 "variations": [{"key": "a", "weight": 5000}, {"key": "b", "weight": 5000}]}""".formatted(project)).good().id();

        List<String> reads = new ArrayList<>(List.of(
                "/v2/projects",
                "/v2/projects/" + project,
                "/v2/environments?project_id=" + project,
                "/v2/attributes?project_id=" + project,
                "/v2/attributes/" + attribute,
                "/v2/events?project_id=" + project,
                "/v2/events/" + event,
                "/v2/events/" + oldEvent,
                "/v2/audiences?project_id=" + project,
                "/v2/audiences/" + audience,
                "/v2/features?project_id=" + project,
                "/v2/features/" + feature,
                "/v2/experiments?project_id=" + project + "&per_page=1",
                "/v2/experiments/" + paused,
                "/v2/experiments/" + draft,
                "/v2/experiments/" + paused + "/results",
                "/v2/experiments/" + paused + "/timeseries",
                "/v2/experiments/" + paused + "/report",
                "/v2/export/experiments/" + paused + "/results/csv",
                "/v2/experiments/" + draft + "/results",
                "/v2/experiments/" + paused + "/results/share",
                "/v2/attributes/1"));
        client.get("/v2/environments?project_id=" + project)
                .good()
                .json()
                .forEach(it -> reads.add("/v2/environments/" + it.at("/id")));
        String shared = client.get("/v2/experiments/" + paused + "/results/share")
                .at("/url")
                .stringValue();
        reads.add(shared.substring(shared.indexOf("/share/")));
        return new Sample(project, attribute, feature, paused, List.copyOf(reads));
    }

    /** An experiment that was started, changed and paused. */
    private static long experiment(Client client, long project, long event, long feature) {
        Answer created = client.post("/v2/experiments", """
                {"project_id": %d, "key": "short-checkout", "holdback": 5000, "feature_id": %d,
                 "metrics": [{"event_id": %d}, {"aggregator": "sum", "event_id": %d, "field": "revenue"}],
                 "variations": [{"key": "three", "weight": 5000},
                                {"key": "two", "weight": 5000, "variable_values": {"steps": 2}}]}""".formatted(project, feature, event, event))
                .good();
        String path = "/v2/experiments/" + created.id();
        client.patch(path + "?action=start", """
                {"whitelist": [{"user_id": "visitor-ü", "variation_id": %s}]}""".formatted(created.at("/variations/1/variation_id")))
                .good();
        client.patch(path + "?action=pause", "{}").good();
        return created.id();
    }
}
