package org.muriel.cli.tutorial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muriel.cli.tutorial.Api.Answer;

/** Creates a project, which holds all that follows, and changes it. */
final class CreateProject {
    private CreateProject() {}

    static void run(Api api, Settings settings, String unique) {
        Map<String, Object> project = new LinkedHashMap<>();
        project.put("name", "Tutorial project " + unique);
        project.put("description", "Made by run " + unique + " of the tutorial");
        // Decisions are made by an SDK inside a program, not by a script in a web page.
        project.put("platform", "custom");
        project.put("sdks", List.of("java"));
        // How sure a result must be to count as significant.
        project.put("confidence_threshold", 0.9);
        project.put("status", "active");
        Answer created = api.post("Create a project", "/projects", project);
        long id = created.number("/id");

        project.put("name", "Tutorial project " + unique + " updated");
        project.put("description", "Changed by run " + unique + " of the tutorial");
        api.patch("Update the project", "/projects/" + id, project);
        settings.remember(Setting.PROJECT_ID, id);
    }
}
