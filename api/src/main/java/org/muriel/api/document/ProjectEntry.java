package org.muriel.api.document;

import org.muriel.api.entity.EntityCodec;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.project.Project;
import tools.jackson.databind.node.ObjectNode;

/** The entry {@code project} of a document: the project itself, as its resource has it. */
final class ProjectEntry {
    static final String WORD = "project";

    static final Members MEMBERS = Members.of(
            "name",
            "description",
            "confidence_threshold",
            "platform",
            "sdks",
            "status",
            "is_flags_enabled",
            "dcp_service_id",
            "third_party_platform",
            "web_snippet",
            "x_settings");

    private ProjectEntry() {}

    static ObjectNode write(Project project, Snapshot snapshot, EntityCodec<Project> codec) {
        ObjectNode entry = (ObjectNode) codec.told(project, snapshot).node();
        MEMBERS.keep(entry);
        if (!project.archived()) {
            entry.remove("status");
        }
        if (project.sdks().isEmpty()) {
            entry.remove("sdks");
        }
        if (!project.flagsEnabled()) {
            entry.remove("is_flags_enabled");
        }
        return entry;
    }
}
