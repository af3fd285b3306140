package org.muriel.decision.bucketing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Gives visitors their buckets for one entity: an experiment, a group or a holdout.
 *
 * <p>The hash is MurmurHash3 x86 32-bit with seed 1 (Appleby, MurmurHash3.cpp) over the UTF-8 bytes of the bucketing id
 * followed by those of the entity's id. SDK contract, 2.1. It is computed without making these bytes: the characters of
 * the bucketing id enter the hash as they are read, four at a time while they are ASCII, and the entity's bytes are
 * ready. Halves of a surrogate pair that stand alone count as {@code ?}, as in Java's own encoder.
 */
public final class Bucketer {
    /** Buckets are numbered from 0 to one less than this. */
    public static final int BUCKETS = 10_000;

    private static final int SEED = 1;
    private static final int C1 = 0xcc9e2d51;
    private static final int C2 = 0x1b873593;
    private static final int ASCII_END = 0x80;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] entity;

    public Bucketer(String entityId) {
        this.entity = entityId.getBytes(StandardCharsets.UTF_8);
    }

    /** The visitor's place on the line of traffic, 0 to 9999. */
    public int bucket(String bucketingId) {
        return bucketOf(hash(bucketingId));
    }

    /** The share of the hash's range that lies below it, in ten-thousandths, rounded down. Exact, so no floating point. */
    public static int bucketOf(int hash) {
        return (int) (((hash & 0xffff_ffffL) * BUCKETS) >>> 32);
    }

    /** The hash of a bucketing id with this entity, to be read as a number without a sign. */
    public int hash(String bucketingId) {
        int hash = SEED;
        int length = bucketingId.length();
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            char a = bucketingId.charAt(i);
            char b = bucketingId.charAt(i + 1);
            char c = bucketingId.charAt(i + 2);
            char d = bucketingId.charAt(i + 3);
            if ((a | b | c | d) >= ASCII_END) {
                break;
            }
            hash = mixed(hash, a | b << 8 | c << 16 | d << 24);
        }
        return rest(bucketingId, i, hash);
    }

    /**
     * Goes on from a character on; all before it were ASCII and are in the hash. Bytes that do not fill a block of four
     * yet wait in {@code waiting}, the first of them lowest.
     */
    private int rest(String bucketingId, int from, int start) {
        int hash = start;
        int bytes = from;
        long waiting = 0;
        int bits = 0;
        for (int i = from; i < bucketingId.length(); i++) {
            int character = bucketingId.charAt(i);
            if (character < ASCII_END) {
                waiting |= (long) character << bits;
                bits += 8;
                bytes++;
            } else {
                int codePoint = bucketingId.codePointAt(i);
                if (Character.isSupplementaryCodePoint(codePoint)) {
                    i++;
                }
                int size = size(codePoint);
                waiting |= (encoded(codePoint) & 0xffff_ffffL) << bits;
                bits += 8 * size;
                bytes += size;
            }
            if (bits >= 32) {
                hash = mixed(hash, (int) waiting);
                waiting >>>= 32;
                bits -= 32;
            }
        }
        int j = 0;
        for (; j + 4 <= entity.length; j += 4) {
            waiting |= ((int) INT.get(entity, j) & 0xffff_ffffL) << bits;
            hash = mixed(hash, (int) waiting);
            waiting >>>= 32;
        }
        for (; j < entity.length; j++) {
            waiting |= (entity[j] & 0xffL) << bits;
            bits += 8;
        }
        if (bits >= 32) {
            hash = mixed(hash, (int) waiting);
            waiting >>>= 32;
        }
        hash ^= scrambled((int) waiting);
        return finished(hash ^ (bytes + entity.length));
    }

    private static int size(int codePoint) {
        return codePoint < 0x800 ? 2 : isLoneSurrogate(codePoint) ? 1 : codePoint < 0x1_0000 ? 3 : 4;
    }

    /** The UTF-8 bytes of a character that is not ASCII, the first of them lowest. */
    private static int encoded(int codePoint) {
        return switch (size(codePoint)) {
            case 1 -> '?';
            case 2 -> 0xc0 | (codePoint >> 6) | continued(codePoint) << 8;
            case 3 -> 0xe0 | (codePoint >> 12) | continued(codePoint >> 6) << 8 | continued(codePoint) << 16;
            default ->
                0xf0
                        | (codePoint >> 18)
                        | continued(codePoint >> 12) << 8
                        | continued(codePoint >> 6) << 16
                        | continued(codePoint) << 24;
        };
    }

    private static int continued(int bits) {
        return 0x80 | (bits & 0x3f);
    }

    private static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static int mixed(int hash, int block) {
        return Integer.rotateLeft(hash ^ scrambled(block), 13) * 5 + 0xe6546b64;
    }

    private static int scrambled(int block) {
        return Integer.rotateLeft(block * C1, 15) * C2;
    }

    private static int finished(int hash) {
        int it = (hash ^ hash >>> 16) * 0x85ebca6b;
        it = (it ^ it >>> 13) * 0xc2b2ae35;
        return it ^ it >>> 16;
    }
}
