package org.muriel.event.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muriel.event.Conversion;
import org.muriel.event.EventBatch;
import org.muriel.event.RefusedEvent;
import org.muriel.event.RefusedEvent.Reason;
import org.muriel.event.VisitorAttribute;
import org.muriel.event.VisitorAttribute.Value;
import org.muriel.event.VisitorEvents;

class ScreeningTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static Conversion at(Instant time) {
        return conversion("u", time, OptionalLong.of(1), OptionalDouble.of(1), "{}");
    }

    private static Conversion conversion(
            String uuid, Instant time, OptionalLong revenue, OptionalDouble value, String tags) {
        return new Conversion(uuid, time, "k", Optional.of("1"), revenue, value, OptionalLong.empty(), tags, "{}");
    }

    private static EventBatch batch(VisitorEvents... visitors) {
        return new EventBatch(
                "1", Optional.of("2"), Optional.of("3"), EventBatch.Client.of("c", "v"), true, true, List.of(visitors));
    }

    private static VisitorEvents visitor(String id, List<VisitorAttribute> attributes, Conversion... events) {
        return new VisitorEvents(id, Optional.empty(), attributes, List.of(events));
    }

    private static List<Reason> reasons(Conversion event) {
        Screening screening = Screening.of(batch(visitor("v", List.of(), at(NOW), event)), NOW, Optional.empty());
        assertThat(screening.kept().size() + screening.refused().size()).isEqualTo(2);
        return screening.refused().stream().map(RefusedEvent::reason).toList();
    }

    @Test
    void a_batch_without_fault_is_kept_as_it_is() {
        EventBatch batch = batch(visitor("v", List.of(), at(NOW)), visitor("", List.of(), at(NOW)));

        assertThat(Screening.of(batch, NOW, Optional.empty()).kept()).isSameAs(batch);
    }

    @Test
    void times_are_kept_from_1973_to_a_day_from_now() {
        assertThat(reasons(at(NOW.plus(Duration.ofDays(1))))).isEmpty();
        assertThat(reasons(at(NOW.plus(Duration.ofDays(1)).plusMillis(1)))).containsExactly(Reason.TIME_IN_FUTURE);
        assertThat(reasons(at(Instant.ofEpochMilli(100_000_000_000L)))).isEmpty();
        assertThat(reasons(at(Instant.ofEpochMilli(99_999_999_999L)))).containsExactly(Reason.TIME_IN_SECONDS);
        assertThat(reasons(at(Instant.ofEpochMilli(Long.MIN_VALUE)))).containsExactly(Reason.TIME_IN_SECONDS);
        assertThat(reasons(at(Instant.ofEpochMilli(Long.MAX_VALUE)))).containsExactly(Reason.TIME_IN_FUTURE);
    }

    @ParameterizedTest
    @CsvSource({"1000000000000,0", "-1000000000000,0", "1000000000001,1", "-9223372036854775808,1"})
    void revenue_is_kept_up_to_where_sums_stay_exact(long revenue, int refused) {
        assertThat(reasons(conversion("u", NOW, OptionalLong.of(revenue), OptionalDouble.empty(), "{}")))
                .isEqualTo(Collections.nCopies(refused, Reason.NUMBER_OUT_OF_RANGE));
    }

    @ParameterizedTest
    @CsvSource({"1e9,0", "-1e9,0", "1.0000001e9,1", "Infinity,1", "NaN,1"})
    void so_is_a_value(double value, int refused) {
        assertThat(reasons(conversion("u", NOW, OptionalLong.empty(), OptionalDouble.of(value), "{}")))
                .isEqualTo(Collections.nCopies(refused, Reason.NUMBER_OUT_OF_RANGE));
    }

    @Test
    void texts_are_kept_up_to_their_limits() {
        assertThat(reasons(conversion("u".repeat(256), NOW, OptionalLong.empty(), OptionalDouble.empty(), "{}")))
                .isEmpty();
        assertThat(reasons(conversion("u".repeat(257), NOW, OptionalLong.empty(), OptionalDouble.empty(), "{}")))
                .containsExactly(Reason.TOO_LARGE);
        String tags = "{\"a\":\"" + "x".repeat(Screening.LONGEST_TAGS) + "\"}";
        assertThat(reasons(conversion("u", NOW, OptionalLong.empty(), OptionalDouble.empty(), tags)))
                .containsExactly(Reason.TOO_LARGE);
    }

    @Test
    void a_fault_of_a_visitor_is_one_of_all_its_events_and_of_nobody_elses() {
        Screening screening = Screening.of(
                batch(
                        visitor("v".repeat(1025), List.of(), at(NOW), at(NOW)),
                        visitor("w", Collections.nCopies(501, attribute("a", new Value.Truth(true))), at(NOW)),
                        visitor("x", List.of(attribute("a", new Value.Text("t".repeat(4097)))), at(NOW)),
                        visitor("y", List.of(), at(NOW))),
                NOW,
                Optional.empty());

        assertThat(screening.refused())
                .extracting(RefusedEvent::reason)
                .containsOnly(Reason.TOO_LARGE)
                .hasSize(4);
        assertThat(screening.kept().visitors())
                .extracting(VisitorEvents::visitorId)
                .containsExactly("y");
    }

    @ParameterizedTest
    @CsvSource({
        "'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',true",
        "'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/120.0 Safari/537.36',true",
        "'curl/8.5.0',true",
        "'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36',false",
        "'Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 Chrome/88.0 Mobile Safari/537.36',false"
    })
    void robots_are_refused_where_the_project_or_else_the_client_says_so(String agent, boolean robot) {
        VisitorAttribute named = attribute("$opt_user_agent", new Value.Text(agent));
        List<VisitorAttribute> on = List.of(attribute("$opt_bot_filtering", new Value.Truth(true)), named);
        List<VisitorAttribute> off = List.of(attribute("$opt_bot_filtering", new Value.Truth(false)), named);

        assertThat(isRefused(Optional.of(true), List.of(named))).isEqualTo(robot);
        assertThat(isRefused(Optional.of(true), off)).isEqualTo(robot);
        assertThat(isRefused(Optional.empty(), on)).isEqualTo(robot);
        assertThat(isRefused(Optional.empty(), off)).isFalse();
        assertThat(isRefused(Optional.empty(), List.of(named))).isFalse();
        assertThat(isRefused(Optional.of(false), on)).isFalse();
    }

    private static boolean isRefused(Optional<Boolean> project, List<VisitorAttribute> attributes) {
        List<RefusedEvent> refused = Screening.of(batch(visitor("v", attributes, at(NOW))), NOW, project)
                .refused();
        assertThat(refused).allSatisfy(it -> assertThat(it.reason()).isEqualTo(Reason.BOT));
        return !refused.isEmpty();
    }

    private static VisitorAttribute attribute(String key, Value value) {
        return new VisitorAttribute(Optional.of("1"), key, value);
    }
}
