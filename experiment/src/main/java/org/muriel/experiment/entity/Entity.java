package org.muriel.experiment.entity;

import java.util.List;

/** A configured thing: a document with an identity that belongs to a project (a project belongs to itself). */
public interface Entity {

    /** Positive, below 2^53, unique over all kinds. */
    long id();

    long projectId();

    Kind kind();

    boolean archived();

    /** The names no other entity of this kind and project may bear, archived ones included. */
    List<UniqueName> uniqueNames();

    /**
     * @param member the member that carries the name
     * @param value as given
     * @param caseMatters whether {@code A} and {@code a} may stand side by side
     */
    record UniqueName(String member, String value, boolean caseMatters) {
        public static UniqueName exact(String member, String value) {
            return new UniqueName(member, value, true);
        }

        public static UniqueName anyCase(String member, String value) {
            return new UniqueName(member, value, false);
        }

        public boolean clashesWith(UniqueName other) {
            return member.equals(other.member)
                    && (caseMatters ? value.equals(other.value) : value.equalsIgnoreCase(other.value));
        }
    }
}
