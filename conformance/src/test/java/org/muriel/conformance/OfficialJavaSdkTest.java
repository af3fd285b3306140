package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.optimizely.ab.Optimizely;
import com.optimizely.ab.OptimizelyUserContext;
import com.optimizely.ab.config.HttpProjectConfigManager;
import com.optimizely.ab.notification.NotificationCenter;
import com.optimizely.ab.notification.UpdateConfigNotification;
import com.optimizely.ab.optimizelydecision.OptimizelyDecision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.conformance.DecisionCases.Decided;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The official Java SDK, unmodified, with the running server as its datafile's origin. */
class OfficialJavaSdkTest {
    private static final int PATIENCE_SECONDS = 20;

    static {
        // the cases are full of what it warns of
        ((Logger) LoggerFactory.getLogger("com.optimizely.ab")).setLevel(Level.ERROR);
    }

    @TempDir
    private Path folder;

    private RunningServer server;
    private Optimizely optimizely;

    @BeforeEach
    void start() {
        DecidedProject.writeTo(folder);
        server = RunningServer.in(folder);
        // both tell of changes by it
        NotificationCenter center = new NotificationCenter();
        HttpProjectConfigManager manager = HttpProjectConfigManager.builder()
                .withNotificationCenter(center)
                .withUrl(server.origin() + "/datafiles/" + DecidedProject.SDK_KEY + ".json")
                .withSdkKey(DecidedProject.SDK_KEY)
                .withPollingInterval(200L, TimeUnit.MILLISECONDS)
                .withBlockingTimeout((long) PATIENCE_SECONDS, TimeUnit.SECONDS)
                .build();
        optimizely = Optimizely.builder()
                .withConfigManager(manager)
                .withNotificationCenter(center)
                .build();
    }

    @AfterEach
    void stop() {
        optimizely.close();
        server.close();
    }

    @Test
    void decides_every_case_as_the_vectors_say() {
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (DecisionCases.Visitor visitor : DecisionCases.visitors()) {
            Map<String, Decided> found = decide(visitor);
            compared += found.size();
            differences.addAll(DecisionCases.differences(visitor, found));
        }

        assertThat(differences).isEmpty();
        assertThat(compared).isEqualTo(368);
    }

    @Test
    void sees_a_change_arrive_and_decides_by_it() throws InterruptedException {
        assertThat(optimizely.createUserContext("user-0").decide("f_split").getRuleKey())
                .isEqualTo("split_50");
        String before = revision();
        CountDownLatch changed = new CountDownLatch(1);
        // the SDK may still be telling of its first datafile, which it hands out before it says so
        optimizely.getNotificationCenter().addNotificationHandler(UpdateConfigNotification.class, it -> {
            if (!revision().equals(before)) {
                changed.countDown();
            }
        });

        server.client().patch("/v2/experiments/301?action=pause", "{}").good();

        assertThat(changed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(Long.parseLong(revision())).isGreaterThan(Long.parseLong(before));
        assertThat(optimizely.createUserContext("user-0").decide("f_split").getRuleKey())
                .isNotEqualTo("split_50");
    }

    private String revision() {
        return optimizely.getOptimizelyConfig().getRevision();
    }

    private Map<String, Decided> decide(DecisionCases.Visitor visitor) {
        Map<String, Object> attributes = new HashMap<>();
        visitor.attributes().forEachEntry((key, value) -> attributes.put(key, attribute(value)));
        OptimizelyUserContext user = optimizely.createUserContext(visitor.id(), attributes);
        Map<String, Decided> found = new HashMap<>();
        user.decideAll().forEach((flag, decision) -> found.put(flag, decided(decision)));
        return found;
    }

    private static Object attribute(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.stringValue();
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.isIntegralNumber() ? (Object) value.longValue() : (Object) value.doubleValue();
            default -> throw new AssertionError("an attribute of another kind: " + value);
        };
    }

    private static Decided decided(OptimizelyDecision decision) {
        return Decided.of(Json.parse("{\"ruleKey\": " + quoted(decision.getRuleKey()) + ", \"variationKey\": "
                + quoted(decision.getVariationKey()) + ", \"enabled\": " + decision.getEnabled()
                + ", \"variables\": " + decision.getVariables().toString() + "}"));
    }

    private static String quoted(@Nullable String text) {
        return Optional.ofNullable(text).map(it -> Json.write(Json.text(it))).orElse("null");
    }
}
