package org.muriel.console.group;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Form;
import org.muriel.console.page.Ids;
import org.muriel.console.page.Problems;
import org.muriel.console.page.Shares;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The experiments of a group with what each may take of the visitors, as a form has them: percentages as they were entered. */
public record GroupMembers(List<Share> all) {
    private static final int EMPTY_ROWS = 2;

    /** @param experiment its id; empty in a row that is not filled */
    public record Share(String experiment, String percent) {
        private Optional<Long> basisPoints() {
            return Shares.basisPoints(percent).filter(it -> it <= Shares.ALL);
        }
    }

    static GroupMembers of(JsonNode entities) {
        return new GroupMembers(Answer.elements(
                entities,
                it -> new Share(
                        it.path("id").asString(),
                        Shares.percent(it.path("weight").asLong()))));
    }

    /** The rows of the form that name an experiment; a row whose choice was taken back takes the experiment out. */
    static GroupMembers entered(Form form) {
        return new GroupMembers(form.rows("experiment", "percent").stream()
                .map(it -> new Share(it.text("experiment"), it.text("percent")))
                .filter(it -> !it.experiment().isEmpty())
                .toList());
    }

    /** Those there are, and room for more. */
    public List<Share> rows() {
        List<Share> rows = new ArrayList<>(all);
        for (int i = 0; i < EMPTY_ROWS; i++) {
            rows.add(new Share("", ""));
        }
        return rows;
    }

    /** What cannot even be asked for. */
    Problems problems() {
        Map<String, List<String>> byMember = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            String member = "entities." + i + ".weight";
            Shares.problem(all.get(i).percent()).ifPresent(it -> byMember.put(member, List.of(it)));
        }
        if (sum() > Shares.ALL) {
            byMember.put(
                    "entities",
                    List.of("Expected shares that add up to 100 % at most, found " + Shares.percent(sum()) + " %."));
        }
        return Problems.of(byMember);
    }

    private long sum() {
        return all.stream().mapToLong(it -> it.basisPoints().orElse(0L)).sum();
    }

    /** For the API, in hundredths of a percent. */
    ArrayNode entities() {
        ArrayNode entities = Visit.object().putArray("entities");
        for (Share share : all) {
            ObjectNode entity = entities.addObject()
                    .put("kind", "Experiment")
                    .put("weight", share.basisPoints().orElseThrow());
            Ids.put(entity, "id", share.experiment());
        }
        return entities;
    }
}
