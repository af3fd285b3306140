package org.muriel.console.page;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The things of a project by their ids, as they are called, for choices and links. */
public final class Named {
    private Named() {}

    /** Ids → names of what is not archived, in the order of the API. */
    public static Map<String, String> of(Visit visit, String kind, long projectId) {
        Map<String, String> names = new LinkedHashMap<>();
        for (JsonNode it : Answer.elements(
                visit.getAll("/v2/" + kind + "?project_id=" + projectId).orStop())) {
            if (!it.path("archived").asBoolean(false)) {
                names.put(it.path("id").asString(), name(it));
            }
        }
        return names;
    }

    /** As people call it: its name, or else its key. */
    public static String name(JsonNode thing) {
        String name = thing.path("name").asString("");
        return name.isEmpty() ? thing.path("key").asString("") : name;
    }
}
