package org.muriel.access;

import java.util.Map;
import java.util.Optional;

/**
 * Somebody who uses the server.
 *
 * @param id a UUID, as the REST API shows it
 * @param accountId the account the person belongs to; a server has one
 * @param administrator whether of the whole account: of every project, those to come included
 * @param roles project id → what the person is there; an administrator needs none
 */
public record Person(String id, long accountId, Profile profile, boolean administrator, Map<Long, Role> roles) {
    public Person {
        roles = Map.copyOf(roles);
    }

    /** Who may do everything. */
    public static Person administrator(String id, long accountId) {
        return new Person(id, accountId, Profile.UNKNOWN, true, Map.of());
    }

    public Person called(Profile newProfile) {
        return new Person(id, accountId, newProfile, administrator, roles);
    }

    /** What the person is in the project; nothing for who has no business there. */
    public Optional<Role> roleIn(long projectId) {
        return administrator ? Optional.of(Role.ADMINISTRATOR) : Optional.ofNullable(roles.get(projectId));
    }

    public boolean may(Right right, long projectId) {
        return roleIn(projectId).filter(it -> it.grants(right)).isPresent();
    }

    /** Whether in at least one project. To see what is one's own needs no project. */
    public boolean mayAnywhere(Right right) {
        return administrator || right == Right.VIEW || roles.values().stream().anyMatch(it -> it.grants(right));
    }
}
