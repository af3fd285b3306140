package org.muriel.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muriel.api.route.RateLimits;
import org.muriel.api.route.Router;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.testkit.TokenHolders;

class HttpServerTest {
    @Test
    void what_a_closed_server_answered_with_is_let_go() {
        WeakReference<Router> router = served();

        for (int tries = 0; tries < 100 && router.get() != null; tries++) {
            System.gc();
        }

        assertThat(router.get()).isNull();
    }

    private static WeakReference<Router> served() {
        Router router = new Router(
                List.of(), TokenHolders.one("a token"), () -> Snapshot.EMPTY, RateLimits.off(), () -> Instant.EPOCH);
        HttpServer.start("127.0.0.1", 0, router).close();
        return new WeakReference<>(router);
    }
}
