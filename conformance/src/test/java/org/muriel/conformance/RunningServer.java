package org.muriel.conformance;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.muriel.api.agent.AgentCredential;
import org.muriel.api.datafile.DatafileAddresses;
import org.muriel.change.outbound.AllowedAddresses;
import org.muriel.change.outbound.Network;
import org.muriel.server.MurielServer;
import org.muriel.server.Settings;
import org.muriel.testkit.SteppingClock;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The server, in this process, on a port of its own. */
final class RunningServer implements AutoCloseable {
    /** Its first start takes this token from the environment. */
    static final String TOKEN = "2:a-token_of-the-conformance_tests";

    private static final Instant FIRST_START = Instant.parse("2026-01-01T00:00:00Z");

    /** With a fraction, so that whole seconds are seen to be cut, and long, so that a short run has a length. */
    private static final Duration STEP = Duration.ofNanos(1_234_567_891);

    static {
        // as the command does: what the HTTP library logs at each start is nobody's business here either
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private final MurielServer server;

    private RunningServer(MurielServer server) {
        this.server = server;
    }

    /** Starts on a folder for the first time. */
    static RunningServer in(Path folder) {
        return start(settings(folder, 0), Map.of("MURIEL_TOKEN", TOKEN), new SteppingClock(FIRST_START, STEP));
    }

    /** Starts on a folder that an earlier server has left, a day later. */
    static RunningServer again(Path folder, int port) {
        return start(settings(folder, port), Map.of(), new SteppingClock(FIRST_START.plus(Duration.ofDays(1)), STEP));
    }

    /** Starts on a folder, with the time that a test gives. */
    static RunningServer at(Path folder, InstantSource clock) {
        return start(settings(folder, 0), Map.of("MURIEL_TOKEN", TOKEN), clock);
    }

    /** Starts on a folder, with the time that a test gives and receivers of webhooks on this machine. */
    static RunningServer withReceivers(Path folder, InstantSource clock) {
        Network here = Network.parse("127.0.0.1").orElseThrow();
        return start(
                settings(folder, 0).withWebhookAddresses(new AllowedAddresses(List.of(here))),
                Map.of("MURIEL_TOKEN", TOKEN),
                clock);
    }

    /** Starts with what the environment gives. */
    static RunningServer start(Path folder, Map<String, String> environment) {
        return start(settings(folder, 0), environment, new SteppingClock(FIRST_START, STEP));
    }

    /** Starts on a folder for the first time and serves datafiles under guessable addresses too. */
    static RunningServer withDatafilesByProject(Path folder) {
        return start(
                settings(folder, 0).withDatafiles(DatafileAddresses.PROJECT),
                Map.of("MURIEL_TOKEN", TOKEN),
                new SteppingClock(FIRST_START, STEP));
    }

    /** Starts on a folder for the first time, where strangers reach the decision service's routes. */
    static RunningServer amongStrangers(Path folder) {
        return start(
                settings(folder, 0).withAgentCredential(AgentCredential.TOKEN),
                Map.of("MURIEL_TOKEN", TOKEN),
                new SteppingClock(FIRST_START, STEP));
    }

    /** Starts on a folder, with so many requests a minute for each token. */
    static RunningServer limited(Path folder, int perMinute, InstantSource clock) {
        return start(settings(folder, 0).withRateLimit(perMinute), Map.of("MURIEL_TOKEN", TOKEN), clock);
    }

    private static RunningServer start(Settings settings, Map<String, String> environment, InstantSource clock) {
        return new RunningServer(MurielServer.start(settings, environment, clock));
    }

    private static Settings settings(Path folder, int port) {
        return Settings.defaults().withData(folder).withPort(port);
    }

    String origin() {
        return server.address();
    }

    int port() {
        return Integer.parseInt(origin().substring(origin().lastIndexOf(':') + 1));
    }

    /** A client with the token of the first start. */
    Client client() {
        return stranger().with(TOKEN);
    }

    /** A client without a token. */
    Client stranger() {
        return new Client(origin());
    }

    MurielServer server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }
}
