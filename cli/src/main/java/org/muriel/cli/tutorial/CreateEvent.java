package org.muriel.cli.tutorial;

import java.util.LinkedHashMap;
import java.util.Map;
import org.muriel.cli.tutorial.Api.Answer;

/** Creates an event, something visitors do that an experiment can count, and renames it. */
final class CreateEvent {
    private CreateEvent() {}

    static void run(Api api, Settings settings, String unique) {
        // Custom events are written below their project.
        String path = "/projects/" + settings.id(Setting.PROJECT_ID) + "/custom_events";

        Map<String, Object> event = new LinkedHashMap<>();
        event.put("key", "fs_event_" + unique);
        event.put("name", "Basket filled " + unique);
        event.put("description", "A visitor puts something into the basket");
        event.put("event_type", "custom");
        event.put("category", "add_to_cart");
        event.put("archived", false);
        Answer created = api.post("Create an event", path, event);
        long id = created.number("/id");

        event.put("key", "fs_event_" + unique + "_updated");
        // Only keys must be unique: every run may end with the same name.
        event.put("name", "Basket filled, updated");
        event.put("description", "A visitor puts a first thing into the basket");
        api.patch("Update the event", path + "/" + id, event);
        settings.remember(Setting.EVENT_ID, id);
    }
}
