package org.muriel.openfeature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.EventDetails;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.MutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderState;
import dev.openfeature.sdk.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.muriel.decision.Decider;
import org.muriel.decision.Decision;
import org.muriel.decision.Ruleset;
import org.muriel.decision.Visitor;
import org.muriel.decision.datafile.DatafileException;

class MurielProviderTest {
    private final List<Decision> exposures = new ArrayList<>();
    private final List<Visitor> visitors = new ArrayList<>();
    private final MurielProvider provider =
            MurielProvider.of(new Decider().withExposures((rules, visitor, decision) -> {
                exposures.add(decision);
                visitors.add(visitor);
            }));
    private final EvaluationContext context = visitor("user-4", 18).add("plan", "free");

    @AfterEach
    void stop() {
        OpenFeatureAPI.getInstance().shutdown();
    }

    private static MutableContext visitor(String id, int age) {
        return new MutableContext(id).add("age", age);
    }

    private Client with(byte[] datafile) {
        provider.update(datafile);
        OpenFeatureAPI.getInstance().setProviderAndWait(provider);
        return OpenFeatureAPI.getInstance().getClient();
    }

    @Test
    void a_flag_is_a_boolean_with_variant_reason_and_metadata() {
        FlagEvaluationDetails<Boolean> details =
                with(Datafiles.ofVectors()).getBooleanDetails("f_split", false, context);

        assertThat(details.getValue()).isTrue();
        assertThat(details.getVariant()).isEqualTo("treatment");
        assertThat(details.getReason()).isEqualTo("SPLIT");
        assertThat(details.getFlagMetadata().asUnmodifiableMap())
                .isEqualTo(
                        Map.of("flagKey", "f_split", "revision", "12", "ruleKey", "split_50", "experimentId", "301"));
        assertThat(exposures).hasSize(1);
    }

    @Test
    void variables_come_by_their_types() {
        Client client = with(Datafiles.ofVectors());

        assertThat(client.getStringValue("f_split.color", "", context)).isEqualTo("green");
        assertThat(client.getIntegerValue("f_split.n", 0, context)).isEqualTo(7);
        assertThat(client.getLongValue("f_split.n", 0L, context)).isEqualTo(7L);
        assertThat(client.getDoubleValue("f_split.n", 0.0, context)).isEqualTo(7.0);
        assertThat(client.getDoubleValue("f_rollout.ratio", 0.0, context)).isEqualTo(0.25);
        assertThat(client.getBooleanValue("f_rollout.flag", false, context)).isTrue();
    }

    @Test
    void an_object_is_a_variable_of_any_type_or_all_variables_of_a_flag() {
        Client client = with(Datafiles.ofVectors());

        assertThat(object(client, "f_targeted.cfg")).isEqualTo(Map.of("n", 0));
        assertThat(object(client, "f_targeted")).isEqualTo(Map.of("cfg", Map.of("n", 0)));
        assertThat(object(client, "f_split")).isEqualTo(Map.of("color", "green", "n", 7));
        assertThat(client.getObjectValue("f_split.color", new Value(), context).asString())
                .isEqualTo("green");
    }

    private Map<String, Object> object(Client client, String key) {
        return client.getObjectValue(key, new Value(), context).asStructure().asObjectMap();
    }

    @Test
    void reasons_tell_what_kind_of_rule_decided() {
        Client client = with(Datafiles.ofVectors());

        assertThat(reason(client, "f_rollout", context)).isEqualTo("TARGETING_MATCH");
        assertThat(reason(client, "f_rollout", visitor("user-1", 17))).isEqualTo("STATIC");
        assertThat(reason(client, "f_group_a", visitor("user-1", 17))).isEqualTo("SPLIT");
        assertThat(reason(client, "f_none", context)).isEqualTo("DISABLED");
        assertThat(client.getBooleanDetails("f_none", true, context).getValue()).isFalse();
        assertThat(client.getBooleanDetails("f_none", true, context).getVariant())
                .isNull();
    }

    private static String reason(Client client, String key, EvaluationContext context) {
        return client.getBooleanDetails(key, false, context).getReason();
    }

    @Test
    void a_decision_agrees_with_the_library() {
        Client client = with(Datafiles.ofVectors());
        Ruleset ruleset = Ruleset.of(Datafiles.ofVectors());
        for (int i = 0; i < 100; i++) {
            Visitor visitor = Visitor.of("user-" + i, Map.of("age", 18 + i % 3, "plan", "pro"));
            MutableContext asked = visitor("user-" + i, 18 + i % 3).add("plan", "pro");
            ruleset.flags().forEach(flag -> {
                Decision decision = new Decider().decide(ruleset, visitor, flag.key());
                FlagEvaluationDetails<Boolean> details = client.getBooleanDetails(flag.key(), false, asked);
                assertThat(details.getValue()).isEqualTo(decision.enabled());
                assertThat(details.getVariant())
                        .isEqualTo(decision.variationKey().orElse(null));
            });
        }
    }

    @Test
    void what_is_not_there_is_not_found_and_no_exposure() {
        Client client = with(Datafiles.ofVectors());

        assertError(client.getBooleanDetails("nothing", true, context), ErrorCode.FLAG_NOT_FOUND, true);
        assertError(client.getStringDetails("f_split.nothing", "x", context), ErrorCode.FLAG_NOT_FOUND, "x");
        assertThat(exposures).isEmpty();
    }

    @Test
    void another_type_than_the_variables_is_a_mismatch_and_no_exposure() {
        Client client = with(Datafiles.ofVectors());

        assertError(client.getStringDetails("f_split", "x", context), ErrorCode.TYPE_MISMATCH, "x");
        assertError(client.getIntegerDetails("f_split", 5, context), ErrorCode.TYPE_MISMATCH, 5);
        assertError(client.getStringDetails("f_split.n", "x", context), ErrorCode.TYPE_MISMATCH, "x");
        assertError(client.getBooleanDetails("f_split.n", true, context), ErrorCode.TYPE_MISMATCH, true);
        assertError(client.getIntegerDetails("f_rollout.ratio", 5, context), ErrorCode.TYPE_MISMATCH, 5);
        assertError(client.getStringDetails("f_targeted.cfg", "x", context), ErrorCode.TYPE_MISMATCH, "x");
        assertThat(client.getStringDetails("f_split.n", "x", context).getErrorMessage())
                .isEqualTo("expected a string, found a variable of type integer");
        assertThat(exposures).isEmpty();
    }

    @Test
    void an_integer_is_not_cut_to_32_bits() {
        Client client = with(Datafiles.withVariable("integer", "5000000000"));

        assertError(client.getIntegerDetails("flag.v", 5, context), ErrorCode.TYPE_MISMATCH, 5);
        assertThat(client.getLongValue("flag.v", 5L, context)).isEqualTo(5_000_000_000L);
        assertThat(client.getObjectValue("flag.v", new Value(), context).asObject())
                .isEqualTo(5_000_000_000L);
    }

    @Test
    void a_text_that_is_none_of_its_type_is_an_error() {
        Client client = with(Datafiles.withVariable("integer", "many"));

        assertError(client.getIntegerDetails("flag.v", 5, context), ErrorCode.GENERAL, 5);
        assertThat(client.getObjectValue("flag", new Value(), context)
                        .asStructure()
                        .getValue("v")
                        .isNull())
                .isTrue();
    }

    @Test
    void json_comes_as_structures_and_lists() {
        Client client = with(Datafiles.withVariable("json", "{\"a\": [1, 2.5, \"x\", true, null, {\"b\": []}]}"));

        Map<String, Object> object = object(client, "flag.v");

        assertThat(object).hasToString("{a=[1, 2.5, x, true, null, {b=[]}]}");
    }

    @Test
    void a_visitor_needs_a_targeting_key() {
        Client client = with(Datafiles.ofVectors());

        assertError(
                client.getBooleanDetails("f_split", true, new ImmutableContext()),
                ErrorCode.TARGETING_KEY_MISSING,
                true);
        assertError(
                client.getBooleanDetails("f_split", true, new ImmutableContext("")),
                ErrorCode.TARGETING_KEY_MISSING,
                true);
    }

    @Test
    void the_context_is_the_visitors_attributes_without_the_targeting_key() {
        Client client = with(Datafiles.ofVectors());
        MutableContext asked = visitor("user-4", 40)
                .add("beta", true)
                .add("since", Instant.parse("2026-01-02T03:04:05Z"))
                .add("tags", List.of(new Value("a")));

        client.getBooleanValue("f_split", false, asked);

        assertThat(visitors.getFirst().id()).isEqualTo("user-4");
        assertThat(visitors.getFirst().attributes())
                .isEqualTo(Map.of("age", 40, "beta", true, "since", "2026-01-02T03:04:05Z", "tags", List.of("a")));
    }

    @Test
    void without_a_datafile_the_provider_is_in_error_until_it_has_one() throws InterruptedException {
        assertThat(provider.getBooleanEvaluation("f_split", true, context).getErrorCode())
                .isEqualTo(ErrorCode.PROVIDER_NOT_READY);
        assertThatThrownBy(() -> OpenFeatureAPI.getInstance().setProviderAndWait(provider))
                .hasMessageContaining("call update before");
        Client client = OpenFeatureAPI.getInstance().getClient();
        assertThat(client.getProviderState()).isEqualTo(ProviderState.ERROR);
        BlockingQueue<EventDetails> ready = new LinkedBlockingQueue<>();
        client.onProviderReady(ready::add);

        provider.update(Datafiles.ofVectors());

        assertThat(ready.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(client.getBooleanValue("f_split", false, context)).isTrue();
    }

    @Test
    void another_revision_is_told_of_and_used() throws InterruptedException {
        Client client = with(Datafiles.ofVectors());
        BlockingQueue<EventDetails> changes = new LinkedBlockingQueue<>();
        client.onProviderConfigurationChanged(changes::add);

        provider.update(Datafiles.ofVectors());
        provider.update(Datafiles.ofNextRevision());

        EventDetails change = changes.poll(10, TimeUnit.SECONDS);
        assertThat(change).isNotNull();
        assertThat(change.getEventMetadata().getString("revision")).isEqualTo("13");
        assertThat(client.getBooleanDetails("f_split", false, context)
                        .getFlagMetadata()
                        .getString("revision"))
                .isEqualTo("13");
        assertThat(client.getProviderState()).isEqualTo(ProviderState.READY);
    }

    @Test
    void what_is_no_datafile_is_refused_and_the_one_in_use_stays() {
        Client client = with(Datafiles.ofVectors());

        assertThatThrownBy(() -> provider.update("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DatafileException.class);
        assertThat(client.getBooleanValue("f_split", false, context)).isTrue();
    }

    private static <T> void assertError(FlagEvaluationDetails<T> details, ErrorCode code, T fallback) {
        assertThat(details.getErrorCode()).isEqualTo(code);
        assertThat(details.getReason()).isEqualTo("ERROR");
        assertThat(details.getValue()).isEqualTo(fallback);
        assertThat(details.getErrorMessage()).isNotBlank();
    }
}
