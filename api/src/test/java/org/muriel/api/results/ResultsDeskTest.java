package org.muriel.api.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Variation;
import org.muriel.result.AnalysisSettings;
import org.muriel.result.Cell;
import org.muriel.result.EventStore;
import org.muriel.result.Irregularities;
import org.muriel.result.Question;
import org.muriel.result.Results;
import org.muriel.result.Segment;
import org.muriel.result.Window;
import org.muriel.testkit.Entities;

@Timeout(60)
class ResultsDeskTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Experiment EXPERIMENT = Entities.everythingOf(1000).stream()
            .filter(Experiment.class::isInstance)
            .map(Experiment.class::cast)
            .findFirst()
            .orElseThrow();

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong version = new AtomicLong(1);
    private long events = 10;

    private final EventStore store = new EventStore() {
        @Override
        public List<Look> looks(Query query) {
            asked.incrementAndGet();
            Map<Long, Arm> arms = new HashMap<>();
            for (Variation variation : query.experiment().design().variations()) {
                Cell cell = Cell.proportion(10, 1);
                int metrics = query.experiment().design().metrics().size();
                arms.put(variation.id(), new Arm(10, Collections.nCopies(metrics, cell)));
            }
            return query.times().stream().map(it -> new Look(it, arms)).toList();
        }

        @Override
        public long size(long projectId) {
            return events;
        }

        @Override
        public OptionalLong version(long projectId) {
            return OptionalLong.of(version.get());
        }
    };

    private final ResultsDesk desk = new ResultsDesk(_ -> List.of(), store, _ -> new Irregularities(0, 0));

    @Test
    void the_same_question_is_worked_on_once_while_nothing_changes() {
        assertThat(upTo(3600)).isSameAs(upTo(3600));
        assertThat(asked).hasValue(1);
    }

    @Test
    void an_event_of_the_project_makes_it_another_question() {
        upTo(3600);
        version.incrementAndGet();

        upTo(3600);

        assertThat(asked).hasValue(2);
    }

    @Test
    void details_are_kept_for_themselves() {
        upTo(3600);
        desk.results(question(3600), AnalysisSettings.DEFAULT, true, true, () -> false);

        assertThat(asked).hasValue(2);
    }

    @Test
    void few_events_are_counted_anew_each_second() {
        assertThat(upTo(3600).question().window().end()).isEqualTo(START.plusSeconds(3600));
        assertThat(upTo(3601).question().window().end()).isEqualTo(START.plusSeconds(3601));
    }

    @Test
    void of_many_events_an_answer_is_good_for_a_minute_while_none_comes_and_says_up_to_when_it_goes() {
        events = 1_000_000;
        upTo(3600);

        assertThat(upTo(3660).question().window().end()).isEqualTo(START.plusSeconds(3600));
        assertThat(upTo(3661).question().window().end()).isEqualTo(START.plusSeconds(3661));
        assertThat(asked).hasValue(2);
    }

    @Test
    void while_events_come_an_answer_is_good_for_longer_the_more_there_are() {
        events = 10_999_999;
        upTo(3600);
        version.incrementAndGet();

        assertThat(upTo(3620).question().window().end()).isEqualTo(START.plusSeconds(3600));
        assertThat(upTo(3621).question().window().end()).isEqualTo(START.plusSeconds(3621));

        events = 100_000_000;
        version.incrementAndGet();
        upTo(3700);
        version.incrementAndGet();
        assertThat(upTo(3760).question().window().end()).isEqualTo(START.plusSeconds(3700));
        assertThat(upTo(3761).question().window().end()).isEqualTo(START.plusSeconds(3761));
    }

    @Test
    void below_a_million_events_each_is_in_the_next_answer() {
        events = 999_999;
        upTo(3600);
        version.incrementAndGet();
        upTo(3600);

        assertThat(asked).hasValue(2);
    }

    @Test
    void with_a_given_end_each_event_is_in_the_next_answer() {
        events = 100_000_000;
        desk.results(question(3600), AnalysisSettings.DEFAULT, false, false, () -> false);
        version.incrementAndGet();
        desk.results(question(3600), AnalysisSettings.DEFAULT, false, false, () -> false);

        assertThat(asked).hasValue(2);
    }

    @Test
    void a_given_end_is_never_another() {
        events = 1_000_000;
        desk.results(question(3600), AnalysisSettings.DEFAULT, false, false, () -> false);
        Results later = desk.results(question(3630), AnalysisSettings.DEFAULT, false, false, () -> false)
                .orElseThrow();

        assertThat(later.question().window().end()).isEqualTo(START.plusSeconds(3630));
    }

    @Test
    void many_who_ask_at_once_are_answered_by_one() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        for (int count = 0; count < 50; count++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                upTo(3600);
            }));
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(asked).hasValue(1);
    }

    private Results upTo(int seconds) {
        return desk.results(question(seconds), AnalysisSettings.DEFAULT, true, false, () -> false)
                .orElseThrow();
    }

    private static Question question(int seconds) {
        return new Question(
                EXPERIMENT,
                EXPERIMENT.design().baseline().orElseThrow(),
                new Window(START, START.plusSeconds(seconds)),
                new Segment.Everyone());
    }
}
