package org.muriel.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisitorHashTest {
    /** Published: the README of python-xxhash, the tests of cespare/xxhash and of the reference implementation. */
    @ParameterizedTest(name = "XXH64 of \"{0}\" is {1}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            ''|ef46db3751d8e999
            a|d24ec4f1a98c6e5b
            as|1c330fb2d66be179
            asd|631c37ce72a97393
            asdf|415872f599cea71e
            abc|44bc2cf5ad770999
            xxhash|32dd38952c4bc720
            Nobody inspects the spammish repetition|fbcea83c8a378bf1
            Call me Ishmael. Some years ago--never mind how long precisely-|02a2e85470d6fd96""")
    void the_hash_is_the_one_that_every_language_has_a_library_for(String text, String hash) {
        assertThat(HexFormat.of().toHexDigits(VisitorHash.of(text))).isEqualTo(hash);
        assertThat(VisitorHash.of(text.getBytes(UTF_8))).isEqualTo(VisitorHash.of(text));
    }
}
