package org.muriel.simulation.terminal;

import java.util.ArrayList;
import java.util.List;

/** A table in columns as wide as what is in them; the first ones flush left, the others, which are numbers, flush right. */
public final class Table {
    private static final String BETWEEN = "  ";

    private final int texts;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param texts how many columns are flush left */
    public Table(int texts, String... headings) {
        this.texts = texts;
        rows.add(List.of(headings));
    }

    public void row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells in a table of " + rows.getFirst().size());
        }
        rows.add(List.of(cells));
    }

    /** Headings, a rule, and the rows. */
    public List<String> lines() {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(line(row, widths)));
        List<String> rules = new ArrayList<>();
        for (int width : widths) {
            rules.add("─".repeat(width));
        }
        lines.add(1, String.join(BETWEEN, rules));
        return lines;
    }

    private String line(List<String> row, int[] widths) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            String space = " ".repeat(widths[i] - row.get(i).length());
            cells.add(i < texts ? row.get(i) + space : space + row.get(i));
        }
        return String.join(BETWEEN, cells).stripTrailing();
    }
}
