package org.muriel.console.planner;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.console.page.Problems;
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
    private static final String ANY = "999999999999";
    private static final String WHOLE_DAYS = "Expected a whole number of days, such as 14.";

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

    /** For the API, which takes shares where people say percent. Only of a plan without problems. */
    ObjectNode body() {
        ObjectNode body = Visit.object();
        ObjectNode baseline = body.putObject("baseline").put("kind", isOfRate() ? "rate" : "value");
        if (isOfRate()) {
            baseline.put("rate", share(rate));
        } else {
            baseline.put("mean", number(mean).orElseThrow());
            baseline.put("sd", number(sd).orElseThrow());
        }
        body.put("visitors_per_day", number(visitors).orElseThrow())
                .put("traffic", number(traffic).orElseThrow().multiply(HUNDRED).intValue())
                .put("variations", number(variations).orElseThrow().intValue())
                .put("alpha", share(alpha))
                .put("power", share(power));
        return findsDays()
                ? body.put("mde", share(effect))
                : body.put("days", number(days).orElseThrow().intValue());
    }

    private static BigDecimal share(String percent) {
        return number(percent).orElseThrow().movePointLeft(2);
    }

    private static Optional<BigDecimal> number(String entered) {
        String text = entered.replace(',', '.').replaceAll("[\\s\u202f]", "");
        return text.matches("[0-9]{1,12}(\\.[0-9]{1,8})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** What does not make sense, by the name of the field, in the units of the form. */
    Problems problems() {
        Map<String, List<String>> problems = new LinkedHashMap<>();
        if (isOfRate()) {
            check(
                    problems,
                    "rate",
                    rate,
                    "0.0001",
                    "99.9",
                    "Expected a percentage above 0 and below 100, such as 4.5.");
        } else {
            check(problems, "mean", mean, "0.000001", ANY, "Expected a number above 0.");
            check(
                    problems,
                    "sd",
                    sd,
                    "0.000001",
                    ANY,
                    "Expected a number above 0; revenue often has one above its mean.");
        }
        check(problems, "visitors", visitors, "1", ANY, "Expected how many visitors come on a day, such as 5000.");
        check(problems, "traffic", traffic, "0.01", "100", "Expected a percentage above 0, at most 100.");
        check(problems, "variations", variations, "2", "10", "Expected 2 to 10, with the baseline.");
        if (!variations.strip().matches("[0-9]*")) {
            problems.put("variations", List.of("Expected a whole number, 2 to 10, with the baseline."));
        }
        if (findsDays()) {
            check(problems, "effect", effect, "0.01", "1000", "Expected a percentage above 0, such as 5.");
            if (problems.isEmpty()
                    && isOfRate()
                    && share(rate).multiply(BigDecimal.ONE.add(share(effect))).compareTo(BigDecimal.ONE) >= 0) {
                problems.put(
                        "effect",
                        List.of("Expected less: " + rate + " % of visitors, and " + effect
                                + " % more of them, would be all visitors or more."));
            }
        } else {
            check(problems, "days", days, "1", "3650", WHOLE_DAYS);
            if (!days.strip().matches("[0-9]*")) {
                problems.put("days", List.of(WHOLE_DAYS));
            }
        }
        check(problems, "alpha", alpha, "0.01", "50", "Expected a percentage above 0, at most 50; 5 is usual.");
        check(problems, "power", power, "50", "99.9", "Expected a percentage of at least 50, below 100; 80 is usual.");
        return problems.isEmpty() ? Problems.NONE : new Problems("Please look at what is marked below.", problems);
    }

    private static void check(
            Map<String, List<String>> problems, String name, String entered, String least, String most, String words) {
        if (number(entered)
                .filter(it -> it.compareTo(new BigDecimal(least)) >= 0 && it.compareTo(new BigDecimal(most)) <= 0)
                .isEmpty()) {
            problems.put(name, List.of(words));
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
