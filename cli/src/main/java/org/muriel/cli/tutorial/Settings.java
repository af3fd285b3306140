package org.muriel.cli.tutorial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The values a step needs: from the settings file, from an earlier step of the same run or, failing these,
 * from the prompt. Not safe for several threads.
 */
final class Settings {
    private static final Path DEFAULT_FILE = Path.of(".settings.yaml");
    private static final String DEFAULT_BASE_URL = "http://127.0.0.1:8080/v2";

    private final Terminal terminal;
    private final Tutorial.Options options;
    private final SettingsFile file;
    private final Map<Setting, Object> values;
    private boolean withoutFeature;

    private Settings(Terminal terminal, Tutorial.Options options, SettingsFile file) {
        this.terminal = terminal;
        this.options = options;
        this.file = file;
        this.values = new EnumMap<>(Setting.class);
    }

    static Settings open(Terminal terminal, Tutorial.Options options) {
        SettingsFile file =
                new SettingsFile(terminal.directory(), options.settings().orElse(DEFAULT_FILE));
        Settings settings = new Settings(terminal, options, file);
        if (file.exists()) {
            settings.values.putAll(file.read());
        } else if (options.settings().isPresent() && !options.save()) {
            throw new CannotGoOn(file + " does not exist; with --save it is made");
        }
        return settings;
    }

    /** Forgets what belongs to an earlier project, keeping only how to reach the server. */
    Settings forNewProject(boolean withoutFeature) {
        values.keySet().removeIf(setting -> setting != Setting.TOKEN && setting != Setting.BASE_URL);
        this.withoutFeature = withoutFeature;
        return this;
    }

    String baseUrl() {
        Object known = values.get(Setting.BASE_URL);
        return options.baseUrl().orElse(known instanceof String url ? url : DEFAULT_BASE_URL);
    }

    String token() {
        String variable =
                terminal.environment().getOrDefault("MURIEL_TOKEN", "").strip();
        if (!values.containsKey(Setting.TOKEN) && !variable.isEmpty()) {
            return variable;
        }
        return text(Setting.TOKEN);
    }

    String text(Setting setting) {
        if (values.get(setting) instanceof String text) {
            return text;
        }
        String answer = ask(setting);
        while (answer.isEmpty()) {
            terminal.err().println("Nothing was entered; expected " + setting.expected() + ".");
            answer = ask(setting);
        }
        values.put(setting, answer);
        return answer;
    }

    long id(Setting setting) {
        return askedId(setting, false).orElseThrow();
    }

    /** The feature of an experiment; an empty answer at the prompt means none. */
    OptionalLong featureId() {
        return withoutFeature ? OptionalLong.empty() : askedId(Setting.FEATURE_ID, true);
    }

    private OptionalLong askedId(Setting setting, boolean emptyAllowed) {
        if (values.get(setting) instanceof Long id) {
            return OptionalLong.of(id);
        }
        while (true) {
            String answer = ask(setting);
            if (answer.isEmpty() && emptyAllowed) {
                return OptionalLong.empty();
            }
            try {
                long id = Long.parseLong(answer);
                values.put(setting, id);
                return OptionalLong.of(id);
            } catch (NumberFormatException notANumber) {
                terminal.err().println("\"" + answer + "\" is not " + setting.expected() + ".");
            }
        }
    }

    /** Variable key to value for an experiment with a feature; empty when every variable keeps its default. */
    Map<?, ?> variableValues() {
        if (values.get(Setting.VARIABLE_VALUES) instanceof Map<?, ?> known) {
            return known;
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        while (true) {
            String key = ask(Setting.VARIABLE_VALUES, "variable key (leave empty to go on)");
            if (key.isEmpty()) {
                return pairs;
            }
            pairs.put(key, ask(Setting.VARIABLE_VALUES, "value of " + key));
        }
    }

    /** Keeps a value for later steps and, if asked to, for later runs. */
    void remember(Setting setting, Object value) {
        values.put(setting, value);
        String line = setting.key() + ": " + SettingsFile.yaml(value);
        if (options.save()) {
            file.write(setting, value);
        }
        terminal.out().println("\n" + (options.save() ? "Saved in " : "For later steps, in ") + file + ": " + line);
    }

    private String ask(Setting setting) {
        return ask(setting, setting.key() + " (" + setting.meaning + ")");
    }

    private String ask(Setting setting, String prompt) {
        terminal.out().flush();
        terminal.err().print(prompt + ": ");
        terminal.err().flush();
        Optional<String> answer = line();
        if (answer.isEmpty()) {
            terminal.err().println();
            throw new CannotGoOn("The input ended before %s was given (%s): write it into %s or answer the prompt"
                    .formatted(setting.key(), setting.meaning, file));
        }
        return answer.get();
    }

    private Optional<String> line() {
        try {
            return Optional.ofNullable(terminal.in().readLine()).map(String::strip);
        } catch (IOException e) {
            throw new CannotGoOn("Cannot read the answer: " + e.getMessage());
        }
    }
}
