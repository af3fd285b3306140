package org.muriel.change.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.muriel.change.delivery.Post;

/**
 * Posts to receivers, and only to allowed addresses. The host's name is looked up once per attempt, what it is found to
 * be is checked, and that address is connected to: a name cannot mean one thing when it is checked and another when it is
 * used. The certificate is checked against the name. No redirect is followed, no proxy is used, nothing is sent twice,
 * and little is read of the answer.
 */
public final class PinnedPost implements Post {
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout SILENCE = Timeout.ofSeconds(10);

    /** All of an attempt, so that a receiver which sends a byte now and then does not hold a thread. */
    private static final long WHOLE_SECONDS = 15;

    private static final int EXCERPT_BYTES = 1024;
    private static final int MOST_AT_ONCE = 100;
    private static final int LINE_BYTES = 8192;
    private static final int HEADERS = 100;

    private final AllowedAddresses allowed;
    private final Names names;
    private final Supplier<SSLContext> tls;

    /** Made when something is first sent: most servers have no webhook, and trust takes time to load. Guarded by this. */
    private @Nullable CloseableHttpClient client;

    private volatile boolean closed;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("webhook deadlines").daemon().factory());

    /** A host that leads to no address that may be sent to. */
    private static final class Refused extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        Refused(String host, List<InetAddress> addresses) {
            super(host + " leads to "
                    + String.join(
                            ", ",
                            addresses.stream().map(InetAddress::getHostAddress).toList())
                    + ", where webhooks may not go; the operator can allow it with --webhook-networks");
        }
    }

    /** How names are looked up. */
    @FunctionalInterface
    public interface Names {
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    /**
     * @param names {@code InetAddress::getAllByName} but in tests
     * @param tls whom to trust
     */
    public PinnedPost(AllowedAddresses allowed, Names names, Supplier<SSLContext> tls) {
        this.allowed = allowed;
        this.names = names;
        this.tls = tls;
    }

    private synchronized CloseableHttpClient client() {
        CloseableHttpClient present = client;
        if (present == null) {
            present = connect();
            client = present;
        }
        return present;
    }

    private CloseableHttpClient connect() {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new Checked(allowed, names))
                .setTlsSocketStrategy(ClientTlsStrategyBuilder.create()
                        .setSslContext(tls.get())
                        .buildClassic())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LINE_BYTES)
                                .setMaxHeaderCount(HEADERS)
                                .build())
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(SILENCE)
                        .build())
                .setMaxConnTotal(MOST_AT_ONCE)
                .setMaxConnPerRoute(MOST_AT_ONCE)
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                // each attempt looks its receiver up anew
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Muriel")
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(SILENCE).build())
                .build();
    }

    /** Looks names up and lets only allowed addresses through. */
    private record Checked(AllowedAddresses allowed, Names names) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] found = names.lookUp(host);
            List<InetAddress> good = new ArrayList<>();
            for (InetAddress address : found) {
                if (allowed.allows(address)) {
                    good.add(address);
                }
            }
            if (good.isEmpty()) {
                throw new Refused(host, Stream.of(found).toList());
            }
            return good.toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    @Override
    public Answer send(String url, Map<String, String> headers, String body) {
        HttpPost request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        request.setHeader("Content-Type", "application/json");
        if (closed) {
            return Answer.none("the server is stopping");
        }
        Future<?> deadline = deadlines.schedule(request::abort, WHOLE_SECONDS, TimeUnit.SECONDS);
        try {
            ClassicHttpResponse response = client().executeOpen(null, request, null);
            try {
                return new Answer(OptionalInt.of(response.getCode()), excerpt(response.getEntity()));
            } finally {
                request.abort(); // or closing would read the rest of the answer, however long it is
                Closer.closeQuietly(response);
            }
        } catch (Refused e) {
            return Answer.none(String.valueOf(e.getMessage()));
        } catch (UnknownHostException e) {
            return Answer.none("the name of the host was not found: " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            return Answer.none(request.isAborted() ? "no answer in time" : e.toString());
        } finally {
            deadline.cancel(false);
        }
    }

    private static String excerpt(HttpEntity entity) {
        try {
            InputStream content = entity == null ? InputStream.nullInputStream() : entity.getContent();
            return new String(content.readNBytes(EXCERPT_BYTES), UTF_8).replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        closed = true;
        deadlines.shutdownNow();
        synchronized (this) {
            if (client != null) {
                client.close(CloseMode.IMMEDIATE);
            }
        }
    }
}
