package org.muriel.server;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.muriel.access.Access;
import org.muriel.access.Person;
import org.muriel.access.PersonalToken;
import org.muriel.storage.sql.SqlStorage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "token",
        description = "Personal tokens of the account's owner.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class TokenCommand {
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
                    Path data) {
        try (SqlStorage storage = SqlStorage.join(data)) {
            Access access = storage.access(InstantSource.system(), UUID::randomUUID);
            Person owner = access.owner()
                    .orElseThrow(() -> new CannotStart("the data folder " + data
                            + " has no account yet: start the server once, it makes the first token"));
            PersonalToken token = PersonalToken.generate(new SecureRandom());
            access.add(owner, token, "", Optional.empty());
            spec.commandLine().getOut().println(token.reveal());
            return 0;
        }
    }
}
