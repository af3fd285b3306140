package org.muriel.api.people;

import java.util.regex.Pattern;
import org.muriel.access.Role;
import org.muriel.api.json.Words;
import org.muriel.api.schema.Schema;
import org.muriel.api.schema.Shape;

/** A person on the wire, as data. */
final class PersonSchema {
    static final Words<Role> ROLES = Words.of(Role.class);

    /** Somebody, a sign, and somewhere: only who sends mail can know whether there is more to an address. */
    static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,189}");

    static final String EMAIL_EXPECTED = "an address such as somebody@example.com, of at most 254 characters";

    static final int NAME = 200;

    /** A person may be in as many projects as there are; one request names so many. */
    static final int MOST_ROLES = 10_000;

    /** One request brings so many people. */
    static final int MOST_PEOPLE = 1_000;

    private static final Shape PROFILE = Shape.of("Profile", "How a person is called")
            .required("email", Schema.text(), "what people are told apart by; no mail is sent to it")
            .writable("first_name", Schema.text(NAME), "first name")
            .writable("last_name", Schema.text(NAME), "last name")
            .readOnly("profile_image", Schema.text(), "always empty");

    private static final Shape PROJECT_ROLE = Shape.of("ProjectRole", "What somebody is in a project")
            .needed("project_id", Schema.id(), "the project")
            .optional("role", Schema.word(ROLES), "what they are there; null takes a role away")
            .readOnlyIfAny("invitation_status", Schema.word("pending"), "while the person has never come with a token");

    static final Shape PERSON = Shape.of("Collaborator", "Somebody with rights in a project")
            .readOnly("id", Schema.text(), "a UUID")
            .required("profile", PROFILE, "how they are called")
            .writable("project_roles", Schema.list(PROJECT_ROLE, MOST_ROLES), "what they are where")
            .writable("x_administrator", Schema.truth(), "whether of the whole account");

    private static final Shape ACCOUNT = Shape.of("Account", "The account of this server")
            .readOnly("id", Schema.id(), "its id")
            .readOnlyIfAny("name", Schema.text(), "its name")
            .readOnlyIfAny("features", Schema.list(Schema.text()), "always empty");

    static final Shape ME = Shape.of("Me", "The caller")
            .readOnly("id", Schema.text(), "a UUID")
            .readOnly("profile", PROFILE, "how the caller is called")
            .readOnly("current_account", ACCOUNT, "the account of this server")
            .readOnlyIfAny("accounts", Schema.list(ACCOUNT), "all accounts: one")
            .readOnlyIfAny("project_roles", Schema.list(PROJECT_ROLE), "what the caller is where");

    private PersonSchema() {}
}
