package org.muriel.api.document;

import java.util.List;
import java.util.Optional;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Kind;
import org.muriel.experiment.exclusion.ExclusionGroup;
import org.muriel.experiment.traffic.Range;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Groups: {@code experiments} is a list of {@code {key: ..., weight: ...}}. */
final class GroupTranslation implements Translation<ExclusionGroup> {
    private static final String EXPERIMENTS = "experiments";
    private static final String ENTITIES = "entities";

    @Override
    public void toBody(Entry entry, Optional<ExclusionGroup> current) {
        JsonNode experiments = entry.node().remove(EXPERIMENTS);
        entry.movedFrom("/" + EXPERIMENTS, "/" + ENTITIES);
        if (experiments == null) {
            return;
        }
        entry.node().set(ENTITIES, experiments);
        for (int i = 0; i < experiments.size(); i++) {
            if (experiments.get(i) instanceof ObjectNode member) {
                String at = "/" + EXPERIMENTS + "/" + i;
                entry.movedFrom(at + "/key", "/" + ENTITIES + "/" + i + "/id");
                member.put("kind", "Experiment");
                JsonNode key = member.remove("key");
                if (key == null) {
                    entry.reject(
                            at + "/key",
                            "the key of an experiment",
                            entry.node().path(""));
                } else {
                    entry.id(key, at + "/key", Kind.EXPERIMENT).ifPresent(it -> member.put("id", it));
                }
            }
        }
    }

    @Override
    public ExclusionGroup numbered(ExclusionGroup made, Numbering numbering) {
        return numbering.number(made);
    }

    @Override
    public List<Range> ranges(ExclusionGroup entity) {
        return entity.ranges();
    }

    @Override
    public void putIds(ObjectNode entry, ExclusionGroup group, Snapshot snapshot, Names names) {
        ArrayNode ranges = entry.putArray("ranges");
        group.ranges().forEach(it -> {
            ObjectNode range = ranges.addObject().put("end", it.end());
            it.holder().ifPresent(id -> range.put("experiment", names.of(id)));
        });
    }

    @Override
    public void toEntry(ObjectNode json, ExclusionGroup group, Snapshot snapshot, Names names) {
        json.remove(ENTITIES);
        ArrayNode experiments = json.putArray(EXPERIMENTS);
        group.members()
                .forEach(it -> experiments
                        .addObject()
                        .put("key", names.of(it.experimentId()))
                        .put("weight", it.weight().basisPoints()));
    }
}
