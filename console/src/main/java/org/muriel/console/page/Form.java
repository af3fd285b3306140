package org.muriel.console.page;

import java.util.List;
import java.util.Optional;
import org.muriel.api.route.Query;

/** What was entered in a form and sent. */
public final class Form {
    private final Query fields;

    Form(Query fields) {
        this.fields = fields;
    }

    /** The text of a field without the space around it; empty when there is none. */
    public String text(String name) {
        return raw(name).strip();
    }

    /** The text of a field as it was entered, with line ends as everywhere else. */
    public String raw(String name) {
        return fields.last(name).orElse("").replace("\r\n", "\n");
    }

    /** The text of a field, unless it was left empty. */
    public Optional<String> given(String name) {
        return Optional.of(text(name)).filter(it -> !it.isEmpty());
    }

    /** Whether a box is ticked. */
    public boolean isTicked(String name) {
        return fields.last(name).isPresent();
    }

    /** The texts of all fields of that name as they were entered, in the order of the form. */
    public List<String> raws(String name) {
        return fields.all(name);
    }

    /** The texts of all fields of that name, in the order of the form. */
    public List<String> texts(String name) {
        return fields.all(name).stream().map(String::strip).toList();
    }
}
