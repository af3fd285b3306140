package org.muriel.api.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.muriel.api.decision.ServedEnvironment;
import org.muriel.api.json.Json;
import org.muriel.api.route.Call;
import org.muriel.api.route.Reply;
import org.muriel.decision.Overrides;
import org.muriel.decision.datafile.Datafile;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/override}: variations given by hand, in memory (SDK contract, 6.6). Thread-safe. */
final class Overriding {
    /** For one environment; they are for testers. */
    static final int MOST = 10_000;

    /** Of ids and keys, so that all overrides of an environment stay below some 20 MB. */
    static final int LONGEST = 500;

    private final Map<Long, AtomicInteger> counts = new ConcurrentHashMap<>();

    Reply override(Call call, ServedEnvironment environment) throws Refused {
        Payload payload = Payload.of(call);
        String userId = payload.text("userId");
        String experimentKey = payload.text("experimentKey");
        String variationKey = payload.text("variationKey");
        if (userId.isEmpty()) {
            throw new Refused(400, "userId cannot be empty");
        }
        if (experimentKey.isEmpty()) {
            throw new Refused(400, "experimentKey cannot be empty");
        }
        requireShort("userId", userId);
        requireShort("variationKey", variationKey);
        List<String> messages = new ArrayList<>();
        Optional<Datafile.Experiment> experiment = environment.ruleset().experiment(experimentKey);
        Optional<String> previous = experiment.isPresent()
                ? given(environment, userId, experiment.get(), variationKey, messages)
                : Optional.empty();
        if (experiment.isEmpty()) {
            messages.add("experimentKey not found in configuration");
        }
        return Reply.json(200, answer(userId, experimentKey, variationKey, previous, messages));
    }

    private static void requireShort(String member, String text) throws Refused {
        if (text.length() > LONGEST) {
            throw new Refused(400, member + ": expected at most " + LONGEST + " characters, found " + text.length());
        }
    }

    void forget(ServedEnvironment environment) {
        counts.remove(environment.datafile().environment().id());
    }

    private Optional<String> given(
            ServedEnvironment environment,
            String userId,
            Datafile.Experiment experiment,
            String variationKey,
            List<String> messages)
            throws Refused {
        Overrides overrides = environment.decider().overrides();
        AtomicInteger count =
                counts.computeIfAbsent(environment.datafile().environment().id(), it -> new AtomicInteger());
        if (variationKey.isEmpty()) {
            Optional<String> previous = overrides.remove(experiment.id(), userId);
            previous.ifPresent(it -> count.decrementAndGet());
            messages.add(previous.isPresent() ? "removing previous override" : "no pre-existing override");
            return previous;
        }
        if (overrides.get(experiment.id(), userId).isEmpty() && count.get() >= MOST) {
            throw new Refused(
                    400, "overrides: expected at most " + MOST + ", found as many already; remove some, or reset");
        }
        Optional<String> previous = overrides.put(experiment.id(), userId, variationKey);
        if (previous.isPresent()) {
            messages.add("updating previous override");
        } else {
            count.incrementAndGet();
        }
        if (experiment.variations().stream().noneMatch(it -> it.key().equals(variationKey))) {
            messages.add("variationKey not found in configuration");
        }
        return previous;
    }

    private static ObjectNode answer(
            String userId,
            String experimentKey,
            String variationKey,
            Optional<String> previous,
            List<String> messages) {
        ObjectNode answer = Json.object()
                .put("userId", userId)
                .put("experimentKey", experimentKey)
                .put("variationKey", variationKey)
                .put("prevVariationKey", previous.orElse(""));
        if (messages.isEmpty()) {
            answer.putNull("messages");
        } else {
            ArrayNode array = answer.putArray("messages");
            messages.forEach(array::add);
        }
        return answer;
    }
}
