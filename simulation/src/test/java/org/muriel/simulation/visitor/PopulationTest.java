package org.muriel.simulation.visitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PopulationTest {
    private static final Instant FROM = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-03-16T00:00:00Z");
    private static final Effects EFFECTS = new Effects(0.1, List.of(0.5, 1.0), OptionalLong.of(5000), 0.2);
    private static final int MANY = 40_000;

    @Test
    void equal_seeds_make_equal_visitors_in_whatever_order_they_are_asked_for() {
        Population one = population(7, 0);
        Population other = population(7, 0);
        for (int i : List.of(3, 1, 2)) {
            Visitor visitor = one.visitor(i);
            Visitor again = other.visitor(i);

            assertThat(again.id()).isEqualTo(visitor.id()).isEqualTo("v-" + i);
            assertThat(again.arrival()).isEqualTo(visitor.arrival());
            assertThat(again.attributes()).isEqualTo(visitor.attributes());
            assertThat(again.conversion(EFFECTS, 1, TO)).isEqualTo(visitor.conversion(EFFECTS, 1, TO));
        }
        assertThat(population(8, 0).visitor(1).arrival())
                .isNotEqualTo(one.visitor(1).arrival());
    }

    /** Visitors come up to now, so the same command has another period a moment later. */
    @Test
    void in_another_period_they_come_at_other_times_and_are_the_same_otherwise() {
        Population one = population(7, 0);
        Population later = new Population(
                "v-", MANY, 7, FROM.plusMillis(86_400_001), TO.plusMillis(7777), Traits.with(Map.of()), 0);
        for (int i = 0; i < MANY; i++) {
            Visitor visitor = one.visitor(i);
            Visitor again = later.visitor(i);

            assertThat(again.attributes()).isEqualTo(visitor.attributes());
            assertThat(again.random().nextLong()).isEqualTo(visitor.random().nextLong());
        }
        assertThat(later.visitor(1).arrival()).isNotEqualTo(one.visitor(1).arrival());
    }

    @Test
    void they_come_in_order_within_the_period_and_rather_in_the_evening_than_at_night() {
        Population all = population(1, 0);
        List<Instant> arrivals =
                IntStream.range(0, MANY).mapToObj(i -> all.visitor(i).arrival()).toList();

        assertThat(arrivals).isSorted();
        assertThat(arrivals.getFirst()).isAfterOrEqualTo(FROM);
        assertThat(arrivals.getLast()).isBefore(TO);
        assertThat(inHour(arrivals, 18)).isGreaterThan(3 * inHour(arrivals, 6));
    }

    /** Five standard errors either side; with these seeds it is far within them, and always the same. */
    @Test
    void as_many_convert_as_were_planted_and_spend_as_much() {
        for (int place = 0; place <= 2; place++) {
            int at = place;
            Population all = population(100 + place, 0);
            List<Visitor.Conversion> conversions = IntStream.range(0, MANY)
                    .mapToObj(i -> all.visitor(i).conversion(EFFECTS, at, TO))
                    .flatMap(Optional::stream)
                    .toList();

            double rate = EFFECTS.rateOf(place);
            assertThat((double) conversions.size() / MANY)
                    .isCloseTo(rate, within(5 * Math.sqrt(rate * (1 - rate) / MANY)));
            assertThat(conversions.stream()
                            .mapToLong(it -> it.revenue().orElseThrow())
                            .average()
                            .orElseThrow())
                    .isCloseTo(
                            5000 * (1 + EFFECTS.revenueLiftOf(place)),
                            within(5 * 5000 / Math.sqrt(conversions.size())));
        }
    }

    /** What one draws must say nothing of what the next one draws, or variances would be wrong. */
    @Test
    void neighbours_have_nothing_to_do_with_each_other() {
        Population all = population(5, 0);
        double[] luck = IntStream.range(0, MANY)
                .mapToDouble(i -> all.visitor(i).random().nextDouble())
                .toArray();
        for (int apart = 1; apart <= 5; apart++) {
            double sum = 0;
            for (int i = apart; i < MANY; i++) {
                sum += (luck[i] - 0.5) * (luck[i - apart] - 0.5) * 12;
            }
            assertThat(sum / (MANY - apart)).as("%s apart", apart).isCloseTo(0, within(5 / Math.sqrt(MANY)));
        }
    }

    @Test
    void a_conversion_comes_after_the_arrival_and_before_the_end() {
        Population all = population(9, 0);
        Effects everybody = new Effects(1, List.of(), OptionalLong.empty(), 0);

        assertThat(IntStream.range(0, MANY).mapToObj(all::visitor)).allSatisfy(visitor -> {
            Visitor.Conversion conversion = visitor.conversion(everybody, 0, TO).orElseThrow();
            assertThat(conversion.at()).isAfterOrEqualTo(visitor.arrival()).isBeforeOrEqualTo(TO);
            assertThat(conversion.revenue()).isEmpty();
        });
    }

    @Test
    void robots_are_as_many_as_asked_for_say_so_and_never_convert() {
        Population all = population(11, 0.25);
        Effects everybody = new Effects(1, List.of(), OptionalLong.empty(), 0);
        List<Visitor> robots = IntStream.range(0, MANY)
                .mapToObj(all::visitor)
                .filter(Visitor::robot)
                .toList();

        assertThat((double) robots.size() / MANY).isCloseTo(0.25, within(0.011));
        assertThat(robots).allSatisfy(it -> {
            assertThat(it.attributes().get(Traits.USER_AGENT)).asString().contains("Bot");
            assertThat(it.conversion(everybody, 0, TO)).isEmpty();
        });
    }

    @Test
    void attributes_that_are_asked_for_have_their_values_equally_often() {
        Traits traits = Traits.with(Map.of("tier", List.of("gold", "silver", "none"), "plan", List.of("one")));
        Population all = new Population("v-", MANY, 3, FROM, TO, traits, 0);
        List<Map<String, Object>> attributes = IntStream.range(0, MANY)
                .mapToObj(i -> all.visitor(i).attributes())
                .toList();

        for (String tier : List.of("gold", "silver", "none")) {
            assertThat((double) attributes.stream()
                                    .filter(it -> tier.equals(it.get("tier")))
                                    .count()
                            / MANY)
                    .isCloseTo(1 / 3.0, within(0.02));
        }
        assertThat(attributes).allSatisfy(it -> assertThat(it.get("plan")).isEqualTo("one"));
        assertThat(attributes.getFirst()).containsKeys("browser", "device", "country");
    }

    @Test
    void browsers_call_themselves_what_they_are() {
        Population all = population(13, 0);
        assertThat(IntStream.range(0, 1000).mapToObj(i -> all.visitor(i).attributes()))
                .allSatisfy(it -> {
                    String agent = String.valueOf(it.get(Traits.USER_AGENT));
                    String mark = switch (String.valueOf(it.get("browser"))) {
                        case "firefox" -> "Firefox/";
                        case "edge" -> "Edg/";
                        case "opera" -> "OPR/";
                        case "safari" -> "Version/";
                        default -> "Chrome/";
                    };
                    assertThat(agent).startsWith("Mozilla/5.0 (").contains(mark);
                    assertThat(agent.contains("Mobi")
                                    || agent.contains("iPad")
                                    || agent.contains("Tablet")
                                    || agent.contains("Android"))
                            .isEqualTo(!"desktop".equals(it.get("device")));
                });
    }

    private static Population population(long seed, double robots) {
        return new Population("v-", MANY, seed, FROM, TO, Traits.with(Map.of()), robots);
    }

    private static long inHour(List<Instant> arrivals, int hour) {
        return arrivals.stream()
                .filter(it -> it.getEpochSecond() % 86_400 / 3600 == hour)
                .count();
    }
}
