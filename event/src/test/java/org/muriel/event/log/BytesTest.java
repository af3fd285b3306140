package org.muriel.event.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.event.EventBatch;
import org.muriel.event.VisitorEvents;

class BytesTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void a_number_is_read_as_it_was_written(long number) {
        Bytes.Writer out = new Bytes.Writer(1);
        out.number(number);
        out.signed(number);

        Bytes.Reader in = new Bytes.Reader(out.written());
        assertThat(in.number()).isEqualTo(number);
        assertThat(in.signed()).isEqualTo(number);
        assertThat(in.isAtEnd()).isTrue();
    }

    @Test
    void a_batch_that_is_cut_short_or_of_another_version_is_told_from_one_that_is_not() {
        EventBatch batch = new EventBatch(
                "1",
                Optional.of("2"),
                Optional.empty(),
                EventBatch.Client.of("c", "v"),
                true,
                false,
                List.of(new VisitorEvents("zoë", Optional.empty(), List.of(), List.of())));
        byte[] bytes = BatchFormat.write(batch);

        assertThat(BatchFormat.read(bytes)).isEqualTo(batch);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> BatchFormat.read(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> BatchFormat.read(longer)).isInstanceOf(IllegalArgumentException.class);
        bytes[0] = 99;
        assertThatThrownBy(() -> BatchFormat.read(bytes)).hasMessageContaining("99");
    }
}
