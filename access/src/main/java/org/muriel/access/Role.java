package org.muriel.access;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What somebody is in a project (REST specification, 21). Their names are stored and shown: rename none.
 *
 * <p>A restricted role has its right everywhere but in environments with restricted permissions: there it may see and
 * nothing else.
 */
public enum Role {
    VIEWER(Right.VIEW, false),
    RESTRICTED_EDITOR(Right.EDIT, true),
    EDITOR(Right.EDIT, false),
    RESTRICTED_PUBLISHER(Right.PUBLISH, true),
    PUBLISHER(Right.PUBLISH, false),
    PROJECT_OWNER(Right.ADMINISTER, false),
    ADMINISTRATOR(Right.ADMINISTER, false);

    private final Right right;
    private final boolean restricted;

    Role(Right right, boolean restricted) {
        this.right = right;
        this.restricted = restricted;
    }

    public Right right() {
        return right;
    }

    public boolean isRestricted() {
        return restricted;
    }

    public boolean grants(Right needed) {
        return right.includes(needed);
    }

    /** Whether it grants the right where permissions are restricted. */
    public boolean grantsWhereRestricted(Right needed) {
        return restricted ? needed == Right.VIEW : grants(needed);
    }

    /** The roles that grant a right, the least of them first. */
    public static List<Role> granting(Right needed) {
        return Arrays.stream(values())
                .filter(it -> it.grants(needed))
                .sorted(Comparator.comparing(Role::right))
                .toList();
    }

    /** The word on the wire, such as {@code restricted_editor}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
