package org.muriel.event.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Values as bytes, one after the other. Whole numbers take seven bits a byte, the lowest first; text is its length and
 * its UTF-8. What may be absent is preceded by its presence, text by its length plus one.
 */
final class Bytes {
    private Bytes() {}

    /** Grows as it is written to. Not thread-safe. */
    static final class Writer {
        private byte[] bytes;
        private int size;

        Writer(int expected) {
            bytes = new byte[expected];
        }

        byte[] written() {
            return Arrays.copyOf(bytes, size);
        }

        void octet(int value) {
            room(1);
            bytes[size++] = (byte) value;
        }

        void truth(boolean value) {
            octet(value ? 1 : 0);
        }

        /** @param value zero or more takes the fewest bytes; any value can be read again */
        void number(long value) {
            room(10);
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                bytes[size++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            bytes[size++] = (byte) rest;
        }

        /** Small for numbers near zero on either side. */
        void signed(long value) {
            number((value << 1) ^ (value >> 63));
        }

        void fraction(double value) {
            long bits = Double.doubleToLongBits(value);
            room(8);
            for (int shift = 0; shift < 64; shift += 8) {
                bytes[size++] = (byte) (bits >>> shift);
            }
        }

        void text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            number(utf8.length);
            append(utf8);
        }

        void text(Optional<String> text) {
            if (text.isEmpty()) {
                number(0);
            } else {
                byte[] utf8 = text.get().getBytes(StandardCharsets.UTF_8);
                number(utf8.length + 1L);
                append(utf8);
            }
        }

        private void append(byte[] more) {
            room(more.length);
            System.arraycopy(more, 0, bytes, size, more.length);
            size += more.length;
        }

        private void room(int more) {
            if (bytes.length - size < more) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
            }
        }
    }

    /** Reads what a {@link Writer} wrote, in the same order. Not thread-safe. */
    static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean isAtEnd() {
            return at == bytes.length;
        }

        int octet() {
            return bytes[at++] & 0xFF;
        }

        boolean truth() {
            return octet() == 1;
        }

        long number() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[at++];
                value |= (next & 0x7FL) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }

        int count() {
            return Math.toIntExact(number());
        }

        long signed() {
            long zigzag = number();
            return (zigzag >>> 1) ^ -(zigzag & 1);
        }

        double fraction() {
            long bits = 0;
            for (int shift = 0; shift < 64; shift += 8) {
                bits |= (bytes[at++] & 0xFFL) << shift;
            }
            return Double.longBitsToDouble(bits);
        }

        String text() {
            return utf8(count());
        }

        Optional<String> optionalText() {
            int length = count();
            return length == 0 ? Optional.empty() : Optional.of(utf8(length - 1));
        }

        private String utf8(int length) {
            String text = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
            return text;
        }
    }
}
