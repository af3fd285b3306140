package org.muriel.openfeature;

import dev.openfeature.sdk.ProviderEventDetails;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.muriel.decision.datafile.DatafileException;

/** Fetches a datafile again and again, with one thread that keeps no program running. */
final class Poll {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** For a whole exchange. OpenFeature's start waits for the first one. */
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI url;
    private final HttpRequest.Builder request;
    private final Duration interval;
    private final Duration timeout;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    /** Null before the start and after the end. */
    private volatile @Nullable CountDownLatch end;

    private @Nullable String etag;
    private boolean failing;

    Poll(URI url, Map<String, String> headers, Duration interval, Duration timeout) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("the interval is " + interval + ", expected more than zero");
        }
        this.url = url;
        this.request = HttpRequest.newBuilder(url);
        headers.forEach(request::setHeader);
        this.interval = interval;
        this.timeout = timeout;
    }

    /** Fetches the first datafile, and goes on until it is stopped. What went wrong, or nothing. */
    synchronized Optional<String> start(MurielProvider provider) {
        if (end == null) {
            CountDownLatch ended = new CountDownLatch(1);
            Thread.ofPlatform().daemon().name("muriel-datafile").start(() -> run(provider, ended));
            end = ended;
        }
        try {
            return fetch(provider);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted while fetching " + url);
        }
    }

    /** Does not wait for a fetch that is under way, which changes nothing for anybody any more. */
    void stop() {
        CountDownLatch ended = end;
        end = null;
        if (ended != null) {
            ended.countDown();
        }
    }

    private void run(MurielProvider provider, CountDownLatch ended) {
        try {
            while (!ended.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                again(provider);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void again(MurielProvider provider) throws InterruptedException {
        boolean first = !provider.isReady();
        Optional<String> failure = fetch(provider);
        if (first) {
            return; // The provider itself tells of its first datafile, and is in error until then.
        }
        if (failure.isPresent() && !failing) {
            provider.emitProviderStale(
                    ProviderEventDetails.builder().message(failure.get()).build());
        } else if (failure.isEmpty() && failing) {
            provider.emitProviderReady(ProviderEventDetails.builder()
                    .message("the datafile can be fetched again")
                    .build());
        }
        failing = failure.isPresent();
    }

    /** What went wrong, or nothing. */
    private Optional<String> fetch(MurielProvider provider) throws InterruptedException {
        HttpRequest.Builder next = request.copy();
        if (etag != null) {
            next.setHeader("If-None-Match", etag);
        }
        // The request's own timeout would end with the headers, and a body may stop half-way.
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(next.build(), HttpResponse.BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> response = exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() == 304) {
                return Optional.empty();
            }
            if (response.statusCode() != 200) {
                return Optional.of(url + " answered " + response.statusCode() + ", expected 200 or 304");
            }
            provider.update(response.body());
            etag = response.headers().firstValue("ETag").orElse(null);
            return Optional.empty();
        } catch (DatafileException e) {
            return Optional.of(url + " has no datafile: " + e.getMessage());
        } catch (ExecutionException e) {
            return Optional.of(url + " cannot be read: " + e.getCause());
        } catch (TimeoutException e) {
            return Optional.of(url + " cannot be read within " + timeout);
        } finally {
            // Closes the connection of one that is still under way.
            exchange.cancel(true);
        }
    }
}
