package org.muriel.decision.datafile;

import org.jspecify.annotations.Nullable;

/** Texts that were read, to make one {@code String} of equal ones without making a second first. */
final class Texts {
    private static final int LEAST = 256;

    /** Some bytes of a datafile for each text in it that differs from the others. */
    private static final int BYTES_PER_TEXT = 64;

    private @Nullable String[] table;
    private int size;

    /** @param bytes the size of the document */
    Texts(int bytes) {
        table = new @Nullable String[Math.max(LEAST, Integer.highestOneBit(2 * (bytes / BYTES_PER_TEXT)))];
    }

    String shared(char[] characters, int offset, int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + characters[i];
        }
        int slot = slot(hash);
        for (String kept; (kept = table[slot]) != null; slot = slot + 1 & table.length - 1) {
            if (kept.hashCode() == hash && isSame(kept, characters, offset, length)) {
                return kept;
            }
        }
        String text = new String(characters, offset, length);
        table[slot] = text;
        size++;
        if (2 * size > table.length) {
            grow();
        }
        return text;
    }

    private static boolean isSame(String kept, char[] characters, int offset, int length) {
        if (kept.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (kept.charAt(i) != characters[offset + i]) {
                return false;
            }
        }
        return true;
    }

    private void grow() {
        @Nullable String[] old = table;
        table = new @Nullable String[2 * old.length];
        for (String text : old) {
            if (text != null) {
                int slot = slot(text.hashCode());
                while (table[slot] != null) {
                    slot = slot + 1 & table.length - 1;
                }
                table[slot] = text;
            }
        }
    }

    private int slot(int hash) {
        return (hash ^ hash >>> 16) & table.length - 1;
    }
}
