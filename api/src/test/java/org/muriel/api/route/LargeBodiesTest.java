package org.muriel.api.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargeBodiesTest {
    private static Request.Headers headers(String name, String value) {
        return asked -> Optional.ofNullable(Map.of(name, value).get(asked));
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length,65536,false",
        "Content-Length,65537,true",
        "Content-Length,99999999999999999999,true",
        "Transfer-Encoding,chunked,true",
        "Content-Encoding,gzip,true",
        "Accept,*/*,false"
    })
    void a_body_is_large_that_says_so_or_does_not_say_how_large_it_is(String name, String value, boolean large) {
        assertThat(LargeBodies.isOne(headers(name, value))).isEqualTo(large);
    }

    @Test
    void one_that_does_not_come_in_is_broken_off_and_whoever_has_read_is_not() throws IOException {
        LargeBodies bodies = new LargeBodies(Duration.ofMillis(1), Duration.ofMillis(1));
        CountDownLatch never = new CountDownLatch(1);

        assertThatThrownBy(() -> bodies.read(
                        most -> {
                            try {
                                never.await();
                                return Optional.empty();
                            } catch (InterruptedException e) {
                                throw new IOException("the connection was closed", e);
                            }
                        },
                        1))
                .hasMessage("the connection was closed");

        assertThat(bodies.read(most -> Optional.of(new byte[most]), 1)).isPresent();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void only_a_few_are_let_in_until_one_leaves() {
        LargeBodies bodies = new LargeBodies(Duration.ofMillis(1), Duration.ofMinutes(1));
        int entered = 0;
        while (bodies.enter()) {
            entered++;
        }

        assertThat(entered).isEqualTo(8);
        bodies.leave();
        assertThat(bodies.enter()).isTrue();
        assertThat(bodies.enter()).isFalse();
    }
}
