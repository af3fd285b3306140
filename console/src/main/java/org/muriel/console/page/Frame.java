package org.muriel.console.page;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What is around every page.
 *
 * @param where the part of the console, which the menu marks
 * @param project the one the page is about
 * @param projects those the person may see, for the switch between them
 * @param administersProject whether the person administers that project
 * @param formToken what each form sends along, to show that it is from here
 * @param said what has just been done, in a sentence; mostly empty
 * @param problem why the page is not what was wanted; mostly empty
 */
public record Frame(
        String title,
        Where where,
        Optional<Project> project,
        List<Project> projects,
        String person,
        boolean administrator,
        boolean administersProject,
        String formToken,
        String said,
        Problems problem) {

    /** A project in the switch. */
    public record Project(long id, String name) {
        public static Project of(JsonNode json) {
            return new Project(json.path("id").asLong(), json.path("name").asString(""));
        }
    }

    /** The parts of the console. */
    public enum Where {
        HOME("Home", ""),
        EXPERIMENTS("Experiments", "/experiments"),
        FEATURES("Features", "/features"),
        AUDIENCES("Audiences", "/audiences"),
        ATTRIBUTES("Attributes", "/attributes"),
        EVENTS("Events", "/events"),
        GROUPS("Exclusion groups", "/groups"),
        PLAYGROUND("Playground", "/playground"),
        PLANNER("Planner", "/planner"),
        ENVIRONMENTS("Environments", "/environments"),
        WEBHOOKS("Webhooks", "/webhooks"),
        HISTORY("Changes", "/history"),
        WELCOME("First steps", "/welcome"),
        TOKENS("Tokens", "/account/tokens"),
        MEMBERS("Members", "/account/members"),
        SYSTEM("System", "/system"),
        NOWHERE("", "");

        private final String words;
        private final String path;

        Where(String words, String path) {
            this.words = words;
            this.path = path;
        }

        /** How the menu calls it. */
        public String words() {
            return words;
        }

        /** Its address in a project. */
        public String of(Project project) {
            return "/projects/" + project.id() + path;
        }

        /** Its address, of a part that is about no project. */
        public String path() {
            return path;
        }
    }

    /** Another name for each form. */
    public String once() {
        return UUID.randomUUID().toString();
    }

    /** What one works on, in the order of the menu. */
    public List<Where> work() {
        return List.of(
                Where.HOME,
                Where.EXPERIMENTS,
                Where.FEATURES,
                Where.AUDIENCES,
                Where.ATTRIBUTES,
                Where.EVENTS,
                Where.GROUPS);
    }

    /** What helps with it. Who may not see webhooks is not led to them. */
    public List<Where> tools() {
        return administersProject
                ? List.of(
                        Where.PLAYGROUND,
                        Where.PLANNER,
                        Where.HISTORY,
                        Where.ENVIRONMENTS,
                        Where.WEBHOOKS,
                        Where.WELCOME)
                : List.of(Where.PLAYGROUND, Where.PLANNER, Where.HISTORY, Where.ENVIRONMENTS, Where.WELCOME);
    }

    /** What is about no project. */
    public List<Where> account() {
        return administrator ? List.of(Where.TOKENS, Where.MEMBERS, Where.SYSTEM) : List.of(Where.TOKENS);
    }
}
