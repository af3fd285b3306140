package org.muriel.change.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muriel.change.delivery.Post;

@Timeout(60)
class PinnedPostTest {
    private static final AllowedAddresses LOOPBACK =
            new AllowedAddresses(List.of(Network.parse("127.0.0.1").orElseThrow()));
    private static final byte[] PUBLIC = {93, (byte) 184, (byte) 216, 34};

    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @TempDir
    private Path temporary;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable it : open.reversed()) {
            it.close();
        }
    }

    @Test
    void a_message_arrives_as_it_is_and_the_answer_is_told() throws Exception {
        int port = http(exchange -> {
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + exchange.getRequestHeaders().getFirst("X-Test") + " "
                    + exchange.getRequestHeaders().getFirst("Host") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            answer(exchange, 202, "taken");
        });

        Post.Answer answer = post(LOOPBACK, host -> new InetAddress[] {loopback()})
                .send("http://receiver.test:" + port + "/hook?a=b", Map.of("X-Test", "1"), "{\"text\": \"für\"}");

        assertThat(answer).isEqualTo(new Post.Answer(OptionalInt.of(202), "taken"));
        assertThat(received)
                .containsExactly("POST /hook?a=b application/json 1 receiver.test:" + port + " {\"text\": \"für\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "0.0.0.0",
                "2130706433",
                "127.1",
                "169.254.169.254"
            })
    void this_machine_and_its_neighbours_are_not_sent_to_however_they_are_written(String host) throws Exception {
        int port = http(exchange -> {
            received.add("reached");
            answer(exchange, 200, "");
        });

        Post.Answer answer = post(AllowedAddresses.PUBLIC, InetAddress::getAllByName)
                .send("http://" + host + ":" + port + "/", Map.of(), "{}");

        assertThat(answer.status()).isEmpty();
        assertThat(answer.excerpt()).contains("where webhooks may not go").contains("--webhook-networks");
        assertThat(received).isEmpty();
    }

    @Test
    void a_name_is_looked_up_once_and_what_was_checked_is_connected_to() throws Exception {
        int port = http(exchange -> answer(exchange, 200, "here"));
        AtomicInteger lookUps = new AtomicInteger();
        // as a hostile name server does: allowed when asked first, and elsewhere when asked again
        PinnedPost.Names rebinding =
                host -> new InetAddress[] {lookUps.getAndIncrement() == 0 ? loopback() : address(host, 10, 0, 0, 1)};

        Post.Answer answer = post(LOOPBACK, rebinding).send("http://rebinding.test:" + port + "/", Map.of(), "{}");

        assertThat(answer.excerpt()).isEqualTo("here");
        assertThat(lookUps).hasValue(1);
    }

    @Test
    void of_several_addresses_only_allowed_ones_are_connected_to() throws Exception {
        int port = http(exchange -> answer(exchange, 200, "here"));

        PinnedPost.Names both = host -> new InetAddress[] {address(host, 127, 0, 0, 2), loopback()};
        assertThat(post(LOOPBACK, both)
                        .send("http://both.test:" + port + "/", Map.of(), "{}")
                        .excerpt())
                .isEqualTo("here");
    }

    @Test
    void a_redirect_is_an_answer_and_is_not_followed() throws Exception {
        int port = http(exchange -> {
            received.add(exchange.getRequestURI().getPath());
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            answer(exchange, 307, "go on");
        });

        Post.Answer answer =
                post(LOOPBACK, InetAddress::getAllByName).send("http://127.0.0.1:" + port + "/first", Map.of(), "{}");

        assertThat(answer.status()).hasValue(307);
        assertThat(received).containsExactly("/first");
    }

    @Test
    void of_a_long_answer_only_the_beginning_is_read() throws Exception {
        int port = http(exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = "x".repeat(1024).getBytes(UTF_8);
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) { // until the reader goes away
                    out.write(piece);
                }
            }
        });

        Post.Answer answer =
                post(LOOPBACK, InetAddress::getAllByName).send("http://127.0.0.1:" + port + "/", Map.of(), "{}");

        assertThat(answer.status()).hasValue(200);
        assertThat(answer.excerpt()).isEqualTo("x".repeat(1024));
    }

    @Test
    void a_receiver_that_takes_the_connection_and_says_nothing_is_cut_off_when_the_post_is_closed() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, loopback());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            PinnedPost post = post(LOOPBACK, InetAddress::getAllByName);
            var sent =
                    threads.submit(() -> post.send("http://127.0.0.1:" + silent.getLocalPort() + "/", Map.of(), "{}"));
            try (var connection = silent.accept()) {
                assertThat(connection.getInputStream().read()).isEqualTo('P');
                post.close();

                assertThat(sent.get().status()).isEmpty();
            }
        }
    }

    @Test
    void an_unknown_name_and_a_closed_port_are_told_as_they_are() throws Exception {
        PinnedPost.Names none = host -> {
            throw new UnknownHostException(host);
        };
        assertThat(post(LOOPBACK, none).send("http://nowhere.test/", Map.of(), "{}"))
                .isEqualTo(Post.Answer.none("the name of the host was not found: nowhere.test"));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, loopback())) {
            port = free.getLocalPort();
        }
        assertThat(post(LOOPBACK, InetAddress::getAllByName)
                        .send("http://127.0.0.1:" + port + "/", Map.of(), "{}")
                        .status())
                .isEmpty();
    }

    @Test
    void a_certificate_must_be_for_the_name_though_the_address_is_pinned() throws Exception {
        SSLContext tls = certified("receiver.test");
        HttpsServer server = HttpsServer.create(new InetSocketAddress(loopback(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        int port = serve(server, exchange -> answer(exchange, 200, "secret"));
        PinnedPost post = new PinnedPost(LOOPBACK, host -> new InetAddress[] {loopback()}, () -> tls);
        open.add(post);

        assertThat(post.send("https://receiver.test:" + port + "/", Map.of(), "{}"))
                .isEqualTo(new Post.Answer(OptionalInt.of(200), "secret"));
        assertThat(post.send("https://another.test:" + port + "/", Map.of(), "{}")
                        .status())
                .isEmpty();
    }

    private PinnedPost post(AllowedAddresses allowed, PinnedPost.Names names) throws Exception {
        SSLContext tls = SSLContext.getDefault();
        PinnedPost post = new PinnedPost(allowed, names, () -> tls);
        open.add(post);
        return post;
    }

    private int http(HttpHandler handler) throws IOException {
        return serve(HttpServer.create(new InetSocketAddress(loopback(), 0), 0), handler);
    }

    private int serve(HttpServer server, HttpHandler handler) {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        open.add(threads::shutdownNow);
        open.add(() -> server.stop(0));
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static InetAddress loopback() {
        return InetAddress.ofLiteral("127.0.0.1");
    }

    private static InetAddress address(String host, int... bytes) throws UnknownHostException {
        byte[] address = PUBLIC.clone();
        for (int i = 0; i < bytes.length; i++) {
            address[i] = (byte) bytes[i];
        }
        return InetAddress.getByAddress(host, address);
    }

    /** Shows a certificate for the name and trusts it, made by the JDK's own tool. */
    private SSLContext certified(String name) throws Exception {
        Path file = temporary.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "password",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:" + name)
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, "password".toCharArray());
        }
        KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        shown.init(keys, "password".toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("a", keys.getCertificate("a"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
