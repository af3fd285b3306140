package org.muriel.console.page;

import tools.jackson.databind.node.ObjectNode;

/** Ids that forms carry. */
public final class Ids {
    private Ids() {}

    /** What is no id goes as the text it is, so that the API says what it expects. */
    public static void put(ObjectNode json, String member, String id) {
        if (id.matches("[0-9]{1,18}")) {
            json.put(member, Long.parseLong(id));
        } else {
            json.put(member, id);
        }
    }

    /** As a part of a path: a number or a UUID stays as it is; of anything else nothing must reach the path. */
    public static String segment(String id) {
        return id.matches("[A-Za-z0-9-]{1,64}") ? id : "unknown";
    }
}
