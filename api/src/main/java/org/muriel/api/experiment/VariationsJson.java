package org.muriel.api.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.entity.Limits;
import org.muriel.api.feature.VariableValues;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Member;
import org.muriel.api.json.Words;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Variation;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.feature.Variable;
import org.muriel.experiment.traffic.Share;

/** Variations on the wire (REST specification, 8.3). */
final class VariationsJson {
    static final Words<Variation.Status> STATUSES = Words.of(Variation.Status.class);

    private VariationsJson() {}

    /**
     * The variations as the body would have them: listed ones in its order, matched by id; of the others those of an
     * experiment that ever ran are archived, and the rest removed.
     *
     * @param feature the feature the experiment will vary
     */
    static List<Variation> read(Fields in, Experiment current, Optional<Feature> feature, Draft draft) {
        List<Variation> present = sameFeature(current, feature)
                ? current.design().variations()
                : current.design().variations().stream()
                        .map(Variation::withoutVariableValues)
                        .toList();
        Member<List<Fields>> sent = in.objects("variations", Limits.VARIATIONS);
        if (!sent.isMentioned() || (sent.value().isEmpty() && !sent.isNull())) {
            return present;
        }
        List<Variation> variations = new ArrayList<>();
        Set<Long> listed = new HashSet<>();
        for (Fields element : sent.value().orElse(List.of())) {
            if (in.isCreating()) {
                // an id is that of another experiment, of which this is a copy
                variations.add(variation(element, blank(draft), feature));
                continue;
            }
            Member<Long> sentId = element.id("variation_id");
            if (sentId.isWrong()) {
                continue;
            }
            Optional<Long> id = sentId.value();
            Optional<Variation> known =
                    id.flatMap(it -> present.stream().filter(p -> p.id() == it).findFirst());
            if (id.isPresent() && known.isEmpty()) {
                element.reject("variation_id", "the id of a variation of this experiment");
            } else if (id.isPresent() && !listed.add(id.get())) {
                element.reject("variation_id", "each variation once", id.get() + " again");
            } else {
                Variation blank = known.orElseGet(() -> blank(draft));
                variations.add(variation(element.creating(known.isEmpty()), blank, feature));
            }
        }
        if (current.everRan()) {
            present.stream()
                    .filter(it -> !listed.contains(it.id()))
                    .forEach(it -> variations.add(it.withStatus(Variation.Status.ARCHIVED)));
        }
        if (variations.size() > Limits.VARIATIONS) {
            in.reject(
                    "variations",
                    "at most " + Limits.VARIATIONS + " variations, archived ones included",
                    variations.size() + " variations");
        }
        checkKeys(in, variations);
        return variations;
    }

    private static boolean sameFeature(Experiment current, Optional<Feature> feature) {
        return current.design().featureId().equals(feature.map(Feature::id));
    }

    private static Variation blank(Draft draft) {
        return new Variation(
                draft.nextId(), "", Optional.empty(), "", Variation.Status.ACTIVE, Share.NOBODY, true, Map.of());
    }

    private static Variation variation(Fields in, Variation current, Optional<Feature> feature) {
        List<Variable> variables = feature.map(Feature::variables).orElse(List.of());
        return new Variation(
                current.id(),
                in.matching("key", Limits.KEY, Limits.KEY_EXPECTED).required(current.key()),
                in.filledText("name", Limits.NAME).orKeep(current.name()),
                in.text("description", Limits.DESCRIPTION).or(current.description(), ""),
                status(in, current),
                in.share("weight").required(current.weight()),
                in.truth("feature_enabled").or(current.featureEnabled(), true),
                VariableValues.read(in, current.variableValues(), variables));
    }

    /** {@code archived} and {@code status} say the same twice: either archives, and either restores unless the other archives. */
    private static Variation.Status status(Fields in, Variation current) {
        Member<Boolean> archived = in.truth("archived");
        Member<Variation.Status> status = in.word("status", STATUSES);
        if (archived.or(false, false)) {
            return Variation.Status.ARCHIVED;
        }
        boolean restored = archived.isGiven() && current.status() == Variation.Status.ARCHIVED;
        return status.or(restored ? Variation.Status.ACTIVE : current.status(), Variation.Status.ACTIVE);
    }

    private static void checkKeys(Fields in, List<Variation> variations) {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < variations.size(); i++) {
            String key = variations.get(i).key();
            if (!key.isEmpty() && !keys.add(key)) {
                in.rejectWithin(
                        "variations",
                        "/" + i + "/key",
                        "a key no other variation of this experiment has",
                        "'" + key + "'");
            }
        }
    }

    static JsonObject write(Variation variation, Optional<Feature> feature) {
        JsonObject out = new JsonObject()
                .putTexts("actions", List.of())
                .put("archived", variation.status() == Variation.Status.ARCHIVED)
                .put("description", variation.description())
                .put("key", variation.key())
                .putText("name", variation.name())
                .put("status", variation.status(), STATUSES)
                .put("variation_id", variation.id())
                .put("weight", variation.weight());
        feature.ifPresent(it -> out.put("feature_enabled", variation.featureEnabled())
                .putTextsByName("variable_values", VariableValues.write(variation.variableValues(), it.variables())));
        return out;
    }
}
