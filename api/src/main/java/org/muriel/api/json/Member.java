package org.muriel.api.json;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a request body says of one member: nothing, null, or a value. A value that was not acceptable has been reported
 * and counts as nothing said.
 */
public final class Member<T> {
    private final Fields fields;
    private final String name;
    private final State state;
    private final @Nullable T value;

    private enum State {
        ABSENT,
        NULL,
        GIVEN,
        WRONG
    }

    private Member(Fields fields, String name, State state, @Nullable T value) {
        this.fields = fields;
        this.name = name;
        this.state = state;
        this.value = value;
    }

    static <T> Member<T> absent(Fields fields, String name) {
        return new Member<>(fields, name, State.ABSENT, null);
    }

    static <T> Member<T> ofNull(Fields fields, String name) {
        return new Member<>(fields, name, State.NULL, null);
    }

    static <T> Member<T> wrong(Fields fields, String name) {
        return new Member<>(fields, name, State.WRONG, null);
    }

    static <T> Member<T> given(Fields fields, String name, T value) {
        return new Member<>(fields, name, State.GIVEN, value);
    }

    /** The value when one was given. */
    public Optional<T> value() {
        return Optional.ofNullable(value);
    }

    public boolean isGiven() {
        return state == State.GIVEN;
    }

    public boolean isNull() {
        return state == State.NULL;
    }

    /** Whether something unacceptable was sent, which has been reported. */
    public boolean isWrong() {
        return state == State.WRONG;
    }

    /** Whether the body speaks of the member at all, be it with null or with something unacceptable. */
    public boolean isMentioned() {
        return state != State.ABSENT;
    }

    /**
     * @param otherwise when nothing was said: the present value, or the default on creation
     * @param whenNull when null was sent, which clears the value
     */
    public T or(T otherwise, T whenNull) {
        return value != null ? value : state == State.NULL ? whenNull : otherwise;
    }

    /** Null clears the value, nothing said keeps the present one. */
    public Optional<T> orKeep(Optional<T> present) {
        return switch (state) {
            case GIVEN -> Optional.ofNullable(value);
            case NULL -> Optional.empty();
            case ABSENT, WRONG -> present;
        };
    }

    /** The value, which creation must give and nothing may clear; a violation is reported otherwise. */
    public T required(T present) {
        if (state == State.NULL || (state == State.ABSENT && fields.isCreating())) {
            fields.reject(name, "a value: it is required", state == State.NULL ? "null" : "nothing");
        }
        return value != null ? value : present;
    }

    /** This member with its value, if any, turned into another. */
    public <R> Member<R> map(Function<T, R> change) {
        return value != null ? given(fields, name, change.apply(value)) : new Member<>(fields, name, state, null);
    }

    <R> Member<R> then(Function<T, Member<R>> change) {
        return value != null ? change.apply(value) : new Member<>(fields, name, state, null);
    }
}
