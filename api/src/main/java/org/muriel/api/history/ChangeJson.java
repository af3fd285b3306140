package org.muriel.api.history;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.muriel.access.Person;
import org.muriel.access.Roster;
import org.muriel.api.entity.Codecs;
import org.muriel.api.experiment.ExperimentWords;
import org.muriel.api.json.JsonObject;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.catalog.Change;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;
import tools.jackson.databind.JsonNode;

/** An entry of the journal on the wire. */
final class ChangeJson {
    private static final Map<Change.Action, String> DONE = Map.of(
            Change.Action.CREATE, "Created",
            Change.Action.UPDATE, "Updated",
            Change.Action.ARCHIVE, "Archived");

    private final Codecs codecs;
    private final Snapshot snapshot;
    private final Roster people;
    private final String origin;

    /** @param snapshot the present one: what an entry refers to is in it, as nothing is ever destroyed */
    ChangeJson(Codecs codecs, Snapshot snapshot, Roster people, String origin) {
        this.codecs = codecs;
        this.snapshot = snapshot;
        this.people = people;
        this.origin = origin;
    }

    JsonObject write(Change change) {
        Entity entity = change.after();
        JsonObject after = codecs.told(entity, snapshot);
        Optional<JsonObject> before = change.before().map(it -> codecs.told(it, snapshot));
        String name = name(entity, after.node());
        JsonObject revisions = new JsonObject().put("current", new JsonObject().put("id", change.revision()));
        if (change.revision() > 1) {
            revisions.put("previous", new JsonObject().put("id", change.revision() - 1));
        }
        return new JsonObject()
                .put("change_type", change.action().name().toLowerCase(Locale.ROOT))
                .putObjects("changes", Difference.between(before, after), Difference::json)
                .put("created", change.at())
                .put("entity", entity(entity, name))
                .put("id", change.seq())
                .put("project_id", entity.projectId())
                .put("revisions", revisions)
                .put("source", HistoryRoutes.API)
                .put("summary", DONE.get(change.action()) + " " + entity.kind().word() + " " + name)
                .put("user", user(change.actor()));
    }

    private JsonObject entity(Entity entity, String name) {
        String plural = entity.kind().word() + "s";
        String ui = entity.kind() == Kind.PROJECT
                ? "/projects/" + entity.id()
                : "/projects/" + entity.projectId() + "/" + plural + "/" + entity.id();
        JsonObject json = new JsonObject()
                .put("api_url", origin + "/v2/" + plural + "/" + entity.id())
                .put("id", entity.id())
                .put("name", name)
                .put("type", entity.kind().word())
                .put("ui_url", origin + ui);
        return entity instanceof Experiment experiment
                ? json.put("sub_type", ExperimentWords.type(experiment.design()))
                : json;
    }

    private static String name(Entity entity, JsonNode json) {
        return Optional.ofNullable(json.get("name"))
                .or(() -> Optional.ofNullable(json.get("key")))
                .map(JsonNode::asString)
                .orElseGet(() -> Long.toString(entity.id()));
    }

    /** What changes something by itself has a name, and no address. */
    private JsonObject user(String actor) {
        JsonObject user = new JsonObject().put("id", actor);
        Optional<Person> person = people.find(actor);
        return user.put("email", person.map(it -> it.profile().email()).orElse(""))
                .putText(
                        "first_name", person.map(it -> it.profile().firstName()).filter(it -> !it.isEmpty()))
                .putText("last_name", person.map(it -> it.profile().lastName()).filter(it -> !it.isEmpty()))
                .putText("display_name", person.map(ChangeJson::displayName).filter(it -> !it.isEmpty()));
    }

    private static String displayName(Person person) {
        return (person.profile().firstName() + " " + person.profile().lastName()).strip();
    }
}
