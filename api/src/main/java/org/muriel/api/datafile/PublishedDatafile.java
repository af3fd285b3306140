package org.muriel.api.datafile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.muriel.api.route.CrossOrigin;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Request;
import org.muriel.decision.Ruleset;
import org.muriel.experiment.catalog.DatafileRevision;
import org.muriel.experiment.project.Environment;

/**
 * One revision of an environment's datafile, with every answer that can be given about it made in advance (SDK
 * contract, 1.8).
 */
public final class PublishedDatafile {
    static final String TYPE = "application/json";

    /** A second: a cache in front takes a burst, and a change is still seen at once. */
    private static final String CACHE_CONTROL = "max-age=1";

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** It is compressed once and sent often, so as well as can be; but of a megabyte somebody waits for the last percent. */
    private static final int LARGE = 1 << 20;

    private final Environment environment;
    private final DatafileRevision revision;
    private final byte[] plain;
    private final String etag;
    private final String gzipEtag;
    private final String lastModified;
    private final Reply plainReply;
    private final Reply gzipReply;
    private final Reply plainUnchanged;
    private final Reply gzipUnchanged;
    private final ReentrantLock compiling = new ReentrantLock();
    private volatile @Nullable Ruleset ruleset;

    PublishedDatafile(Environment environment, DatafileRevision revision, byte[] plain) {
        this.environment = environment;
        this.revision = revision;
        this.plain = plain;
        String digest = digest(plain);
        // a strong tag names bytes, so each encoding has one of its own
        this.etag = "\"" + digest + "\"";
        this.gzipEtag = "\"" + digest + "-gzip\"";
        this.lastModified = HTTP_DATE.format(revision.lastModified());
        this.plainReply = Reply.prepared(200, Optional.of(plain), headers(etag, Map.of("Content-Type", TYPE)));
        this.gzipReply = Reply.prepared(
                200,
                Optional.of(gzip(plain)),
                headers(gzipEtag, Map.of("Content-Type", TYPE, "Content-Encoding", "gzip")));
        this.plainUnchanged = Reply.prepared(304, Optional.empty(), headers(etag, Map.of()));
        this.gzipUnchanged = Reply.prepared(304, Optional.empty(), headers(gzipEtag, Map.of()));
    }

    public Environment environment() {
        return environment;
    }

    public DatafileRevision revision() {
        return revision;
    }

    /** The document. It belongs to this: nobody changes it. */
    @SuppressWarnings("MutableGetter") // copying it for each reader would be waste
    public byte[] bytes() {
        return plain;
    }

    /** The document made ready to decide, which happens when it is first asked for. */
    public Ruleset ruleset() {
        Ruleset present = ruleset;
        if (present == null) {
            present = compiled();
        }
        return present;
    }

    private Ruleset compiled() {
        compiling.lock();
        try {
            Ruleset present = ruleset;
            if (present == null) {
                present = Ruleset.of(plain);
                ruleset = present;
            }
            return present;
        } finally {
            compiling.unlock();
        }
    }

    public String etag() {
        return etag;
    }

    public String lastModified() {
        return lastModified;
    }

    /** The answer to an SDK. */
    Reply answer(Request.Headers headers) {
        boolean gzip = headers.first("Accept-Encoding")
                .filter(PublishedDatafile::acceptsGzip)
                .isPresent();
        if (isKnown(headers)) {
            return gzip ? gzipUnchanged : plainUnchanged;
        }
        return gzip ? gzipReply : plainReply;
    }

    /**
     * Whether the client has this revision. SDKs echo the time they were given, so equal text is what counts, not which
     * time is later; a tag, when there is one, counts alone (RFC 9110, 13.2.2).
     */
    private boolean isKnown(Request.Headers headers) {
        Optional<String> tags = headers.first("If-None-Match");
        return tags.isPresent()
                ? isAmong(tags.get())
                : headers.first("If-Modified-Since")
                        .filter(lastModified::equals)
                        .isPresent();
    }

    private boolean isAmong(String tags) {
        for (String tag : tags.split(",", -1)) {
            String bare = tag.strip();
            String strong = bare.startsWith("W/") ? bare.substring(2) : bare;
            if (strong.equals(etag) || strong.equals(gzipEtag) || strong.equals("*")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the header Accept-Encoding names gzip, and not to exclude it. */
    static boolean acceptsGzip(String encodings) {
        for (String encoding : encodings.split(",", -1)) {
            String[] parts = encoding.split(";", -1);
            String name = parts[0].strip();
            if (name.equalsIgnoreCase("gzip") || name.equalsIgnoreCase("x-gzip") || name.equals("*")) {
                return parts.length == 1 || !parts[1].replace(" ", "").matches("[qQ]=0(\\.0*)?");
            }
        }
        return false;
    }

    private Map<String, String> headers(String tag, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put("ETag", tag);
        headers.put("Last-Modified", lastModified);
        headers.put("Cache-Control", CACHE_CONTROL);
        headers.put("Vary", "Accept-Encoding");
        headers.putAll(CrossOrigin.ANSWER);
        return headers;
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 4 + 64);
        int level = plain.length > LARGE ? Deflater.DEFAULT_COMPRESSION : Deflater.BEST_COMPRESSION;
        try (GZIPOutputStream out = new LevelledGzip(bytes, level)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static final class LevelledGzip extends GZIPOutputStream {
        LevelledGzip(ByteArrayOutputStream bytes, int level) throws IOException {
            super(bytes);
            def.setLevel(level);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
