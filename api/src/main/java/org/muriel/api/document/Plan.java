package org.muriel.api.document;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.muriel.api.json.Json;
import org.muriel.api.json.JsonObject;
import org.muriel.experiment.project.Project;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a document makes of a project, or made.
 *
 * @param project as it is after that; its id means nothing while it is yet to be created
 * @param steps in the order of the document
 * @param absent what the project has and the document does not speak of, although it has a section for it; left alone
 */
record Plan(Project project, boolean creates, List<Step> steps, List<Named> absent) {

    /** @param section empty for the project itself */
    record Named(String section, String name) {
        JsonObject json() {
            return new JsonObject().put("section", section).put("name", name);
        }
    }

    enum Action {
        CREATE,
        CHANGE,
        ARCHIVE,
        NOTHING
    }

    /**
     * @param after the whole entry as it will be, of something new
     * @param differences of something that changes
     */
    record Step(Named what, Action action, Optional<ObjectNode> after, List<Difference> differences) {
        JsonObject json() {
            JsonObject out = what.json().put("action", action.name().toLowerCase(Locale.ROOT));
            after.ifPresent(it -> ((ObjectNode) out.node()).set("after", it));
            return out.putObjects("differences", differences, Difference::json);
        }
    }

    /** Names all of this: the same plan of another moment has the same. */
    String digest() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(Json.bytes(content().node()));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    JsonObject json() {
        return content().put("plan", digest());
    }

    private JsonObject content() {
        JsonObject shown = new JsonObject().put("name", project.name());
        if (!creates) {
            shown.put("id", project.id());
        }
        return new JsonObject()
                .put("project", shown)
                .putObjects("steps", steps, Step::json)
                .putObjects("absent", absent, Named::json);
    }
}
