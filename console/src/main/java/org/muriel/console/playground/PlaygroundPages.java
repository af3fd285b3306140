package org.muriel.console.playground;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.api.json.Json;
import org.muriel.api.route.Reply;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Frame;
import org.muriel.console.page.Pages;
import org.muriel.console.page.Problems;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;

/** Asks for every flag of an environment as a service would, for a visitor who is made up. The address is the question. */
public final class PlaygroundPages {
    /** A page of more would be slow to read and to load. */
    private static final int MOST_FLAGS = 100;

    private static final int EMPTY_ROWS = 2;
    private static final int LEAST_ROWS = 3;

    private PlaygroundPages() {}

    /**
     * @param environment its key
     * @param flag what the keys of flags contain; empty for all
     */
    public record Question(String environment, String visitor, List<Given> given, String flag) {
        /** The rows of the form: those filled, and room for more. */
        public List<Given> rows() {
            List<Given> rows = new ArrayList<>(given);
            while (rows.size() < Math.max(LEAST_ROWS, given.size() + EMPTY_ROWS)) {
                rows.add(new Given("", ""));
            }
            return rows;
        }

        String query() {
            StringBuilder pairs = new StringBuilder();
            given.forEach(it -> pairs.append("&a=")
                    .append(URLEncoder.encode(it.name(), UTF_8))
                    .append("&v=")
                    .append(URLEncoder.encode(it.value(), UTF_8)));
            Map<String, String> rest = new LinkedHashMap<>();
            rest.put("environment", environment);
            rest.put("visitor", visitor);
            rest.put("flag", flag);
            return Visit.query(rest) + pairs;
        }
    }

    /**
     * What the visitor gets of a flag.
     *
     * @param verdict what it is and where it comes from, in words
     */
    public record Verdict(
            String key, long id, boolean enabled, String verdict, Map<String, String> variables, Ladder ladder) {}

    /**
     * @param environments keys and names
     * @param verdicts of each flag; empty as long as nobody is asked about
     * @param more flags that there was no room for
     * @param link what to share
     */
    public record Page(
            Frame frame,
            long projectId,
            Map<String, String> environments,
            List<String> attributes,
            Question question,
            boolean flagsExist,
            List<Verdict> verdicts,
            int more,
            String link,
            Problems problems) {
        /** How many of those shown are on. */
        public long on() {
            return verdicts.stream().filter(Verdict::enabled).count();
        }
    }

    public static void addTo(Pages pages) {
        pages.get("/projects/{project_id}/playground", PlaygroundPages::show);
    }

    private static Reply show(Visit visit) {
        long projectId = visit.call().pathId("project_id");
        List<JsonNode> environments = inUse(visit, "environments", projectId);
        Optional<JsonNode> environment = chosen(environments, visit.asked("environment"));
        Question question = new Question(
                environment.map(it -> it.path("key").asString("")).orElse(""),
                visit.asked("visitor"),
                Given.all(visit),
                visit.asked("flag"));
        List<JsonNode> all = inUse(visit, "features", projectId);
        List<JsonNode> wanted = question.visitor().isEmpty()
                ? List.of()
                : all.stream()
                        .filter(it -> it.path("key").asString("").contains(question.flag()))
                        .toList();
        Map<String, String> names = wanted.isEmpty() ? Map.of() : names(visit, projectId);
        List<Verdict> verdicts = new ArrayList<>();
        for (JsonNode flag : wanted.subList(0, Math.min(MOST_FLAGS, wanted.size()))) {
            verdicts.add(verdict(visit, sdkKey(environment), question, flag, names));
        }
        boolean nobody =
                visit.call().text("visitor").isPresent() && question.visitor().isEmpty();
        Page page = new Page(
                visit.frame("Playground", Frame.Where.PLAYGROUND, projectId),
                projectId,
                named(environments),
                inUse(visit, "attributes", projectId).stream()
                        .map(it -> it.path("key").asString(""))
                        .toList(),
                question,
                !all.isEmpty(),
                verdicts,
                wanted.size() - verdicts.size(),
                visit.call().origin() + "/projects/" + projectId + "/playground" + question.query(),
                nobody
                        ? new Problems(
                                "Please say who visits.",
                                Map.of("visitor", List.of("An id, as your services send it, such as visitor-1.")))
                        : Problems.NONE);
        return nobody ? visit.showAgain("playground/page.jte", page) : visit.show("playground/page.jte", page);
    }

    private static List<JsonNode> inUse(Visit visit, String things, long projectId) {
        return Answer.elements(visit.getAll("/v2/" + things + "?project_id=" + projectId)
                        .orStop())
                .stream()
                .filter(it -> !it.path("archived").asBoolean(false))
                .toList();
    }

    private static Optional<JsonNode> chosen(List<JsonNode> environments, String key) {
        return environments.stream()
                .filter(it -> it.path("key").asString("").equals(key))
                .findFirst()
                .or(() -> environments.stream()
                        .filter(it -> it.path("is_primary").asBoolean())
                        .findFirst());
    }

    private static Map<String, String> named(List<JsonNode> environments) {
        Map<String, String> named = new LinkedHashMap<>();
        environments.forEach(
                it -> named.put(it.path("key").asString(""), it.path("name").asString("")));
        return named;
    }

    private static String sdkKey(Optional<JsonNode> environment) {
        return environment
                .map(it -> it.path("datafile").path("sdk_key").asString(""))
                .orElse("");
    }

    /** What ids of experiments and variations are called. */
    private static Map<String, String> names(Visit visit, long projectId) {
        Map<String, String> names = new HashMap<>();
        for (JsonNode experiment : Answer.elements(
                visit.getAll("/v2/experiments?project_id=" + projectId).body())) {
            names.put(experiment.path("id").asString(), experiment.path("key").asString(""));
            for (JsonNode variation : Answer.elements(experiment.path("variations"))) {
                names.put(
                        variation.path("variation_id").asString(),
                        variation.path("key").asString(""));
            }
        }
        return names;
    }

    private static Verdict verdict(
            Visit visit, String sdkKey, Question question, JsonNode flag, Map<String, String> names) {
        String key = flag.path("key").asString("");
        JsonNode body = Visit.object()
                .put("visitor_id", question.visitor())
                .put("flag_key", key)
                .set("attributes", Given.attributes(question.given()));
        Answer answer = visit.ask(
                "POST",
                "/v1/explain",
                Json.bytes(body),
                Map.of("x-optimizely-sdk-key", sdkKey, "content-type", "application/json"));
        JsonNode decision = answer.body().path("decision");
        Map<String, String> variables = new LinkedHashMap<>();
        decision.path("variables")
                .properties()
                .forEach(it -> variables.put(
                        it.getKey(),
                        it.getValue().isString()
                                ? it.getValue().asString()
                                : it.getValue().toString()));
        return new Verdict(
                key,
                flag.path("id").asLong(),
                decision.path("enabled").asBoolean(false),
                answer.isDone() ? words(decision) : answer.body().path("error").asString("The server gave no answer."),
                variables,
                Ladder.of(answer.body(), names));
    }

    private static String words(JsonNode decision) {
        if (!decision.has("rule_key")) {
            return "No rule gave the visitor anything";
        }
        String rule = decision.path("rule_key").asString("");
        String variation = decision.path("variation_key").asString("");
        return switch (decision.path("source").asString("")) {
            case "rollout" -> Ladder.rollout(rule);
            case "holdout" -> "Kept out by the holdout " + rule;
            default -> "Variation " + variation + " of experiment " + rule;
        };
    }
}
