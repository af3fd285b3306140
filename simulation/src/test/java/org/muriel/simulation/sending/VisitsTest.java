package org.muriel.simulation.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.muriel.simulation.rest.CannotGoOn;
import org.muriel.simulation.rest.Experiment;
import org.muriel.simulation.rest.RestApi;
import org.muriel.simulation.visitor.Effects;
import org.muriel.simulation.visitor.Faults;
import org.muriel.simulation.visitor.Population;
import org.muriel.simulation.visitor.Traits;

/** Visitors through the real SDK to a server that keeps what it is sent. */
class VisitsTest {
    private static final Instant FROM = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-03-16T00:00:00Z");
    private static final int VISITORS = 3000;
    private static final Effects EFFECTS = new Effects(0.2, List.of(0.5), OptionalLong.of(4500), 0);
    private static final Experiment EXPERIMENT = new Experiment(
            70,
            2,
            "checkout",
            "running",
            Optional.of(FROM),
            List.of(new Experiment.Variation(80, "a"), new Experiment.Variation(81, "b")),
            List.of());

    @Test
    void each_visitor_in_the_experiment_has_a_decision_and_those_who_convert_an_event() {
        try (RecordingIntake intake = new RecordingIntake(0, 0)) {
            Visits.Tally tally = send(intake, Faults.NONE, 1);

            // one in five stays out
            assertThat((double) tally.inExperiment() / VISITORS).isCloseTo(0.8, within(0.04));
            assertThat(decisions(intake)).hasSize(tally.inExperiment());
            assertThat(conversions(intake)).hasSize(tally.converted()).allSatisfy(visitor -> {
                assertThat(RecordingIntake.event(visitor).get("key").getAsString())
                        .isEqualTo("purchase");
                assertThat(RecordingIntake.event(visitor).get("revenue").getAsLong())
                        .isPositive();
            });
            assertThat(uuids(intake)).hasSize(intake.visitors().size());
            assertThat(intake.bodies()).isEqualTo(Math.ceilDiv(intake.visitors().size(), 1000));
        }
    }

    @Test
    void what_goes_out_is_what_the_sdk_writes_but_for_time_and_uuid() {
        try (RecordingIntake intake = new RecordingIntake(0, 0)) {
            send(intake, Faults.NONE, 1);

            assertThat(decisions(intake)).allSatisfy(visitor -> {
                JsonObject decision = visitor.getAsJsonArray("snapshots")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("decisions")
                        .get(0)
                        .getAsJsonObject();
                assertThat(decision.get("experiment_id").getAsString()).isEqualTo("70");
                assertThat(decision.get("variation_id").getAsString()).isIn("80", "81");
                assertThat(decision.getAsJsonObject("metadata").get("rule_key").getAsString())
                        .isEqualTo("checkout");
                assertThat(RecordingIntake.event(visitor).get("timestamp").getAsLong())
                        .isBetween(FROM.toEpochMilli(), TO.toEpochMilli());
                // the only attribute that the datafile has
                assertThat(visitor.getAsJsonArray("attributes").asList().stream()
                                .map(JsonElement::getAsJsonObject)
                                .map(it -> it.get("key").getAsString()))
                        .contains("plan")
                        .doesNotContain("browser");
            });
        }
    }

    @Test
    void the_same_seed_sends_the_same_events() {
        try (RecordingIntake one = new RecordingIntake(0, 0);
                RecordingIntake other = new RecordingIntake(0, 0);
                RecordingIntake third = new RecordingIntake(0, 0)) {
            send(one, Faults.NONE, 1);
            send(other, Faults.NONE, 1);
            send(third, Faults.NONE, 2);

            assertThat(byUuid(other)).isEqualTo(byUuid(one));
            assertThat(byUuid(third)).doesNotContainKeys(uuids(one).toArray(String[]::new));
        }
    }

    @Test
    void duplicates_have_the_uuid_of_their_event() {
        try (RecordingIntake intake = new RecordingIntake(0, 0)) {
            Visits.Tally tally = send(intake, new Faults(0.1, 0, 0, 0), 1);

            assertThat(tally.duplicates()).isPositive();
            assertThat(intake.visitors()).hasSize(tally.inExperiment() + tally.converted() + tally.duplicates());
            assertThat(uuids(intake)).hasSize(tally.inExperiment() + tally.converted());
        }
    }

    @Test
    void late_decisions_come_after_everything_else() {
        try (RecordingIntake intake = new RecordingIntake(0, 0)) {
            Visits.Tally tally = send(intake, new Faults(0, 0.1, 0, 0), 1);

            List<JsonObject> all = intake.visitors();
            assertThat(tally.late()).isPositive();
            assertThat(all).hasSize(tally.inExperiment() + tally.converted());
            // bodies overtake each other, so by body: the last one has nothing but decisions
            assertThat(all.subList(all.size() - tally.late() % 1000, all.size()))
                    .filteredOn(VisitsTest::isConversion)
                    .hasSizeLessThan(all.size() / 10);
        }
    }

    @Test
    void of_those_who_are_lost_nothing_is_sent_and_none_is_in_the_baseline() {
        try (RecordingIntake whole = new RecordingIntake(0, 0);
                RecordingIntake lossy = new RecordingIntake(0, 0)) {
            send(whole, Faults.NONE, 1);
            Visits.Tally tally = send(lossy, new Faults(0, 0, 0.2, 0), 1);

            assertThat(inVariation(lossy, "80")).isEqualTo(inVariation(whole, "80"));
            assertThat(tally.lost()).isPositive();
            assertThat(inVariation(lossy, "81")).isEqualTo(inVariation(whole, "81") - tally.lost());
        }
    }

    @Test
    void a_server_that_has_no_room_is_asked_again() {
        try (RecordingIntake intake = new RecordingIntake(5, 503)) {
            Visits.Tally tally = send(intake, Faults.NONE, 1);

            assertThat(intake.visitors()).hasSize(tally.inExperiment() + tally.converted());
        }
    }

    @Test
    void a_server_that_refuses_ends_it_with_its_reason() {
        try (RecordingIntake intake = new RecordingIntake(1, 400)) {
            assertThatThrownBy(() -> send(intake, Faults.NONE, 1))
                    .isInstanceOf(CannotGoOn.class)
                    .hasMessageContaining("400")
                    .hasMessageContaining("no room");
        }
    }

    private static Visits.Tally send(RecordingIntake intake, Faults faults, long seed) {
        Population population =
                new Population("v-" + seed + "-", VISITORS, seed, FROM, TO, Traits.with(Map.of()), faults.bots());
        try (RestApi api = intake.api();
                Outbox outbox = new Outbox(api)) {
            Visits.Tally tally = new Visits(EXPERIMENT, "purchase", EFFECTS, faults, TO)
                    .send(population, datafile(), outbox, done -> {});
            outbox.flush();
            return tally;
        }
    }

    private static List<JsonObject> decisions(RecordingIntake intake) {
        return intake.visitors().stream().filter(it -> !isConversion(it)).toList();
    }

    private static List<JsonObject> conversions(RecordingIntake intake) {
        return intake.visitors().stream().filter(VisitsTest::isConversion).toList();
    }

    private static boolean isConversion(JsonObject visitor) {
        return !RecordingIntake.event(visitor).get("key").getAsString().equals("campaign_activated");
    }

    private static long inVariation(RecordingIntake intake, String variation) {
        return decisions(intake).stream()
                .filter(it -> it.toString().contains("\"variation_id\":\"" + variation + "\""))
                .count();
    }

    private static Set<String> uuids(RecordingIntake intake) {
        return new HashSet<>(byUuid(intake).keySet());
    }

    private static Map<String, String> byUuid(RecordingIntake intake) {
        Map<String, String> byUuid = new TreeMap<>();
        intake.visitors()
                .forEach(it -> byUuid.put(RecordingIntake.event(it).get("uuid").getAsString(), it.toString()));
        return byUuid;
    }

    private static String datafile() {
        try (InputStream in = Objects.requireNonNull(VisitsTest.class.getResourceAsStream("datafile.json"))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
