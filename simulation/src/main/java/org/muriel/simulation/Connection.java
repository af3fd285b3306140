package org.muriel.simulation;

import org.jspecify.annotations.Nullable;
import org.muriel.simulation.rest.RestApi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which server, and who is asking. */
final class Connection {
    @Option(
            names = "--base-url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080/v2",
            description = "Where the API answers (default: ${DEFAULT-VALUE}).")
    private String baseUrl;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:MURIEL_TOKEN}",
            description = "A personal token of the server; by default that of the variable MURIEL_TOKEN.")
    private @Nullable String token;

    RestApi open(CommandSpec spec) {
        if (token == null || token.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(), "--token: expected a personal token here or in MURIEL_TOKEN, found nothing");
        }
        return new RestApi(baseUrl, token.strip());
    }
}
