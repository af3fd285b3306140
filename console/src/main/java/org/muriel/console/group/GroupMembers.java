package org.muriel.console.group;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Form;
import org.muriel.console.page.Problems;
import org.muriel.console.page.Shares;
import org.muriel.console.page.Visit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The experiments of a group with what each may take of the visitors, as a form has them: percentages as they were entered. */
public record GroupMembers(List<Share> all) {
    private static final long EVERYBODY = 10_000;
    private static final int EMPTY_ROWS = 2;

    /** @param experiment its id; empty in a row that is not filled */
    public record Share(String experiment, String percent) {
        private Optional<Long> basisPoints() {
            return Shares.basisPoints(percent).filter(it -> it <= EVERYBODY);
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
        List<String> experiments = form.texts("experiment");
        List<String> percents = form.texts("percent");
        List<Share> all = new ArrayList<>();
        for (int i = 0; i < Math.min(experiments.size(), percents.size()); i++) {
            if (!experiments.get(i).isEmpty()) {
                all.add(new Share(experiments.get(i), percents.get(i)));
            }
        }
        return new GroupMembers(all);
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
            if (all.get(i).basisPoints().isEmpty()) {
                byMember.put(
                        "entities." + i + ".weight",
                        List.of("Expected a percentage from 0 to 100 with two decimals at most, such as 25 or 12.5."));
            }
        }
        if (sum() > EVERYBODY) {
            byMember.put(
                    "entities",
                    List.of("Expected shares that add up to 100 % at most, found " + Shares.percent(sum()) + " %."));
        }
        return byMember.isEmpty()
                ? Problems.NONE
                : new Problems("Please look at what is marked below: nothing was changed.", byMember);
    }

    private long sum() {
        return all.stream().mapToLong(it -> it.basisPoints().orElse(0L)).sum();
    }

    /** For the API, in hundredths of a percent. */
    ArrayNode entities() {
        ArrayNode entities = Visit.object().putArray("entities");
        for (Share share : all) {
            entities.addObject()
                    .put("kind", "Experiment")
                    .put("id", Long.parseLong(share.experiment()))
                    .put("weight", share.basisPoints().orElseThrow());
        }
        return entities;
    }
}
