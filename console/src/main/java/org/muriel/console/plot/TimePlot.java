package org.muriel.console.plot;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.muriel.console.page.Words;

/**
 * A course over time: a table, which the script beside draws. Readers without the drawing have the table.
 *
 * @param caption what it shows
 * @param unit {@code percent}, of fractions; {@code probability}, drawn by its powers of ten; or {@code number}
 * @param columns the kinds of figures, in order
 * @param rows in the order of time
 * @param marks what happened meanwhile
 */
public record TimePlot(String caption, String unit, List<Column> columns, List<Row> rows, List<Mark> marks)
        implements Content {

    /** How a column is drawn. */
    public enum Kind {
        LINE,
        /** Lower end of a band; the next column is its upper end. */
        BAND_LOW,
        BAND_HIGH,
        BARS,
        /** A line that decisions are made by. */
        LIMIT
    }

    /** @param slot which of eight colours and dash patterns */
    public record Column(String name, Kind kind, int slot) {}

    /** @param figures one for each column; not a number: none */
    public record Row(Instant time, List<Double> figures) {}

    public record Mark(Instant time, String words) {}

    @Override
    public void writeTo(TemplateOutput output) {
        StringBuilder text = new StringBuilder("<figure class=\"timeplot\" data-unit=\"")
                .append(unit)
                .append("\"><figcaption>")
                .append(Svg.escaped(caption))
                .append("</figcaption><div class=\"canvas\" aria-hidden=\"true\"></div>")
                .append(
                        "<details><summary>As a table</summary><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(Svg.escaped(caption))
                .append("\"><table class=\"figures\"><thead><tr><th scope=\"col\">Time</th>");
        columns.forEach(it -> text.append("<th scope=\"col\" class=\"number\" data-kind=\"")
                .append(it.kind().name().toLowerCase(Locale.ROOT))
                .append("\" data-slot=\"")
                .append(it.slot())
                .append("\">")
                .append(Svg.escaped(it.name()))
                .append("</th>"));
        text.append("</tr></thead><tbody>");
        rows.forEach(it -> row(text, it));
        text.append("</tbody></table>");
        if (!marks.isEmpty()) {
            text.append("<table class=\"marks\"><thead><tr><th scope=\"col\">Mark</th>"
                    + "<th scope=\"col\">Time</th><th scope=\"col\">What changed</th></tr></thead><tbody>");
            for (int i = 0; i < marks.size(); i++) {
                text.append("<tr><td>")
                        .append(i + 1)
                        .append("</td><td>")
                        .append(time(marks.get(i).time()))
                        .append("</td><td>")
                        .append(Svg.escaped(marks.get(i).words()))
                        .append("</td></tr>");
            }
            text.append("</tbody></table>");
        }
        output.writeContent(text.append("</div></details></figure>").toString());
    }

    private void row(StringBuilder text, Row row) {
        text.append("<tr><td>").append(time(row.time())).append("</td>");
        row.figures()
                .forEach(figure -> text.append("<td class=\"number\" data-value=\"")
                        .append(Double.isFinite(figure) ? Double.toString(figure) : "")
                        .append("\">")
                        .append(written(figure))
                        .append("</td>"));
        text.append("</tr>");
    }

    private String written(double figure) {
        if (!Double.isFinite(figure)) {
            return "–";
        }
        return unit.equals("percent") ? Words.signedPercent(figure) : Words.figure(figure);
    }

    private static String time(Instant time) {
        return "<time datetime=\"" + time + "\" title=\"" + Words.utc(time) + "\">" + Words.utc(time) + "</time>";
    }
}
