package org.muriel.console.plot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.Content;
import gg.jte.output.StringOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class PlotsTest {
    private static final String NASTY = "<b>\"Tea\" & 'milk'</b> 😀";

    private static final List<Interval> INTERVALS = List.of(
            new Interval(0.1, 0.05, 0.15, "good", NASTY),
            new Interval(0, 0, 0, "calm", "nothing"),
            new Interval(-0.4, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "calm", "anything"),
            new Interval(Double.NaN, Double.NaN, Double.NaN, "calm", "none yet"),
            new Interval(1e9, -1e9, 1e12, "bad", "huge"));

    @Test
    void a_bar_is_well_formed_and_stays_inside_whatever_the_interval() {
        for (Interval interval : INTERVALS) {
            for (double reach : new double[] {0, 0.25, 1e12}) {
                Document svg = drawn(IntervalBar.of(interval, reach));
                assertThat(svg.getDocumentElement().getAttribute("aria-label")).isEqualTo(interval.words());
                assertThatAllIsInside(svg);
            }
        }
    }

    @Test
    void an_interval_that_goes_on_ends_in_an_arrow() {
        assertThat(drawn(IntervalBar.of(new Interval(0.1, 0.05, 0.9, "good", ""), 0.25))
                        .getElementsByTagName("polygon")
                        .getLength())
                .isEqualTo(1);
        assertThat(drawn(IntervalBar.of(new Interval(0.1, 0.05, 0.15, "good", ""), 0.25))
                        .getElementsByTagName("polygon")
                        .getLength())
                .isZero();
    }

    @Test
    void effects_are_drawn_in_a_row_each_and_told_in_words() {
        List<ForestPlot.Row> rows = INTERVALS.stream()
                .map(it -> new ForestPlot.Row(NASTY, "below", it))
                .toList();
        Document svg = drawn(ForestPlot.of(rows, Double::toString));

        assertThat(svg.getDocumentElement().getAttribute("aria-label")).contains(NASTY + ", below: anything.");
        assertThat(svg.getElementsByTagName("circle").getLength())
                .as("those that are known")
                .isEqualTo(4);
        assertThatAllIsInside(svg);
        assertThatAllIsInside(drawn(ForestPlot.of(List.of(), Double::toString)));
    }

    @Test
    void lanes_have_a_rectangle_for_each_range() {
        Document svg = drawn(Lanes.of(List.of(
                new Lanes.Lane(NASTY, false, List.of(new Lanes.Range(0, 2500), new Lanes.Range(5000, 10_000))),
                new Lanes.Lane("free", true, List.of(new Lanes.Range(2500, 5000))))));

        NodeList rectangles = svg.getElementsByTagName("rect");
        assertThat(rectangles.getLength()).isEqualTo(3);
        assertThat(rectangles.item(0).getTextContent()).isEqualTo(NASTY + ": 0 to 2499");
        assertThatAllIsInside(svg);
    }

    @Test
    void a_sparkline_has_a_point_for_each_figure() {
        for (List<Long> figures : List.of(List.<Long>of(), List.of(5L), List.of(0L, 0L, 0L), List.of(1L, 900L, 3L))) {
            Document svg = drawn(Sparkline.of(figures, NASTY));
            String points = ((Element) svg.getElementsByTagName("polyline").item(0)).getAttribute("points");
            assertThat(points.isEmpty() ? 0 : points.split(" ").length).isEqualTo(figures.size());
            assertThat(points).doesNotContain("NaN");
        }
    }

    @Test
    void a_course_is_a_table_with_all_its_figures() {
        Document figure = drawn(new TimePlot(
                NASTY,
                "percent",
                List.of(
                        new TimePlot.Column(NASTY, TimePlot.Kind.LINE, 0),
                        new TimePlot.Column("limit", TimePlot.Kind.LIMIT, 1)),
                List.of(
                        new TimePlot.Row(Instant.parse("2026-11-01T00:00:00Z"), List.of(0.1, Double.NaN)),
                        new TimePlot.Row(
                                Instant.parse("2026-11-02T00:00:00Z"), List.of(0.2, Double.POSITIVE_INFINITY))),
                List.of(new TimePlot.Mark(Instant.parse("2026-11-01T12:00:00Z"), NASTY))));

        assertThat(figure.getElementsByTagName("figcaption").item(0).getTextContent())
                .contains(NASTY);
        Element body = (Element) figure.getElementsByTagName("tbody").item(0);
        assertThat(body.getElementsByTagName("tr").getLength()).isEqualTo(2);
        assertThat(figure.getDocumentElement().getTextContent()).doesNotContain("NaN", "Infinity");
    }

    @Test
    void numbers_are_short_and_never_of_another_country() {
        assertThat(Svg.number(12)).isEqualTo("12");
        assertThat(Svg.number(12.5)).isEqualTo("12.5");
        assertThat(Svg.number(100)).isEqualTo("100");
        assertThat(Svg.number(-0.125)).startsWith("-0.1");
    }

    private static Document drawn(Content content) {
        StringOutput output = new StringOutput();
        content.writeTo(output);
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(output.toString().getBytes(UTF_8)));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("not well-formed: " + output, e);
        }
    }

    /** Arrows and circles may reach a little over the edge of a scale, never out of the drawing. */
    private static void assertThatAllIsInside(Document svg) {
        double width = Double.parseDouble(svg.getDocumentElement().getAttribute("width"));
        double height = Double.parseDouble(svg.getDocumentElement().getAttribute("height"));
        NodeList all = svg.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            for (String name : List.of("x", "x1", "x2", "cx")) {
                assertThatIsWithin(element, name, width);
            }
            for (String name : List.of("y", "y1", "y2", "cy")) {
                assertThatIsWithin(element, name, height);
            }
        }
    }

    private static void assertThatIsWithin(Element element, String attribute, double end) {
        if (element.hasAttribute(attribute)) {
            assertThat(Double.parseDouble(element.getAttribute(attribute)))
                    .as(element.getTagName() + " " + attribute)
                    .isBetween(-1.0, end + 1);
        }
    }
}
