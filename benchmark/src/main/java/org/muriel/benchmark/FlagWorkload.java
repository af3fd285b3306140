package org.muriel.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The same flags for every engine that is compared: each has one rule, for visitors of plan {@code pro} older than 18,
 * half of whom get either variation. All visitors are such.
 */
final class FlagWorkload {
    /** A power of two, so that taking the next one costs nothing. */
    static final int VISITORS = 1024;

    static final String PLAN = "pro";
    static final int AGE = 40;

    private FlagWorkload() {}

    static String flagKey(int flag) {
        return "flag_" + flag;
    }

    static String experimentKey(int flag) {
        return "flag_" + flag + "_test";
    }

    static String experimentId(int flag) {
        return String.valueOf(30_000 + flag);
    }

    /** A datafile of version 4 for Optimizely's engine and ours. */
    static byte[] datafile(int flags) {
        String experiments = joined(flags, FlagWorkload::experiment);
        String features = joined(flags, i -> """
                {"id": "%d", "key": "%s", "rolloutId": "", "experimentIds": ["%s"], "variables": []}""".formatted(20_000 + i, flagKey(i), experimentId(i)));
        return """
                {"version": "4", "revision": "1", "projectId": "1", "accountId": "2", "sdkKey": "benchmark",
                 "environmentKey": "production", "anonymizeIP": true, "botFiltering": false,
                 "sendFlagDecisions": false, "events": [], "variables": [], "groups": [], "rollouts": [],
                 "integrations": [], "attributes": [{"id": "11", "key": "plan"}, {"id": "12", "key": "age"}],
                 "audiences": [{"id": "10", "name": "adults on pro", "conditions": "[]"}],
                 "typedAudiences": [{"id": "10", "name": "adults on pro", "conditions": ["and",
                  {"type": "custom_attribute", "name": "plan", "match": "exact", "value": "%s"},
                  {"type": "custom_attribute", "name": "age", "match": "gt", "value": 18}]}],
                 "experiments": [%s], "featureFlags": [%s]}""".formatted(PLAN, experiments, features).getBytes(StandardCharsets.UTF_8);
    }

    private static String experiment(int i) {
        return """
                {"id": "%1$s", "key": "%2$s", "layerId": "%3$d", "status": "Running", "forcedVariations": {},
                 "audienceIds": ["10"], "audienceConditions": ["or", "10"],
                 "variations": [
                  {"id": "%4$d", "key": "off", "featureEnabled": false, "variables": []},
                  {"id": "%5$d", "key": "on", "featureEnabled": true, "variables": []}],
                 "trafficAllocation": [
                  {"entityId": "%4$d", "endOfRange": 5000},
                  {"entityId": "%5$d", "endOfRange": 10000}]}""".formatted(experimentId(i), experimentKey(i), 40_000 + i, 50_000 + 2 * i, 50_001 + 2 * i);
    }

    /** The same for LaunchDarkly's engine, in the form its file source reads. */
    static String launchDarklyFlags(int flags) {
        return "{\"flags\": {" + joined(flags, i -> """
                "%1$s": {"key": "%1$s", "version": 1, "on": true, "variations": [false, true], "salt": "%2$s",
                 "offVariation": 0, "fallthrough": {"variation": 0}, "targets": [], "prerequisites": [],
                 "rules": [{"id": "rule", "clauses": [
                   {"attribute": "plan", "op": "in", "values": ["%3$s"], "negate": false},
                   {"attribute": "age", "op": "greaterThan", "values": [18], "negate": false}],
                  "rollout": {"bucketBy": "key", "variations": [
                   {"variation": 0, "weight": 50000}, {"variation": 1, "weight": 50000}]}}]}""".formatted(flagKey(i), experimentId(i), PLAN)) + "}}";
    }

    private static String joined(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining(",\n"));
    }
}
