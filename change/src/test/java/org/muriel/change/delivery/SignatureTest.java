package org.muriel.change.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final Instant NOW = Instant.parse("2018-06-08T16:17:43.5Z");

    /**
     * Source of the digests: OpenSSL 3.0, {@code printf %s "$text" | openssl dgst -sha1 -hmac "$secret"} and
     * {@code -sha256}.
     */
    @Test
    void a_message_is_signed_as_receivers_check_it() {
        Delivery delivery = new Delivery(
                7,
                1,
                "project.datafile_updated",
                "{\"event\":\"project.datafile_updated\",\"name\":\"für\"}",
                NOW,
                Delivery.Status.WAITING,
                2,
                Optional.of(NOW),
                Optional.empty(),
                Optional.empty());

        assertThat(Signature.headers("example-webhook-secret-0000000000000000000", delivery, NOW))
                .containsEntry("X-Hub-Signature", "sha1=8992e39eab812e31b4d2b18c5839e886be98b39a")
                .containsEntry(
                        "X-Muriel-Signature",
                        "t=1528474663,v1=4e390b98b6cbd2cfa9074141ac5589e467dcf5c93fecc5229c5cbbb40d19c5a6")
                .containsEntry("X-Muriel-Delivery", "7")
                .containsEntry("X-Muriel-Attempt", "3");
    }

    @Test
    void each_webhook_has_a_secret_of_its_own_that_stays() {
        Secrets secrets = new Secrets(new byte[Secrets.KEY_BYTES]);

        assertThat(secrets.of(1)).matches("[A-Za-z0-9_-]{43}").isEqualTo(new Secrets(new byte[32]).of(1));
        assertThat(secrets.of(2)).isNotEqualTo(secrets.of(1));
        byte[] other = new byte[Secrets.KEY_BYTES];
        other[31] = 1;
        assertThat(new Secrets(other).of(1)).isNotEqualTo(secrets.of(1));
    }
}
