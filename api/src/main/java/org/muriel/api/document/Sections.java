package org.muriel.api.document;

import java.util.List;
import org.muriel.api.entity.Codecs;
import org.muriel.api.entity.EntityCodec;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.entity.Kind;
import org.muriel.experiment.eventtype.EventType;
import org.muriel.experiment.exclusion.ExclusionGroup;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.project.Environment;

/** The sections of a document, in an order in which everything comes after what it refers to. */
final class Sections {
    private static final String KEY = "key";
    private static final String NAME = "name";

    private static final Members ENVIRONMENT =
            Members.of("name", "description", "archived", "is_primary", "has_restricted_permissions", "priority");
    private static final Members ATTRIBUTE = Members.of("name", "description", "archived");
    private static final Members EVENT = Members.of("name", "description", "archived", "category")
            .with("event_properties", Members.of("name", "data_type"));
    private static final Members AUDIENCE =
            Members.of("name", "description", "archived", "conditions", "segmentation", "for_journey");
    private static final Members FEATURE = Members.of("name", "description", "archived", FeatureTranslation.ORDER)
            .with("variables", Members.of("key", "type", "default_value", "description", "archived"))
            .withEach(
                    "environments",
                    Members.of()
                            .with(
                                    "rollout_rules",
                                    Members.of(
                                            "audience_conditions", "enabled", "percentage_included", "variable_values"))
                            .with(
                                    "x_rollout",
                                    Members.of("id")
                                            .with(
                                                    "rules",
                                                    Members.of(
                                                                    "id",
                                                                    "key",
                                                                    "layer_id",
                                                                    "audience_conditions",
                                                                    "enabled",
                                                                    "percentage_included",
                                                                    "variable_values")
                                                            .with("ranges", Members.of("end", "served"))
                                                            .with(
                                                                    "variation",
                                                                    Members.of("id", "key", "feature_enabled")))));
    private static final Members METRIC = Members.of(
                    "aggregator",
                    "event",
                    "field",
                    "scope",
                    "winning_direction",
                    "display_title",
                    "time_window",
                    "event_properties",
                    "x_settings")
            .with("metrics", Members.of("aggregator", "event", "field", "scope"));
    private static final Members EXPERIMENT = Members.of(
                    "name",
                    "description",
                    "archived",
                    "type",
                    "feature",
                    "audience_conditions",
                    "traffic_allocation",
                    "multivariate_traffic_policy",
                    ExperimentTranslation.WHITELIST,
                    "x_settings")
            .with("schedule", Members.of("start_time", "stop_time", "time_zone"))
            .with(
                    "variations",
                    Members.of("key", "name", "description", "status", "weight", "feature_enabled", "variable_values"))
            .with("metrics", METRIC)
            .withEach("environments", Members.of("status"));
    private static final Members GROUP =
            Members.of("name", "description", "archived", "x_policy").with("experiments", Members.of("key", "weight"));

    private final Section<Environment> environments;
    private final Section<Attribute> attributes;
    private final Section<EventType> events;
    private final Section<Audience> audiences;
    private final Section<Feature> features;
    private final Section<Experiment> experiments;
    private final Section<ExclusionGroup> groups;

    Sections(Codecs codecs) {
        EntityCodec<Experiment> experimentCodec = codecs.of(Experiment.class);
        environments = new Section<>(
                "environments",
                Kind.ENVIRONMENT,
                codecs.of(Environment.class),
                Environment::key,
                KEY,
                new EnvironmentTranslation(),
                ENVIRONMENT);
        attributes = new Section<>(
                "attributes",
                Kind.ATTRIBUTE,
                codecs.of(Attribute.class),
                Attribute::key,
                KEY,
                (made, numbering) -> numbering.number(made),
                ATTRIBUTE);
        events = new Section<>(
                "events",
                Kind.EVENT,
                codecs.of(EventType.class),
                EventType::key,
                KEY,
                (made, numbering) -> numbering.number(made),
                EVENT);
        audiences = new Section<>(
                "audiences",
                Kind.AUDIENCE,
                codecs.of(Audience.class),
                // one without a name goes by its id, as in datafiles
                it -> it.name().orElse(Long.toString(it.id())),
                NAME,
                new AudienceTranslation(),
                AUDIENCE);
        features = new Section<>(
                "features",
                Kind.FEATURE,
                codecs.of(Feature.class),
                Feature::key,
                KEY,
                new FeatureTranslation(),
                FEATURE);
        experiments = new Section<>(
                "experiments",
                Kind.EXPERIMENT,
                experimentCodec,
                it -> it.design().key(),
                KEY,
                new ExperimentTranslation(experimentCodec),
                EXPERIMENT);
        groups = new Section<>(
                "groups",
                Kind.GROUP,
                codecs.of(ExclusionGroup.class),
                ExclusionGroup::name,
                NAME,
                new GroupTranslation(),
                GROUP);
    }

    List<Section<?>> all() {
        return List.of(environments, attributes, events, audiences, features, experiments, groups);
    }

    Section<Environment> environments() {
        return environments;
    }

    Section<Feature> features() {
        return features;
    }
}
