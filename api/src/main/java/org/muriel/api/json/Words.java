package org.muriel.api.json;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The wire words of an enum: its names in lower case, save for those that are renamed. */
public final class Words<E extends Enum<E>> {
    private final Map<String, E> byWord = new LinkedHashMap<>();

    private Words() {}

    public static <E extends Enum<E>> Words<E> of(Class<E> type) {
        Words<E> words = new Words<>();
        for (E value : type.getEnumConstants()) {
            words.byWord.put(value.name().toLowerCase(Locale.ROOT), value);
        }
        return words;
    }

    /** The same words, but {@code value} is written {@code word}. */
    public Words<E> renaming(E value, String word) {
        Words<E> words = new Words<>();
        byWord.forEach((oldWord, it) -> words.byWord.put(it == value ? word : oldWord, it));
        return words;
    }

    public Optional<E> find(String word) {
        return Optional.ofNullable(byWord.get(word));
    }

    public String word(E value) {
        return byWord.entrySet().stream()
                .filter(it -> it.getValue() == value)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    public Set<String> all() {
        return byWord.keySet();
    }
}
