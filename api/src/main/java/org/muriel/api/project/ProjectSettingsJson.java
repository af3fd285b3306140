package org.muriel.api.project;

import java.util.Set;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Words;
import org.muriel.experiment.settings.ProjectSettings;
import org.muriel.experiment.settings.ProjectSettings.Crossover;
import org.muriel.experiment.settings.ProjectSettings.FdrPolicy;
import org.muriel.experiment.settings.ProjectSettings.SegmentMode;

/** How a project's experiments are judged, in its {@code x_settings} (statistics specification, 16). */
final class ProjectSettingsJson {
    static final Set<String> MEMBERS = Set.of("fdr_policy", "segment_mode", "crossover");

    static final Words<FdrPolicy> POLICIES = Words.of(FdrPolicy.class);
    static final Words<SegmentMode> SEGMENT_MODES = Words.of(SegmentMode.class);
    static final Words<Crossover> CROSSOVERS = Words.of(Crossover.class);

    private ProjectSettingsJson() {}

    static ProjectSettings read(Fields in, ProjectSettings current) {
        ProjectSettings usual = ProjectSettings.DEFAULT;
        return new ProjectSettings(
                in.word("fdr_policy", POLICIES).or(current.policy(), usual.policy()),
                in.word("segment_mode", SEGMENT_MODES).or(current.segmentMode(), usual.segmentMode()),
                in.word("crossover", CROSSOVERS).or(current.crossover(), usual.crossover()));
    }

    static void write(ProjectSettings settings, JsonObject out) {
        out.put("fdr_policy", settings.policy(), POLICIES)
                .put("segment_mode", settings.segmentMode(), SEGMENT_MODES)
                .put("crossover", settings.crossover(), CROSSOVERS);
    }
}
