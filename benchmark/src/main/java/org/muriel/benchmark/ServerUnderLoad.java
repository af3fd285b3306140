package org.muriel.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A server started as a user starts it, in a process of its own, so that its cores are the only thing shared. */
final class ServerUnderLoad implements AutoCloseable {
    private final Process process;

    private ServerUnderLoad(Process process) {
        this.process = process;
    }

    /**
     * Starts a server and returns when it has answered.
     *
     * @param token the personal token it gets at its first start
     * @param data folder that holds all it keeps; its log is written beside it
     */
    static ServerUnderLoad start(int port, String token, Path data) throws IOException {
        Path log = data.resolveSibling(data.getFileName() + ".log");
        ProcessBuilder builder =
                new ProcessBuilder("./muriel", "serve", "--port", Integer.toString(port), "--data", data.toString());
        builder.environment().put("MURIEL_TOKEN", token);
        Process process =
                builder.redirectOutput(log.toFile()).redirectErrorStream(true).start();
        // an interrupted run stops it too; one that has stopped is not minded
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        LoadClient client = new LoadClient("127.0.0.1", port, token);
        try {
            await(process, () -> client.once("GET", "/v2/projects", "", 200));
        } catch (IOException e) {
            throw new IOException(Files.readString(log), e);
        }
        return new ServerUnderLoad(process);
    }

    /** Something that fails as long as a process is not ready. */
    @FunctionalInterface
    interface Attempt {
        Object make() throws IOException;
    }

    /** Returns when the attempt has succeeded once. */
    static void await(Process process, Attempt attempt) throws IOException {
        while (!succeeds(attempt)) {
            if (!process.isAlive()) {
                throw new IOException("the process stopped with status " + process.exitValue());
            }
            LockSupport.parkNanos(5_000_000); // trying without pause would take a core from the process
        }
    }

    private static boolean succeeds(Attempt attempt) {
        try {
            attempt.make();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** That of the server itself: the launcher becomes it. */
    long pid() {
        return process.pid();
    }

    /** Stops the server, and waits until it has. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
