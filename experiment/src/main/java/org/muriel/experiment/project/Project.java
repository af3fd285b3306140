package org.muriel.experiment.project;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;
import org.muriel.experiment.settings.ProjectSettings;

/**
 * A container of everything that is configured together and measured together.
 *
 * @param confidenceThreshold level of the results, 0.5 to 1, at most four decimals
 * @param platform fixed after creation
 * @param sdks names of the SDKs in use, fixed after creation
 * @param flagsEnabled marks the newer, flags-first kind of project: it has no features and experiments here
 * @param dcpServiceId of a browser project; kept and shown, without meaning here
 * @param webSnippet settings of a browser project; kept and shown, without meaning here
 * @param settings how its experiments are judged; absent while nothing was chosen
 * @param simulated whether its visitors are made up, so that its experiments may have been started before now; fixed after
 *     creation, and absent means no
 * @param botFiltering whether events of robots are left out; when nothing is said, each client says it for its visitors
 */
public record Project(
        long id,
        long accountId,
        String name,
        String description,
        double confidenceThreshold,
        Platform platform,
        List<String> sdks,
        boolean archived,
        boolean flagsEnabled,
        Optional<Long> dcpServiceId,
        boolean salesforce,
        Optional<WebSnippet> webSnippet,
        Optional<ProjectSettings> settings,
        Optional<Boolean> botFiltering,
        Optional<Boolean> simulated,
        Instant created,
        Instant lastModified)
        implements Entity {

    public static final double DEFAULT_CONFIDENCE = 0.9;

    public Project {
        sdks = List.copyOf(sdks);
        settings = settings.filter(it -> !it.equals(ProjectSettings.DEFAULT));
    }

    public boolean isSimulated() {
        return simulated.orElse(false);
    }

    /** The same project with an identity from elsewhere. */
    public Project identified(long newId, long newAccountId) {
        return new Project(
                newId,
                newAccountId,
                name,
                description,
                confidenceThreshold,
                platform,
                sdks,
                archived,
                flagsEnabled,
                dcpServiceId,
                salesforce,
                webSnippet,
                settings,
                botFiltering,
                simulated,
                created,
                lastModified);
    }

    @Override
    public long projectId() {
        return id;
    }

    @Override
    public Kind kind() {
        return Kind.PROJECT;
    }

    @Override
    public List<UniqueName> uniqueNames() {
        return List.of();
    }

    public enum Platform {
        WEB,
        IOS,
        ANDROID,
        CUSTOM
    }
}
