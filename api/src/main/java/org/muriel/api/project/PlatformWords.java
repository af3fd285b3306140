package org.muriel.api.project;

import java.util.Set;
import org.muriel.experiment.project.Project;

/** The platforms of projects as the API has them. */
public final class PlatformWords {
    private PlatformWords() {}

    public static Set<String> all() {
        return ProjectJson.PLATFORMS.all();
    }

    public static String of(Project project) {
        return ProjectJson.PLATFORMS.word(project.platform());
    }
}
