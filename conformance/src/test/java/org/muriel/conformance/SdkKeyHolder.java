package org.muriel.conformance;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Asks the decision service's routes with the SDK key of the decided project, and nothing else. */
record SdkKeyHolder(Client client) {
    static final Map<String, String> KEY = Map.of("X-Optimizely-SDK-Key", DecidedProject.SDK_KEY);

    Answer get(String path) {
        return client.send("GET", path, Optional.empty(), KEY);
    }

    Answer post(String path, String body) {
        return post(path, body, Map.of());
    }

    Answer post(String path, String body, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(KEY);
        headers.put("Content-Type", "application/json");
        headers.putAll(more);
        return client.send("POST", path, Optional.of(body), headers);
    }
}
