package org.muriel.cli.tutorial;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the API answers and with which token, found as the tutorial finds it: in the settings file, in the environment,
 * or at the prompt.
 */
public record Connection(String baseUrl, String token) {

    /**
     * @param settings the settings file; absent: {@code .settings.yaml}, if there is one
     * @param baseUrl goes before that of the settings
     */
    public static Connection find(Terminal terminal, Optional<Path> settings, Optional<String> baseUrl) {
        Settings found = Settings.open(terminal, new Tutorial.Options(settings, baseUrl, false));
        return new Connection(found.baseUrl(), found.token());
    }
}
