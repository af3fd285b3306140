package org.muriel.api.importing;

import java.util.List;
import java.util.Optional;
import org.muriel.api.entity.Limits;
import org.muriel.api.json.Json;
import org.muriel.decision.datafile.Datafile;
import org.muriel.decision.datafile.DatafileException;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Violations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A datafile of version 4 as the document of a project by which every visitor is decided as by the datafile (SDK
 * contract, 1 to 3): ids on which buckets hang and the ranges are kept.
 *
 * @param losses what cannot be represented, by name: some visitors may be decided otherwise
 * @param notes what is otherwise than in the datafile without a decision being so
 */
public record DatafileImport(ObjectNode document, List<String> losses, List<String> notes) {
    /** Characters of a name that is too long. */
    private static final int SHOWN = 40;

    /** @param name of the project; absent: the one it has, or one made of its id */
    public static Outcome<DatafileImport> of(ObjectNode datafile, Optional<String> name) {
        Violations violations = new Violations();
        Findings findings = new Findings();
        JsonNode version = datafile.path("version");
        if (!version.asString("").equals("4")) {
            violations.add("/version", "\"4\"", version.isMissingNode() ? "nothing" : Json.excerpt(version));
            return violations.orDone(new DatafileImport(datafile, List.of(), List.of()));
        }
        try {
            // what we could not decide by ourselves would be half understood here too
            Datafile.parse(Json.bytes(datafile));
        } catch (DatafileException e) {
            violations.add(e.at(), e.expected(), e.found());
            return violations.orDone(new DatafileImport(datafile, List.of(), List.of()));
        }
        String environment = datafile.path("environmentKey").asString("production");
        ImportedIds ids = new ImportedIds(findings, violations);
        ObjectNode document = Json.object().put("format", 1);
        document.set("project", project(datafile, name, ids));
        ObjectNode environmentEntry = document.putObject("environments").putObject(environment);
        environmentEntry.put("name", environment);
        if (datafile.path("sdkKey").asString("").isEmpty()) {
            findings.note("the datafile has no SDK key: the environment gets a new one");
        } else {
            environmentEntry.put("sdk_key", datafile.path("sdkKey").asString(""));
        }
        ObjectNode attributes = document.putObject("attributes");
        ObjectNode events = document.putObject("events");
        ImportedAudiences audiences = new ImportedAudiences(findings, attributes);
        ImportedFlags flags = new ImportedFlags(findings, audiences, environment);
        ImportedExperiments experiments = new ImportedExperiments(findings, audiences, flags, ids, environment);
        // whose ids matter comes first, and takes them
        reserveIds(datafile, experiments, flags, audiences, attributes, events, ids, findings);
        document.set("audiences", audiences.entries());
        document.set("features", flags.entries());
        document.set("experiments", experiments.entries());
        document.set("groups", experiments.groups());
        settings(datafile, findings);
        checkNames(document, violations);
        return violations.orDone(new DatafileImport(document, findings.losses(), findings.notes()));
    }

    private static ObjectNode project(JsonNode datafile, Optional<String> name, ImportedIds ids) {
        ObjectNode project = Json.object();
        ids.putRequired(project, datafile.path("projectId"), "/projectId");
        name.ifPresent(it -> project.put("name", it));
        project.put("platform", "custom");
        ImportedIds.number(datafile.path("accountId")).ifPresent(it -> project.put("account_id", it));
        if (datafile.path("botFiltering").isBoolean()) {
            project.putObject("x_settings")
                    .put("bot_filtering", datafile.path("botFiltering").booleanValue());
        }
        return project;
    }

    private static void reserveIds(
            JsonNode datafile,
            ImportedExperiments experiments,
            ImportedFlags flags,
            ImportedAudiences audiences,
            ObjectNode attributes,
            ObjectNode events,
            ImportedIds ids,
            Findings findings) {
        entries(datafile.path("attributes"), attributes, "attribute", findings);
        entries(datafile.path("events"), events, "event", findings);
        audiences.read(datafile, ids);
        flags.read(datafile, ImportedExperiments.keys(datafile), ids);
        experiments.read(datafile);
        number(datafile.path("attributes"), attributes, "attribute", ids);
        number(datafile.path("events"), events, "event", ids);
    }

    private static void entries(JsonNode list, ObjectNode entries, String what, Findings findings) {
        for (JsonNode sent : list) {
            String key = sent.path("key").asString("");
            if (Limits.LOOSE_KEY.matcher(key).matches()) {
                entries.putObject(key);
            } else {
                findings.note(what + " '" + key + "' cannot be called so here, and is left out");
            }
        }
    }

    private static void number(JsonNode list, ObjectNode entries, String what, ImportedIds ids) {
        for (JsonNode sent : list) {
            String key = sent.path("key").asString("");
            if (entries.path(key) instanceof ObjectNode entry) {
                ids.put(entry, sent, what + " '" + key + "'");
            }
        }
    }

    /** Keys, names and ids become members of the document, and readers of JSON take no member of any length. */
    private static void checkNames(JsonNode node, Violations violations) {
        node.propertyStream()
                .map(it -> it.getKey())
                .filter(it -> it.length() > Limits.NAME)
                .forEach(it -> violations.add(
                        "",
                        "keys, names and ids of at most " + Limits.NAME + " characters",
                        it.substring(0, SHOWN) + "… of " + it.length()));
        node.forEach(it -> checkNames(it, violations));
    }

    private static void settings(JsonNode datafile, Findings findings) {
        if (datafile.path("anonymizeIP").asBoolean(false)) {
            findings.note("anonymizeIP is true: here no addresses of visitors are kept, and clients are not told");
        }
        if (!datafile.path("sendFlagDecisions").asBoolean(false)) {
            findings.note("sendFlagDecisions is not true: here clients report every decision");
        }
        for (JsonNode integration : datafile.path("integrations")) {
            findings.loss("integration '" + integration.path("key").asString("") + "'");
        }
        for (String kind : List.of("holdouts", "localHoldouts")) {
            for (JsonNode holdout : datafile.path(kind)) {
                findings.loss("holdout '" + holdout.path("key").asString("") + "'");
            }
        }
        if (datafile.has("region")) {
            findings.note("the region " + datafile.path("region").asString("") + " means nothing here");
        }
    }
}
