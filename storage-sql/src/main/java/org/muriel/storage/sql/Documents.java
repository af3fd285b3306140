package org.muriel.storage.sql;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muriel.experiment.Design;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.audience.AudienceTest;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;
import org.muriel.experiment.eventtype.EventType;
import org.muriel.experiment.exclusion.ExclusionGroup;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;
import org.muriel.experiment.webhook.Webhook;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Entities as stored JSON documents: a member per record component under the component's name, sorted, so that equal
 * entities have equal documents. Thread-safe.
 *
 * <p>Documents outlive programs. Names of record components and enum constants, and the words below for the
 * alternatives of sealed types, are therefore stored formats: renaming one needs a migration, and the golden documents
 * of the tests fail until there is one. A document from before an {@code Optional}, {@code List} or {@code Map} was
 * added is read with nothing in it; any other new member needs a migration. A member this program does not know fails
 * the reading: it was written by a newer version, and to go on would drop it at the next write.
 */
final class Documents {
    /** The one place that knows the stored names of alternatives; {@code experiment} knows nothing of JSON. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Condition.And.class, name = "and"),
        @JsonSubTypes.Type(value = Condition.Or.class, name = "or"),
        @JsonSubTypes.Type(value = Condition.Not.class, name = "not"),
        @JsonSubTypes.Type(value = Condition.Leaf.class, name = "leaf")
    })
    private interface ConditionWords {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Targeting.Everyone.class, name = "everyone"),
        @JsonSubTypes.Type(value = Targeting.Audiences.class, name = "audiences")
    })
    private interface TargetingWords {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = AudienceTest.OfAttribute.class, name = "attribute"),
        @JsonSubTypes.Type(value = AudienceTest.OfBrowser.class, name = "browser")
    })
    private interface AudienceTestWords {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = AudienceTest.Value.Text.class, name = "text"),
        @JsonSubTypes.Type(value = AudienceTest.Value.Numeric.class, name = "number"),
        @JsonSubTypes.Type(value = AudienceTest.Value.Truth.class, name = "truth"),
        @JsonSubTypes.Type(value = AudienceTest.Value.Nothing.class, name = "nothing")
    })
    private interface ValueWords {}

    /** The whitelist is shown in the order it was written, so it alone of all maps is not sorted. */
    interface DesignOrder {
        @JsonFormat(without = JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES)
        Map<String, Long> whitelist();
    }

    private static final DateTimeFormatter MICROSECONDS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    private static final JsonSetter.Value MISSING_IS_EMPTY = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

    private static final JsonFormat.Value SORTED =
            JsonFormat.Value.empty().withFeature(JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES);

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(Condition.class, ConditionWords.class)
            .addMixIn(Targeting.class, TargetingWords.class)
            .addMixIn(AudienceTest.class, AudienceTestWords.class)
            .addMixIn(AudienceTest.Value.class, ValueWords.class)
            .addMixIn(Design.class, DesignOrder.class)
            .addModule(new SimpleModule().addSerializer(Instant.class, new InstantText()))
            .changeDefaultPropertyInclusion(it -> it.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .withConfigOverride(List.class, it -> it.setNullHandling(MISSING_IS_EMPTY))
            .withConfigOverride(
                    Map.class, it -> it.setNullHandling(MISSING_IS_EMPTY).setFormat(SORTED))
            .annotationIntrospector(new RequiredMembers())
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
            .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE, DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID)
            .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
            .build();

    private static final TypeReference<Map<Long, Long>> REVISIONS = new TypeReference<>() {};

    private Documents() {}

    static String write(Entity entity) {
        return MAPPER.writeValueAsString(entity);
    }

    /** The text as it stands in documents, between its quotes. */
    static String writeText(String text) {
        String quoted = MAPPER.writeValueAsString(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    static Entity read(Kind kind, String document) {
        Class<? extends Entity> type = switch (kind) {
            case PROJECT -> Project.class;
            case ENVIRONMENT -> Environment.class;
            case ATTRIBUTE -> Attribute.class;
            case EVENT -> EventType.class;
            case AUDIENCE -> Audience.class;
            case FEATURE -> Feature.class;
            case EXPERIMENT -> Experiment.class;
            case GROUP -> ExclusionGroup.class;
            case WEBHOOK -> Webhook.class;
        };
        return MAPPER.readValue(document, type);
    }

    static String writeRevisions(Map<Long, Long> revisions) {
        return MAPPER.writeValueAsString(revisions);
    }

    static Map<Long, Long> readRevisions(String document) {
        return MAPPER.readValue(document, REVISIONS);
    }

    /** ISO text in UTC with exactly six fraction digits; a finer time is a bug, for it would come back different. */
    static String write(Instant instant) {
        if (!instant.truncatedTo(ChronoUnit.MICROS).equals(instant)) {
            throw new IllegalArgumentException(instant + " is finer than a microsecond");
        }
        return MICROSECONDS.format(instant);
    }

    /** Otherwise a missing number would be read as 0 and a missing truth value as false. */
    private static final class RequiredMembers extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;
        private static final Set<Class<?>> MAY_BE_MISSING = Set.of(Optional.class, List.class, Map.class);

        @Override
        public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            return !MAY_BE_MISSING.contains(member.getRawType());
        }
    }

    private static final class InstantText extends ValueSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(write(value));
        }
    }
}
