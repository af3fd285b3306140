package org.muriel.console.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * The part of a list that was asked for, the newest first.
 *
 * @param path of the page that shows it
 * @param selection parameters of the query that chose what is in it, apart from the text and the number of the page
 * @param text what is listed has it in its name or key; empty: any
 * @param rows those on this page
 * @param all how many there are, chosen or not
 * @param number of this page; the first is 1
 */
public record Listing<T>(
        String path, Map<String, String> selection, String text, List<T> rows, int all, int number, int pages) {
    private static final int PER_PAGE = 50;

    /** Of things that are in use or archived, as {@code archived} in the query says. */
    public static <T> Listing<T> of(Visit visit, String path, List<JsonNode> all, Function<JsonNode, T> row) {
        boolean archived = visit.asked("archived").equals("yes");
        return of(
                visit,
                path,
                Map.of("archived", archived ? "yes" : ""),
                all,
                it -> it.path("archived").asBoolean(false) == archived,
                row);
    }

    /** @param isChosen what the selection means */
    public static <T> Listing<T> of(
            Visit visit,
            String path,
            Map<String, String> selection,
            List<JsonNode> all,
            Predicate<JsonNode> isChosen,
            Function<JsonNode, T> row) {
        String text = visit.asked("q");
        List<JsonNode> chosen =
                all.stream().filter(isChosen).filter(it -> has(it, text)).toList();
        int pages = Math.max(1, Math.ceilDiv(chosen.size(), PER_PAGE));
        int number = Math.clamp(Words.number(visit.asked("page"), 1), 1, pages);
        return new Listing<>(
                path,
                selection,
                text,
                chosen.reversed().stream()
                        .skip((number - 1L) * PER_PAGE)
                        .limit(PER_PAGE)
                        .map(row)
                        .toList(),
                all.size(),
                number,
                pages);
    }

    private static boolean has(JsonNode thing, String text) {
        String named = thing.path("key").asString("") + " " + thing.path("name").asString("");
        return named.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }

    public boolean isSelected(String name, String value) {
        return selection.getOrDefault(name, "").equals(value);
    }

    /** The address of another page of the same selection. */
    public String at(int otherNumber) {
        Map<String, String> query = new LinkedHashMap<>(selection);
        query.put("q", text);
        query.put("page", otherNumber == 1 ? "" : Integer.toString(otherNumber));
        return path + Visit.query(query);
    }

    /** The address of another selection with the same text. */
    public String with(String name, String value) {
        Map<String, String> query = new LinkedHashMap<>(selection);
        query.put(name, value);
        query.put("q", text);
        return path + Visit.query(query);
    }
}
