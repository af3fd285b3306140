package org.muriel.api.document;

import org.muriel.api.entity.EntityCodec;
import org.muriel.api.json.Json;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.project.Project;
import tools.jackson.databind.node.ObjectNode;

/** Writes projects as documents. */
final class Documents {
    static final String FORMAT = "format";

    /** The one form there is; another one would have another number. */
    static final int FORMAT_NUMBER = 1;

    private final Sections sections;
    private final EntityCodec<Project> projectCodec;

    Documents(Sections sections, EntityCodec<Project> projectCodec) {
        this.sections = sections;
        this.projectCodec = projectCodec;
    }

    /**
     * The whole project, archived things included; sections with nothing in them are left out.
     *
     * @param withIds also the ids and buckets, by which visitors see elsewhere what they see here
     */
    ObjectNode write(Project project, Snapshot snapshot, boolean withIds) {
        Names names = Names.of(snapshot, project.id(), sections);
        ObjectNode document = Json.object().put(FORMAT, FORMAT_NUMBER);
        ObjectNode entry = ProjectEntry.write(project, snapshot, projectCodec);
        if (withIds) {
            entry.put("id", project.id()).put("account_id", project.accountId());
        }
        document.set(ProjectEntry.WORD, entry);
        sections.all().forEach(it -> write(it, document, project, snapshot, names, withIds));
        return document;
    }

    private static <T extends Entity> void write(
            Section<T> section, ObjectNode document, Project project, Snapshot snapshot, Names names, boolean withIds) {
        ObjectNode entries = Json.object();
        snapshot.list(section.type(), project.id())
                .forEach(it -> entries.set(
                        names.of(it.id()),
                        withIds ? section.writeWithIds(it, snapshot, names) : section.write(it, snapshot, names)));
        if (!entries.isEmpty()) {
            document.set(section.word(), entries);
        }
    }
}
