package org.muriel.api.environment;

import java.time.Instant;
import java.util.Optional;
import org.muriel.api.datafile.DatafileAddresses;
import org.muriel.api.datafile.Datafiles;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Limits;
import org.muriel.api.entity.SecretKeys;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.project.Environment;

/** An environment on the wire, with the whereabouts of its datafile. */
final class EnvironmentJson implements EntityCodec<Environment> {
    static final int MOST_PRIORITY = 1_000_000;

    private final SecretKeys secretKeys;
    private final Datafiles datafiles;
    private final DatafileAddresses addresses;

    EnvironmentJson(SecretKeys secretKeys, Datafiles datafiles, DatafileAddresses addresses) {
        this.secretKeys = secretKeys;
        this.datafiles = datafiles;
        this.addresses = addresses;
    }

    @Override
    public Class<Environment> type() {
        return Environment.class;
    }

    @Override
    public String word() {
        return "environment";
    }

    @Override
    public Shape shape() {
        return EnvironmentSchema.ENVIRONMENT;
    }

    @Override
    public Environment blank(Draft draft, long projectId) {
        return new Environment(
                draft.nextId(),
                projectId,
                "",
                "",
                "",
                false,
                false,
                false,
                Optional.empty(),
                draft.nextId(),
                secretKeys.next(),
                draft.now(),
                draft.now());
    }

    @Override
    public Environment read(Fields in, Environment current, Draft draft) {
        boolean archived = in.truth("archived").or(current.archived(), false);
        if (archived && current.primary()) {
            in.reject("archived", "false: every project keeps its primary environment", "true");
        }
        return new Environment(
                current.id(),
                current.projectId(),
                in.matching("key", Limits.KEY, Limits.KEY_EXPECTED).required(current.key()),
                in.filledText("name", Limits.NAME).required(current.name()),
                in.text("description", Limits.DESCRIPTION).or(current.description(), ""),
                archived,
                current.primary(),
                in.truth("has_restricted_permissions").or(current.restricted(), false),
                in.integer("priority", -MOST_PRIORITY, MOST_PRIORITY).orKeep(current.priority()),
                current.datafileId(),
                current.sdkKey(),
                current.formerKeys(),
                current.datafileTokens(),
                current.created(),
                current.lastModified());
    }

    @Override
    public Environment modifiedAt(Environment it, Instant now) {
        return new Environment(
                it.id(),
                it.projectId(),
                it.key(),
                it.name(),
                it.description(),
                it.archived(),
                it.primary(),
                it.restricted(),
                it.priority(),
                it.datafileId(),
                it.sdkKey(),
                it.formerKeys(),
                it.datafileTokens(),
                it.created(),
                now);
    }

    @Override
    public JsonObject write(Environment environment, Snapshot snapshot, String origin) {
        return written(environment).put("datafile", datafile(environment, snapshot, origin));
    }

    /** Of keys and tokens only what is no secret after they were given out. */
    @Override
    public JsonObject told(Environment environment, Snapshot snapshot) {
        return written(environment)
                .putObjects(
                        "datafile_tokens",
                        environment.datafileTokens(),
                        it -> new JsonObject()
                                .put("id", it.id())
                                .put("name", it.name())
                                .put("prefix", it.prefix()))
                .putObjects(
                        "former_sdk_keys",
                        environment.formerKeys(),
                        it -> new JsonObject().put("id", it.number()).put("valid_until", it.ends()))
                .put("sdk_key_id", environment.keyNumber());
    }

    private static JsonObject written(Environment environment) {
        return new JsonObject()
                .put("archived", environment.archived())
                .put("created", environment.created())
                .put("description", environment.description())
                .put("has_restricted_permissions", environment.restricted())
                .put("id", environment.id())
                .put("is_primary", environment.primary())
                .put("key", environment.key())
                .put("last_modified", environment.lastModified())
                .put("name", environment.name())
                .putNumber("priority", environment.priority())
                .put("project_id", environment.projectId());
    }

    private JsonObject datafile(Environment environment, Snapshot snapshot, String origin) {
        return new JsonObject()
                .put("id", environment.datafileId())
                .put("latest_file_size", datafiles.bytesIn(snapshot, environment))
                .putTexts("other_urls", addresses.others(environment, origin))
                .put("revision", snapshot.datafileRevision(environment.id()).number())
                .put("sdk_key", environment.sdkKey())
                .put("url", DatafileAddresses.byKey(environment, origin));
    }
}
