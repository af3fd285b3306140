package org.muriel.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.muriel.access.Access;
import org.muriel.access.Person;
import org.muriel.access.PersonalToken;
import org.muriel.access.Token;
import org.muriel.storage.sql.SqlStorage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "token",
        description = "Personal tokens, on the machine itself, also beside a running server.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class TokenCommand {
    private static final InstantSource CLOCK = InstantSource.system();

    /** A hundred years: answers have no year after 9999. */
    private static final int MOST_DAYS = 36_500;

    @Spec
    private CommandSpec spec;

    @Command(
            name = "create",
            description = {
                "Make another personal token and print it, once.",
                "Works beside a running server, which accepts the token at once."
            },
            mixinStandardHelpOptions = true)
    int create(
            @Option(
                            names = "--data",
                            defaultValue = Settings.DEFAULT_DATA,
                            description = "The server's data folder (default: ${DEFAULT-VALUE}).")
                    Path data,
            @Option(
                            names = "--person",
                            description = "Address of the person whose rights it gives (default: the owner).")
                    Optional<String> email,
            @Option(names = "--name", defaultValue = "", description = "What it is for.") String name,
            @Option(names = "--days", description = "How many days it is good for (default: for ever).")
                    Optional<Integer> days) {
        if (days.filter(it -> it < 1 || it > MOST_DAYS).isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--days: expected 1 to " + MOST_DAYS + ", found " + days.get());
        }
        return beside(data, access -> {
            PersonalToken token = PersonalToken.generate(new SecureRandom());
            access.add(
                    person(access, data, email),
                    token,
                    name,
                    days.map(it -> CLOCK.instant().plus(Duration.ofDays(it))));
            spec.commandLine().getOut().println(token.reveal());
            return 0;
        });
    }

    @Command(
            name = "list",
            description = "Show whose tokens there are, how they begin, and when they were used.",
            mixinStandardHelpOptions = true)
    int list(
            @Option(
                            names = "--data",
                            defaultValue = Settings.DEFAULT_DATA,
                            description = "The server's data folder (default: ${DEFAULT-VALUE}).")
                    Path data) {
        PrintWriter out = spec.commandLine().getOut();
        return beside(data, access -> {
            for (Person person : access.roster().people()) {
                String who = person.profile().email();
                out.println(who.isEmpty() ? "the owner" : who);
                access.tokensOf(person.id()).forEach(it -> out.println("  " + line(it, CLOCK.instant())));
            }
            return 0;
        });
    }

    private static String line(Token token, Instant now) {
        String state = token.revoked()
                .map(it -> "revoked " + it)
                .or(() -> token.expires().map(it -> (token.isExpired(now) ? "expired " : "expires ") + it))
                .orElse("does not expire");
        return String.join(
                "  ",
                token.id(),
                token.prefix().isEmpty() ? "(older)" : token.prefix() + "…",
                "made " + token.created(),
                token.lastUsed().map(it -> "last used " + it).orElse("not used yet"),
                state,
                token.name());
    }

    @Command(
            name = "revoke",
            description = {"Take a token back, for good.", "A running server refuses it within a second."},
            mixinStandardHelpOptions = true)
    int revoke(
            @Parameters(paramLabel = "ID", description = "As 'token list' shows it.") String id,
            @Option(
                            names = "--data",
                            defaultValue = Settings.DEFAULT_DATA,
                            description = "The server's data folder (default: ${DEFAULT-VALUE}).")
                    Path data) {
        return beside(data, access -> {
            if (access.token(id).isEmpty()) {
                throw new CannotStart("there is no token " + id + "; 'muriel token list' shows all");
            }
            access.revoke(id);
            return 0;
        });
    }

    private static int beside(Path data, Function<Access, Integer> action) {
        try (SqlStorage storage = SqlStorage.join(data)) {
            return action.apply(storage.access(CLOCK, UUID::randomUUID));
        }
    }

    private static Person person(Access access, Path data, Optional<String> email) {
        return email.map(it -> access.roster()
                        .findByEmail(it)
                        .orElseThrow(() -> new CannotStart("nobody here has the address " + it)))
                .or(access::owner)
                .orElseThrow(() -> new CannotStart("the data folder " + data
                        + " has no account yet: start the server once, it makes the first token"));
    }
}
