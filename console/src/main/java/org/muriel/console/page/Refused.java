package org.muriel.console.page;

/**
 * Which of the forms of a page was sent and refused, so that what is wrong stands in that one.
 *
 * @param form a name within the page; empty when none was
 */
public record Refused(String form, Problems problems) {
    public static final Refused NONE = new Refused("", Problems.NONE);

    public boolean is(String name) {
        return form.equals(name);
    }

    /** What is wrong with what was entered in that form. */
    public Problems in(String name) {
        return is(name) ? problems : Problems.NONE;
    }
}
