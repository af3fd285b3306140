package org.muriel.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.muriel.api.route.Call;
import org.muriel.api.route.Reply;

/**
 * The files that pages load: ours and those of three libraries, from the class path. All are served below one hash of all of them, so
 * that a browser may keep each for ever, and a module that names its neighbour gets that of the same version.
 */
public final class Assets {
    /** Name under which a file is served → where it is. */
    private static final Map<String, String> FILES = Map.of(
            "pico.css", "/META-INF/resources/webjars/picocss__pico/2.1.1/css/pico.indigo.min.css",
            "htmx.js", "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js",
            "uPlot.esm.js", "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.esm.js",
            "uPlot.css", "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.min.css",
            "console.css", "/org/muriel/console/assets/console.css",
            "console.js", "/org/muriel/console/assets/console.js",
            "plots.css", "/org/muriel/console/assets/plots.css",
            "plots.js", "/org/muriel/console/assets/plots.js",
            "icon.svg", "/org/muriel/console/assets/icon.svg");

    private static final Map<String, String> TYPES =
            Map.of("css", "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "svg", "image/svg+xml");

    private static final Map<String, Asset> ASSETS = read();
    private static final String VERSION = version();

    private Assets() {}

    private record Asset(Reply plain, Reply packed, long hash, int packedBytes) {}

    /** The address of a file, such as {@code /assets/1f0c…/console.css}. */
    public static String at(String name) {
        return "/assets/" + VERSION + "/" + name;
    }

    static Optional<Reply> find(Call call) {
        Asset asset = ASSETS.get(call.pathText("name"));
        if (asset == null || !call.pathText("version").equals(VERSION)) {
            return Optional.empty();
        }
        boolean packed = call.header("Accept-Encoding").orElse("").contains("gzip");
        return Optional.of(packed ? asset.packed() : asset.plain());
    }

    /** The sum of the sizes of all scripts as they are sent, compressed. */
    public static int scriptBytes() {
        return ASSETS.entrySet().stream()
                .filter(it -> it.getKey().endsWith(".js"))
                .mapToInt(it -> it.getValue().packedBytes())
                .sum();
    }

    private static Map<String, Asset> read() {
        Map<String, Asset> assets = new LinkedHashMap<>();
        FILES.forEach((name, place) -> assets.put(name, asset(name, bytes(place))));
        return assets;
    }

    private static Asset asset(String name, byte[] content) {
        Map<String, String> headers = Map.of(
                "Content-Type",
                Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
                        .orElseThrow(),
                "Cache-Control",
                "public, max-age=31536000, immutable",
                "Vary",
                "Accept-Encoding",
                "X-Content-Type-Options",
                "nosniff");
        Map<String, String> packedHeaders = new LinkedHashMap<>(headers);
        packedHeaders.put("Content-Encoding", "gzip");
        byte[] packed = packed(content);
        return new Asset(
                Reply.prepared(200, Optional.of(content), headers),
                Reply.prepared(200, Optional.of(packed), packedHeaders),
                java.util.Arrays.hashCode(content) & 0xffffffffL,
                packed.length);
    }

    private static String version() {
        long all = 17;
        for (String name : FILES.keySet().stream().sorted().toList()) {
            all = all * 1_000_003
                    + Optional.ofNullable(ASSETS.get(name)).orElseThrow().hash();
        }
        return Long.toHexString(all);
    }

    private static byte[] bytes(String place) {
        try (InputStream in = Optional.ofNullable(Assets.class.getResourceAsStream(place))
                .orElseThrow(() -> new IllegalStateException("the console has no " + place))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] packed(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("memory was written to", e);
        }
        return packed.toByteArray();
    }
}
