package org.muriel.api.feature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Limits;
import org.muriel.api.environment.NamedEnvironments;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Member;
import org.muriel.api.json.Words;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.feature.Variable;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;

/** A feature on the wire. */
final class FeatureJson implements EntityCodec<Feature> {
    static final String EXPERIMENT_ORDER = "x_experiment_order";
    static final int MOST_EXPERIMENTS = 1_000;
    static final Words<Variable.Type> TYPES = Words.of(Variable.Type.class);

    @Override
    public Class<Feature> type() {
        return Feature.class;
    }

    @Override
    public String word() {
        return "feature";
    }

    @Override
    public Shape shape() {
        return FeatureSchema.FEATURE;
    }

    @Override
    public Feature blank(Draft draft, long projectId) {
        return new Feature(
                draft.nextId(),
                projectId,
                "",
                Optional.empty(),
                "",
                false,
                List.of(),
                Map.of(),
                draft.now(),
                draft.now());
    }

    @Override
    public Feature read(Fields in, Feature current, Draft draft) {
        if (in.isCreating()
                && draft.current()
                        .find(Project.class, current.projectId())
                        .filter(Project::flagsEnabled)
                        .isPresent()) {
            in.reject("project_id", "a project whose is_flags_enabled is false");
        }
        List<Variable> variables = variables(in, current.variables(), draft);
        Map<Environment, Fields> named = NamedEnvironments.read(in, current.projectId(), draft.current());
        ImportedRollouts.Read imported = ImportedRollouts.read(named, current, variables, draft);
        return new Feature(
                current.id(),
                current.projectId(),
                in.matching("key", Limits.KEY, Limits.KEY_EXPECTED).required(current.key()),
                name(in, current),
                in.text("description", Limits.DESCRIPTION).or(current.description(), ""),
                in.truth("archived").or(current.archived(), false),
                variables,
                RolloutRules.read(in, named, current, variables, imported, draft),
                imported.ids(),
                experimentOrder(in, current, draft.current()),
                current.created(),
                current.lastModified());
    }

    /** Which of its experiments are asked before the others, for projects in which that was not the order of their ids. */
    private static List<Long> experimentOrder(Fields in, Feature current, Snapshot snapshot) {
        Member<List<Long>> sent = in.ids(EXPERIMENT_ORDER, MOST_EXPERIMENTS);
        List<Long> order = sent.or(current.experimentOrder(), List.of());
        for (int i = 0; sent.isGiven() && i < order.size(); i++) {
            Optional<Experiment> experiment = snapshot.find(Experiment.class, current.projectId(), order.get(i));
            if (experiment
                    .filter(it -> it.design().featureId().equals(Optional.of(current.id())))
                    .isEmpty()) {
                in.rejectWithin(
                        EXPERIMENT_ORDER,
                        "/" + i,
                        "the id of an experiment that varies this feature",
                        order.get(i) + "");
            }
        }
        if (Set.copyOf(order).size() < order.size()) {
            in.reject(EXPERIMENT_ORDER, "each experiment once");
        }
        return order;
    }

    /** A name sent back as it was shown does not become the feature's own: it goes on following the key. */
    private static Optional<String> name(Fields in, Feature current) {
        Optional<String> name = in.filledText("name", Limits.NAME).orKeep(current.ownName());
        boolean asShown = current.ownName().isEmpty() && name.equals(Optional.of(current.key()));
        return asShown ? Optional.empty() : name;
    }

    /** Elements are matched by id, else by key; what is not listed stays (REST specification, 7). */
    private static List<Variable> variables(Fields in, List<Variable> current, Draft draft) {
        List<Variable> variables = new ArrayList<>(current);
        Set<Long> listed = new HashSet<>();
        for (Fields element : in.objects("variables", Limits.VARIABLES).value().orElse(List.of())) {
            if (in.isCreating()) {
                // an id is the client's own and ignored
                variables.add(newVariable(element, draft));
                continue;
            }
            Member<Long> sentId = element.id("id");
            if (sentId.isWrong()) {
                continue;
            }
            Optional<Long> id = sentId.value();
            Optional<String> key = element.textIfAny("key");
            Optional<Variable> known = id.isPresent()
                    ? current.stream().filter(it -> it.id() == id.get()).findFirst()
                    : current.stream()
                            .filter(it -> key.equals(Optional.of(it.key())))
                            .findFirst();
            if (id.isPresent() && known.isEmpty()) {
                element.reject("id", "the id of a variable of this feature");
                continue;
            }
            if (known.isPresent() && !listed.add(known.get().id())) {
                element.reject(id.isPresent() ? "id" : "key", "each variable once");
            } else if (known.isPresent()) {
                variables.replaceAll(it -> it.id() == known.get().id() ? variable(element.creating(false), it) : it);
            } else {
                variables.add(newVariable(element, draft));
            }
        }
        Set<String> keys = new HashSet<>();
        for (Variable variable : variables) {
            if (!keys.add(variable.key()) && !variable.key().isEmpty()) {
                in.reject("variables", "keys that are unique in the feature", "'" + variable.key() + "' twice");
            }
        }
        if (variables.size() > Limits.VARIABLES) {
            in.reject("variables", "at most " + Limits.VARIABLES + " variables", variables.size() + " variables");
        }
        return variables;
    }

    private static Variable newVariable(Fields in, Draft draft) {
        return variable(in.creating(true), new Variable(draft.nextId(), "", Variable.Type.STRING, "", "", false));
    }

    private static Variable variable(Fields in, Variable current) {
        Variable.Type type = in.word("type", TYPES).required(current.type());
        if (!in.isCreating() && type != current.type()) {
            in.reject("type", TYPES.word(current.type()) + ": the type of a variable is fixed");
        }
        Member<String> sentDefault = in.text("default_value", Limits.VARIABLE_VALUE);
        String defaultValue = sentDefault.required(current.defaultValue());
        if (sentDefault.isGiven() && !VariableValues.isOf(type, defaultValue)) {
            in.reject("default_value", VariableValues.expected(type));
        }
        return new Variable(
                current.id(),
                in.matching("key", Limits.KEY, Limits.KEY_EXPECTED).required(current.key()),
                type,
                defaultValue,
                in.text("description", Limits.DESCRIPTION).or(current.description(), ""),
                in.truth("archived").or(current.archived(), false));
    }

    @Override
    public Feature modifiedAt(Feature it, Instant now) {
        return new Feature(
                it.id(),
                it.projectId(),
                it.key(),
                it.ownName(),
                it.description(),
                it.archived(),
                it.variables(),
                it.rules(),
                it.rollouts(),
                it.experimentOrder(),
                it.created(),
                now);
    }

    @Override
    public JsonObject write(Feature feature, Snapshot snapshot, String origin) {
        JsonObject out = new JsonObject()
                .put("archived", feature.archived())
                .put("created", feature.created())
                .put("description", feature.description())
                .put("environments", RolloutRules.write(feature, snapshot))
                .put("id", feature.id())
                .put("key", feature.key())
                .put("last_modified", feature.lastModified())
                .put("name", feature.name())
                .put("project_id", feature.projectId())
                .putObjects("variables", feature.variables(), FeatureJson::writeVariable);
        return feature.experimentOrder().isEmpty() ? out : out.putIds(EXPERIMENT_ORDER, feature.experimentOrder());
    }

    private static JsonObject writeVariable(Variable variable) {
        return new JsonObject()
                .put("archived", variable.archived())
                .put("default_value", variable.defaultValue())
                .put("description", variable.description())
                .put("id", variable.id())
                .put("key", variable.key())
                .put("type", variable.type(), TYPES);
    }
}
