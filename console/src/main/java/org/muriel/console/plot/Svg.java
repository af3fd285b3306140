package org.muriel.console.plot;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.Locale;

/** A drawing in the making, which a template can show. Numbers are pixels of a drawing of that width; browsers scale it. */
final class Svg implements Content {
    private final StringBuilder text = new StringBuilder();

    /** @param says what it shows, in a sentence, for who does not see it */
    Svg(double width, double height, String css, String says) {
        text.append(String.format(
                Locale.ROOT,
                "<svg class=\"plot %s\" viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\" role=\"img\" aria-label=\"%s\">",
                css,
                number(width),
                number(height),
                number(width),
                number(height),
                escaped(says)));
    }

    Svg line(double x1, double y1, double x2, double y2, String css) {
        return element("<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
                .formatted(css, number(x1), number(y1), number(x2), number(y2)));
    }

    /** With a text that appears under the pointer. */
    Svg rectangle(double x, double y, double width, double height, String css, String title) {
        return element("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"><title>%s</title></rect>"
                .formatted(css, number(x), number(y), number(Math.max(0, width)), number(height), escaped(title)));
    }

    Svg circle(double x, double y, double radius, String css) {
        return element("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>"
                .formatted(css, number(x), number(y), number(radius)));
    }

    Svg polygon(String points, String css) {
        return element("<polygon class=\"%s\" points=\"%s\"/>".formatted(css, points));
    }

    Svg polyline(String points, String css) {
        return element("<polyline class=\"%s\" points=\"%s\"/>".formatted(css, points));
    }

    Svg text(double x, double y, String anchor, String css, String words) {
        return element("<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
                .formatted(css, number(x), number(y), anchor, escaped(words)));
    }

    private Svg element(String markup) {
        text.append(markup);
        return this;
    }

    Content end() {
        text.append("</svg>");
        return this;
    }

    @Override
    public void writeTo(TemplateOutput output) {
        output.writeContent(text.toString());
    }

    @Override
    public String toString() {
        return text.toString();
    }

    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
