package org.muriel.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** A client of the REST API that others published on npm, unmodified, whose methods a test calls. */
final class ForeignClient implements AutoCloseable {
    private final NodeProgram program;
    private final List<String> methods = new ArrayList<>();
    private final Set<String> called = new TreeSet<>();

    private ForeignClient(NodeProgram program) {
        this.program = program;
    }

    /**
     * Starts a client that sends the owner's token to a server.
     *
     * @param script file name in {@code src/test/clients}
     */
    static ForeignClient start(String script, RunningServer server) {
        return start(script, server, RunningServer.TOKEN);
    }

    /** Starts a client that sends a token to a server. */
    static ForeignClient start(String script, RunningServer server, String token) {
        ForeignClient client = new ForeignClient(NodeProgram.startIn("clients", script, server.origin(), token));
        Json.parse(client.program.line()).forEach(name -> client.methods.add(name.stringValue()));
        return client;
    }

    /**
     * What a method returned.
     *
     * @param arguments JSON, separated by commas
     */
    JsonNode call(String method, String arguments) {
        JsonNode answer = answer(method, arguments);
        if (answer.has("error")) {
            throw new AssertionError(method + "(" + arguments + ") was refused: " + answer);
        }
        return answer.at("/value");
    }

    /** What a method that was called in vain threw. */
    JsonNode refused(String method, String arguments) {
        JsonNode answer = answer(method, arguments);
        if (!answer.has("error")) {
            throw new AssertionError(method + "(" + arguments + ") was not refused: " + answer);
        }
        return answer.at("/error");
    }

    private JsonNode answer(String method, String arguments) {
        called.add(method);
        program.say("{\"method\": \"" + method + "\", \"arguments\": [" + arguments.replace("\n", " ") + "]}");
        return Json.parse(program.line());
    }

    /** The methods that the client has and no test called. */
    Set<String> neverCalled() {
        Set<String> left = new TreeSet<>(methods);
        left.removeAll(called);
        return left;
    }

    @Override
    public void close() {
        program.close();
    }
}
