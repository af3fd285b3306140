package org.muriel.api.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * An object with known members: what it is in answers, when it is created, and when it is changed. All three come from
 * one list of members, each of which says who may write it.
 *
 * @param name in the description of the API, such as {@code Attribute}
 * @param meaning one sentence
 */
public record Shape(String name, String meaning, List<Member> members) implements Schema {
    public Shape {
        members = List.copyOf(members);
    }

    /** Who writes a member, and when. */
    public enum Role {
        /** Creation needs it; a change may replace it, but not clear it. */
        REQUIRED(true, true),
        /** Needed whenever the object is sent: such objects are replaced, not changed. */
        NEEDED(true, true),
        /** Creation needs it; it is fixed, and ignored when sent later. */
        REQUIRED_AT_CREATION(true, false),
        /** May be sent at any time; null clears it. */
        OPTIONAL(true, true),
        /** May be sent on creation; it is fixed, and ignored when sent later. */
        OPTIONAL_AT_CREATION(true, false),
        /** Only a change takes it: it names what is changed. */
        ON_CHANGE(false, true),
        /** Ignored when sent. */
        READ_ONLY(false, false);

        private final boolean onCreation;
        private final boolean onChange;

        Role(boolean onCreation, boolean onChange) {
            this.onCreation = onCreation;
            this.onChange = onChange;
        }
    }

    /** When answers have a member. */
    public enum Shown {
        ALWAYS,
        /** Left out while there is nothing to say. */
        IF_ANY,
        NEVER
    }

    /** From which side an object is seen. */
    public enum View {
        ANSWER,
        CREATION,
        CHANGE
    }

    /** @param meaning one sentence, or a few words */
    public record Member(String name, Schema schema, Role role, Shown shown, String meaning) {

        public boolean isIn(View view) {
            return switch (view) {
                case ANSWER -> shown != Shown.NEVER;
                case CREATION -> role.onCreation;
                case CHANGE -> role.onChange;
            };
        }

        /** Whether an object without it is not acceptable, or is not to be expected. */
        public boolean isNeededIn(View view) {
            return switch (view) {
                case ANSWER -> shown == Shown.ALWAYS;
                case CREATION -> role == Role.REQUIRED || role == Role.REQUIRED_AT_CREATION || role == Role.NEEDED;
                case CHANGE -> role == Role.NEEDED;
            };
        }

        /** Whether null may be sent, which clears the value. */
        public boolean takesNull() {
            return role == Role.OPTIONAL || role == Role.OPTIONAL_AT_CREATION || role == Role.ON_CHANGE;
        }
    }

    public static Shape of(String name, String meaning) {
        return new Shape(name, meaning, List.of());
    }

    /** Creation needs it; answers always have it. */
    public Shape required(String member, Schema schema, String text) {
        return with(member, schema, Role.REQUIRED, Shown.ALWAYS, text);
    }

    /** Creation needs it and nothing changes it; answers always have it. */
    public Shape requiredAtCreation(String member, Schema schema, String text) {
        return with(member, schema, Role.REQUIRED_AT_CREATION, Shown.ALWAYS, text);
    }

    /** Needed whenever the object is sent, also for a change; answers always have it. */
    public Shape needed(String member, Schema schema, String text) {
        return with(member, schema, Role.NEEDED, Shown.ALWAYS, text);
    }

    /** May be sent; answers always have it, as it has a default. */
    public Shape writable(String member, Schema schema, String text) {
        return with(member, schema, Role.OPTIONAL, Shown.ALWAYS, text);
    }

    /** May be sent; answers have it when it is set. */
    public Shape optional(String member, Schema schema, String text) {
        return with(member, schema, Role.OPTIONAL, Shown.IF_ANY, text);
    }

    /** May be sent; answers never have it. */
    public Shape writeOnly(String member, Schema schema, String text) {
        return with(member, schema, Role.OPTIONAL, Shown.NEVER, text);
    }

    /** Ignored when sent; answers always have it. */
    public Shape readOnly(String member, Schema schema, String text) {
        return with(member, schema, Role.READ_ONLY, Shown.ALWAYS, text);
    }

    /** Ignored when sent; answers have it when there is something to say. */
    public Shape readOnlyIfAny(String member, Schema schema, String text) {
        return with(member, schema, Role.READ_ONLY, Shown.IF_ANY, text);
    }

    public Shape with(String member, Schema schema, Role role, Shown shown, String text) {
        List<Member> all = new ArrayList<>(members);
        all.add(new Member(member, schema, role, shown, text));
        return new Shape(name, meaning, all);
    }
}
