package org.muriel.access;

/**
 * How a person is called. No mail is sent to anybody.
 *
 * @param email what people are told apart by; empty for an owner who has given none
 */
public record Profile(String email, String firstName, String lastName) {
    public static final Profile UNKNOWN = new Profile("", "", "");
}
