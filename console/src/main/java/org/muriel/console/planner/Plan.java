package org.muriel.console.planner;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.muriel.console.page.Visit;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is asked, as it was entered: percentages where people say percent.
 *
 * @param kind {@code rate} of visitors who convert, or {@code value} of a visitor
 * @param find {@code days} for an effect, or the {@code effect} of days
 */
public record Plan(
        String kind,
        String rate,
        String mean,
        String sd,
        String visitors,
        String traffic,
        String variations,
        String find,
        String effect,
        String days,
        String alpha,
        String power) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    static Plan of(Visit visit) {
        return new Plan(
                asked(visit, "kind", "rate"),
                visit.asked("rate"),
                visit.asked("mean"),
                visit.asked("sd"),
                visit.asked("visitors"),
                asked(visit, "traffic", "100"),
                asked(visit, "variations", "2"),
                asked(visit, "find", "days"),
                asked(visit, "effect", "5"),
                asked(visit, "days", "14"),
                asked(visit, "alpha", "5"),
                asked(visit, "power", "80"));
    }

    private static String asked(Visit visit, String name, String otherwise) {
        String asked = visit.asked(name);
        return asked.isEmpty() ? otherwise : asked;
    }

    boolean isOfRate() {
        return !kind.equals("value");
    }

    boolean findsDays() {
        return !find.equals("effect");
    }

    /** For the API. What is no number goes as it is, so that the API says what it expects. */
    ObjectNode body() {
        ObjectNode body = Visit.object();
        ObjectNode baseline = body.putObject("baseline").put("kind", isOfRate() ? "rate" : "value");
        if (isOfRate()) {
            put(baseline, "rate", rate, HUNDRED);
        } else {
            put(baseline, "mean", mean, BigDecimal.ONE);
            put(baseline, "sd", sd, BigDecimal.ONE);
        }
        put(body, "visitors_per_day", visitors, BigDecimal.ONE);
        put(body, "traffic", traffic, new BigDecimal("0.01"));
        put(body, "variations", variations, BigDecimal.ONE);
        put(body, "alpha", alpha, HUNDRED);
        put(body, "power", power, HUNDRED);
        if (findsDays()) {
            put(body, "mde", effect, HUNDRED);
        } else {
            put(body, "days", days, BigDecimal.ONE);
        }
        return body;
    }

    private static void put(ObjectNode node, String name, String entered, BigDecimal divisor) {
        String text = entered.replace(',', '.').replace(" ", "").replace("\u202f", "");
        if (text.matches("-?[0-9]{1,15}(\\.[0-9]{1,10})?")) {
            BigDecimal number = new BigDecimal(text).divide(divisor).stripTrailingZeros();
            node.put(name, number.scale() < 0 ? number.setScale(0) : number);
        } else if (!text.isEmpty()) {
            node.put(name, entered);
        }
    }

    /** The query that asks this again. */
    String query() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("kind", kind);
        if (isOfRate()) {
            query.put("rate", rate);
        } else {
            query.put("mean", mean);
            query.put("sd", sd);
        }
        query.put("visitors", visitors);
        query.put("traffic", traffic);
        query.put("variations", variations);
        query.put("find", find);
        query.put(findsDays() ? "effect" : "days", findsDays() ? effect : days);
        query.put("alpha", alpha);
        query.put("power", power);
        return Visit.query(query);
    }

    /** Words of the form. */
    public static Map<String, String> kinds() {
        return ordered("rate", "The share of visitors who do it", "value", "A value of each visitor, such as revenue");
    }

    /** Words of the form. */
    public static Map<String, String> goals() {
        return ordered("days", "How long it takes to find an effect", "effect", "Which effect can be found in a time");
    }

    private static Map<String, String> ordered(String first, String itsWords, String second, String thatsWords) {
        Map<String, String> ordered = new LinkedHashMap<>();
        ordered.put(first, itsWords);
        ordered.put(second, thatsWords);
        return ordered;
    }
}
