package org.muriel.api.subject;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.muriel.access.Access;
import org.muriel.access.Person;
import org.muriel.access.Profile;
import org.muriel.access.Roster;
import org.muriel.access.Token;
import org.muriel.api.json.Json;
import org.muriel.api.json.JsonObject;
import org.muriel.privacy.StaffRecords;

/** What is kept of people who have an account here: how they are called, what they may do, their tokens and sessions. */
public final class StaffAccounts implements StaffRecords {
    private final Access access;

    public StaffAccounts(Access access) {
        this.access = access;
    }

    @Override
    public Optional<String> describe(String email) {
        return access.roster().findByEmail(email).map(it -> new String(Json.bytes(json(it).node()), UTF_8));
    }

    private JsonObject json(Person person) {
        JsonObject roles = new JsonObject();
        person.roles().forEach((project, role) -> roles.put(Long.toString(project), role.word()));
        return new JsonObject()
                .put("administrator", person.administrator())
                .put("email", person.profile().email())
                .put("first_name", person.profile().firstName())
                .put("id", person.id())
                .put("last_name", person.profile().lastName())
                .put("roles_by_project", roles)
                .putObjects("sessions", access.sessions().begunBy(person.id()), it -> new JsonObject().put("begun", it))
                .putObjects("tokens", access.tokensOf(person.id()), StaffAccounts::json);
    }

    private static JsonObject json(Token token) {
        return new JsonObject()
                .put("created", token.created())
                .putTime("expires", token.expires())
                .putTime("last_used", token.lastUsed())
                .put("name", token.name())
                .put("prefix", token.prefix())
                .putTime("revoked", token.revoked());
    }

    /** The person leaves. The last administrator stays, without name and address: somebody must administer the account. */
    @Override
    public void erase(String email) {
        access.change(roster -> roster.findByEmail(email)
                .map(it -> withoutTrace(roster, it))
                .orElseGet(() -> new Roster.Next.Made(roster)));
    }

    private static Roster.Next withoutTrace(Roster roster, Person person) {
        return switch (roster.without(person.id())) {
            case Roster.Next.Made made -> made;
            case Roster.Next.Refused(Roster.Why _) ->
                roster.with(new Person(
                        person.id(), person.accountId(), Profile.UNKNOWN, person.administrator(), person.roles()));
        };
    }
}
