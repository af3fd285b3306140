package org.muriel.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.audience.AudienceTest;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.project.Environment;
import org.muriel.testkit.Entities;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DocumentsTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /**
     * The golden documents were written by hand after the domain records. A test that fails here says that databases
     * in use can no longer be read: a new golden document beside the old one and a migration are needed.
     */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void stored_documents_are_read_as_ever(Kind kind) throws IOException {
        assertThat(Documents.read(kind, golden(kind))).isEqualTo(entity(kind));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void stored_documents_are_written_as_ever(Kind kind) throws IOException {
        assertThat(tree(Documents.write(entity(kind)))).isEqualTo(tree(golden(kind)));
    }

    /** As a catalog holds it that was written before experiments kept their ranges: they follow from the design then. */
    @Test
    void an_experiment_from_before_its_ranges_were_kept_is_laid_out_afresh() throws IOException {
        assertThat(Documents.read(Kind.EXPERIMENT, golden("experiment-before-ranges")))
                .isEqualTo(entity(Kind.EXPERIMENT));
    }

    /** As a catalog holds it that was written before SDK keys could be replaced. */
    @Test
    void an_environment_from_before_it_had_former_keys_has_its_first_and_no_tokens() throws IOException {
        Environment read = (Environment) Documents.read(Kind.ENVIRONMENT, golden("environment-before-former-keys"));

        assertThat(read)
                .isEqualTo(((Environment) entity(Kind.ENVIRONMENT))
                        .withFormerKeys(List.of())
                        .withDatafileTokens(List.of()));
        assertThat(read.keyNumber()).isEqualTo(1);
    }

    @Test
    void members_and_entries_are_sorted_and_absent_ones_left_out() {
        assertThat(Documents.write(Entities.switchedOnIn(12, Entities.aFeature(11, 1, "checkout"))))
                .isEqualTo(
                        "{\"archived\":false,\"created\":\"2026-01-01T12:00:00.000001Z\",\"description\":\"\",\"experimentOrder\":[],\"id\":11,"
                                + "\"key\":\"checkout\",\"lastModified\":\"2026-01-01T12:00:00.000001Z\",\"projectId\":1,"
                                + "\"rollouts\":{},\"rules\":{\"12\":[{\"enabled\":true,\"id\":2011,\"share\":{\"basisPoints\":10000},"
                                + "\"targeting\":{\"type\":\"everyone\"},\"variableValues\":{}}]},\"variables\":[]}");
        assertThat(Documents.writeRevisions(Map.of(10L, 3L, 9L, 2L))).isEqualTo("{\"9\":2,\"10\":3}");
    }

    @Test
    void a_document_from_before_a_collection_or_an_optional_member_has_nothing_in_it() {
        Feature feature = Entities.aFeature(11, 1, "checkout");
        String older = Documents.write(feature).replace(",\"variables\":[]", "").replace(",\"rules\":{}", "");
        assertThat(older).doesNotContain("variables", "rules", "ownName");

        assertThat(Documents.read(Kind.FEATURE, older)).isEqualTo(feature);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"description\":\"\",", "\"archived\":false,", "\"created\":\"2026-01-01T12:00:00.000001Z\","})
    void any_other_member_may_not_be_missing(String member) {
        String document = Documents.write(Entities.aFeature(11, 1, "checkout"));
        assertThat(document).contains(member);

        assertThatThrownBy(() -> Documents.read(Kind.FEATURE, document.replace(member, "")))
                .hasMessageContaining(member.substring(1, member.indexOf('"', 1)));
    }

    @Test
    void a_member_of_a_newer_version_is_not_dropped_in_silence() {
        String document = Documents.write(Entities.aFeature(11, 1, "checkout"));

        assertThatThrownBy(() -> Documents.read(Kind.FEATURE, document.replaceFirst("\\{", "{\"newer\":1,")))
                .hasMessageContaining("newer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.0", "1.00", "-0.5", "1E+3", "12345678901234567890.123456789012345678901234567890"})
    void a_number_keeps_every_digit(String number) {
        Audience audience = comparedWith(new BigDecimal(number));

        Audience read = (Audience) Documents.read(Kind.AUDIENCE, Documents.write(audience));

        assertThat(read).isEqualTo(audience);
    }

    @Test
    void a_time_finer_than_a_microsecond_is_a_mistake() {
        assertThat(Documents.write(Instant.parse("2026-01-01T00:00:00Z"))).isEqualTo("2026-01-01T00:00:00.000000Z");
        assertThatThrownBy(() -> Documents.write(Instant.parse("2026-01-01T00:00:00.000000001Z")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Audience comparedWith(BigDecimal number) {
        Condition<AudienceTest> condition = new Condition.Leaf<>(new AudienceTest.OfAttribute(
                3, false, Optional.empty(), Optional.of(new AudienceTest.Value.Numeric(number))));
        Audience audience = Entities.anAudience(2, 1);
        return new Audience(
                audience.id(),
                audience.projectId(),
                audience.name(),
                audience.description(),
                Optional.of(condition),
                false,
                false,
                Optional.empty(),
                audience.created(),
                audience.lastModified());
    }

    private static Entity entity(Kind kind) {
        List<Entity> everything = Entities.everythingOf(1_000);
        return everything.stream().filter(it -> it.kind() == kind).findFirst().orElseThrow();
    }

    private static String golden(Kind kind) throws IOException {
        return golden(kind.name().toLowerCase(Locale.ROOT));
    }

    private static String golden(String document) throws IOException {
        String name = "documents/" + document + ".json";
        try (InputStream stream = DocumentsTest.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new AssertionError("no golden document " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JsonNode tree(String document) {
        return JSON.readTree(document);
    }
}
