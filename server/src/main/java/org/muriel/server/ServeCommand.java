package org.muriel.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.muriel.api.agent.AgentCredential;
import org.muriel.api.datafile.DatafileAddresses;
import org.muriel.api.project.DefaultEnvironments;
import org.muriel.change.outbound.AllowedAddresses;
import org.muriel.change.outbound.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        description = "Run the server until it is told to stop.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ServeCommand implements Runnable {
    @Option(
            names = "--host",
            defaultValue = Settings.DEFAULT_HOST,
            description = "Address to listen on (default: ${DEFAULT-VALUE}, this machine only).")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "" + Settings.DEFAULT_PORT,
            description = "Port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data",
            defaultValue = Settings.DEFAULT_DATA,
            description = "Folder that holds all that is kept (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--environment-keys",
            defaultValue = "capitalised",
            description = "Keys of a new project's environments: capitalised (Production, Development) or"
                    + " lowercase (default: ${DEFAULT-VALUE}).")
    private DefaultEnvironments environmentKeys;

    @Option(
            names = "--datafiles-by",
            defaultValue = "key",
            description = "Where datafiles are served: key, under SDK keys only, or project, that of the primary"
                    + " environment also under the project's id, which anybody can guess (default: ${DEFAULT-VALUE}).")
    private DatafileAddresses datafilesBy;

    @Option(
            names = "--agent-credential",
            defaultValue = "key",
            description = "What the routes below /v1 ask for that show or change what other visitors get: key, the SDK"
                    + " key, or token, a personal token beside it, for where strangers reach them"
                    + " (default: ${DEFAULT-VALUE}).")
    private AgentCredential agentCredential;

    @Option(
            names = "--open-metrics",
            defaultValue = "false",
            description = "Let anybody read the measurements at /metrics, without a token.")
    private boolean openMetrics;

    @Option(
            names = "--event-days",
            defaultValue = "0",
            description = "How many days events of visitors are kept, 0 for ever (default: ${DEFAULT-VALUE}).")
    private int eventDays;

    @Option(
            names = "--rate-limit",
            defaultValue = "0",
            description = "How many requests a minute a token has, 0 for as many as come (default: ${DEFAULT-VALUE}).")
    private int rateLimit;

    @Option(
            names = "--webhook-networks",
            defaultValue = "public",
            description = "Where webhooks may be sent: public, addresses of the internet alone, or networks that are"
                    + " allowed as well, such as 10.0.0.0/8,127.0.0.1 (default: ${DEFAULT-VALUE}).")
    private String webhookNetworks;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port: expected 0 to 65535, found " + port);
        }
        if (eventDays < 0) {
            throw new ParameterException(spec.commandLine(), "--event-days: expected 0 or more, found " + eventDays);
        }
        if (rateLimit < 0) {
            throw new ParameterException(spec.commandLine(), "--rate-limit: expected 0 or more, found " + rateLimit);
        }
        if (data.toString().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--data: expected a folder, found nothing");
        }
        MurielServer server = MurielServer.start(
                new Settings(
                        host,
                        port,
                        data,
                        environmentKeys,
                        datafilesBy,
                        agentCredential,
                        openMetrics,
                        eventDays,
                        rateLimit,
                        webhookAddresses()),
                System.getenv(),
                InstantSource.system());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            stopped.countDown();
                        },
                        "stop"));
        tell(server);
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private AllowedAddresses webhookAddresses() {
        if (webhookNetworks.equals("public")) {
            return AllowedAddresses.PUBLIC;
        }
        return new AllowedAddresses(Stream.of(webhookNetworks.split(",", -1))
                .map(text -> Network.parse(text.strip())
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                "--webhook-networks: expected public, or networks such as 10.0.0.0/8, found '" + text
                                        + "'")))
                .toList());
    }

    private String dataOption() {
        return data.equals(Path.of(Settings.DEFAULT_DATA)) ? "" : " --data " + data;
    }

    private void tell(MurielServer server) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Muriel " + Muriel.version() + " listens on " + server.address());
        out.println("REST API:  " + server.address() + "/v2");
        out.println("Data:      " + data.toAbsolutePath().normalize());
        server.firstToken().ifPresent(token -> {
            out.println();
            out.println("Personal token, shown this once: " + token.reveal());
            out.println("Keep it; './muriel token create" + dataOption() + "' makes another.");
        });
        out.flush();
    }
}
