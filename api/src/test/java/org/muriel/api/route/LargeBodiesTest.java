package org.muriel.api.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
    void only_a_few_are_let_in_until_one_leaves() {
        LargeBodies bodies = new LargeBodies(Duration.ofMillis(1));
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
