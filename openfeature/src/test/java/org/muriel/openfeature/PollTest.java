package org.muriel.openfeature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.EventDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderState;
import dev.openfeature.sdk.exceptions.GeneralError;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.muriel.decision.Decider;

class PollTest {
    private static final Duration OFTEN = Duration.ofMillis(5);

    private final DatafileServer server = new DatafileServer(Datafiles.ofVectors());
    private final MurielProvider provider =
            MurielProvider.polling(new Decider(), server.url(), Map.of("Authorization", "Bearer token"), OFTEN);
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    PollTest() throws IOException {}

    @AfterEach
    void stop() {
        OpenFeatureAPI.getInstance().shutdown();
        server.close();
    }

    private Client client() {
        Client client = OpenFeatureAPI.getInstance().getClient();
        client.onProviderConfigurationChanged(it -> events.add("changed " + revision(it)));
        client.onProviderStale(it -> events.add("stale"));
        client.onProviderReady(it -> events.add("ready"));
        return client;
    }

    private static String revision(EventDetails details) {
        return Objects.requireNonNull(details.getEventMetadata().getString("revision"));
    }

    private String next() throws InterruptedException {
        return String.valueOf(events.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void the_datafile_is_fetched_and_a_new_one_is_noticed() throws InterruptedException {
        OpenFeatureAPI.getInstance().setProviderAndWait(provider);
        Client client = client();
        assertThat(next()).isEqualTo("ready");
        assertThat(client.getBooleanValue("f_split", false, new ImmutableContext("user-4")))
                .isTrue();
        assertThat(server.authorization()).isEqualTo("Bearer token");

        server.publish(Datafiles.ofNextRevision(), "\"2\"");

        assertThat(next()).isEqualTo("changed 13");
        assertThat(server.answers()).startsWith("200").filteredOn("200"::equals).hasSize(2);
    }

    @Test
    void a_failing_server_makes_the_provider_stale_and_decisions_go_on() throws InterruptedException {
        OpenFeatureAPI.getInstance().setProviderAndWait(provider);
        Client client = client();
        assertThat(next()).isEqualTo("ready");

        server.broken(true);
        assertThat(next()).isEqualTo("stale");
        assertThat(client.getBooleanValue("f_split", false, new ImmutableContext("user-4")))
                .isTrue();
        server.broken(false);
        assertThat(next()).isEqualTo("ready");
        server.publish("{}".getBytes(StandardCharsets.UTF_8), "\"3\"");
        assertThat(next()).isEqualTo("stale");
        server.publish(Datafiles.ofNextRevision(), "\"4\"");
        // OpenFeature tells of events in an order of its own.
        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("changed 13", "ready");
        assertThat(client.getProviderState()).isEqualTo(ProviderState.READY);
    }

    @Test
    void a_server_that_fails_at_the_start_is_an_error_until_it_answers() throws InterruptedException {
        server.broken(true);
        assertThatThrownBy(() -> OpenFeatureAPI.getInstance().setProviderAndWait(provider))
                .isInstanceOf(GeneralError.class)
                .hasMessageEndingWith("answered 503, expected 200 or 304");
        Client client = client();
        assertThat(client.getProviderState()).isEqualTo(ProviderState.ERROR);

        server.broken(false);
        assertThat(next()).isEqualTo("ready");
        assertThat(client.getProviderState()).isEqualTo(ProviderState.READY);
        assertThat(client.getBooleanValue("f_split", false, new ImmutableContext("user-4")))
                .isTrue();
    }

    @Test
    void an_answer_without_an_end_is_given_up() throws InterruptedException {
        server.stuck(true);
        MurielProvider impatient = MurielProvider.polling(
                new Decider(), server.url(), Map.of(), Duration.ofDays(1), Duration.ofMillis(50));

        assertThatThrownBy(() -> OpenFeatureAPI.getInstance().setProviderAndWait(impatient))
                .isInstanceOf(GeneralError.class)
                .hasMessageEndingWith("cannot be read within PT0.05S");
        for (int i = 0; i < 1000 && server.answers().isEmpty(); i++) {
            events.poll(10, TimeUnit.MILLISECONDS);
        }
        assertThat(server.answers()).containsExactly("given up");
    }

    @Test
    void nothing_is_fetched_after_the_end() throws InterruptedException {
        OpenFeatureAPI.getInstance().setProviderAndWait(provider);
        OpenFeatureAPI.getInstance().shutdown();
        int fetched = server.answers().size();

        assertThat(events.poll(20 * OFTEN.toMillis(), TimeUnit.MILLISECONDS)).isNull();
        assertThat(server.answers()).hasSizeLessThanOrEqualTo(fetched + 1);
    }

    @Test
    void a_url_and_an_interval_are_checked_at_once() {
        Decider decider = new Decider();
        assertThatThrownBy(() -> MurielProvider.polling(decider, URI.create("file:/x"), Map.of(), OFTEN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MurielProvider.polling(decider, server.url(), Map.of(), Duration.ZERO))
                .hasMessage("the interval is PT0S, expected more than zero");
    }
}
