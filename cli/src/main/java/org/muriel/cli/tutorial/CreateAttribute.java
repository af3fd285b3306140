package org.muriel.cli.tutorial;

import java.util.LinkedHashMap;
import java.util.Map;
import org.muriel.cli.tutorial.Api.Answer;

/** Creates an attribute, something a program tells about a visitor, and renames it. */
final class CreateAttribute {
    private CreateAttribute() {}

    static void run(Api api, Settings settings, String unique) {
        Map<String, Object> attribute = new LinkedHashMap<>();
        attribute.put("project_id", settings.id(Setting.PROJECT_ID));
        attribute.put("key", "fs_attribute " + unique);
        attribute.put("name", "Customer tier " + unique);
        attribute.put("description", "How much a visitor has bought so far");
        attribute.put("archived", false);
        Answer created = api.post("Create an attribute", "/attributes", attribute);
        long id = created.number("/id");

        attribute.put("key", "fs_attribute " + unique + "_updated");
        attribute.put("name", "Customer tier " + unique + " - updated");
        attribute.put("description", "How much a visitor has bought this year");
        Answer updated = api.patch("Update the attribute", "/attributes/" + id, attribute);

        // Programs send an attribute's key, but audiences refer to it by name.
        settings.remember(Setting.CUSTOM_AUDIENCE_ATTRIBUTE, updated.text("/name"));
    }
}
