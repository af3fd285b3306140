package org.muriel.storage.duckdb;

import java.util.List;
import java.util.stream.Stream;
import org.muriel.result.Segment.Family;

/**
 * Which browser and which device a visitor has, read from the reserved attribute {@code $opt_user_agent} (REST
 * specification, 10). A browser names its ancestors too, so that what it is not counts as much as what it is; each visitor
 * has one browser at most, and one device if it says anything.
 */
final class UserAgents {
    private static final String ATTRIBUTE = "$opt_user_agent";
    private static final List<String> EDGE = List.of("Edge/", "Edg/", "EdgA/", "EdgiOS/");
    private static final List<String> OPERA = List.of("OPR/", "Opera", "OPiOS/");
    private static final List<String> EXPLORER = List.of("MSIE ", "Trident/");
    private static final List<String> FIREFOX = List.of("Firefox/", "FxiOS/");
    private static final List<String> CHROME = List.of("Chrome/", "CriOS/");
    private static final List<String> TABLETS = List.of("Tablet", "Kindle", "Silk/", "PlayBook");

    private UserAgents() {}

    /** @param column the visitor's attributes as {@link Labels} */
    static Sql satisfies(String column, Family family, String value) {
        Sql agent = LabelConditions.value(column, ATTRIBUTE);
        Sql is = switch (family) {
            case BROWSER -> isBrowser(agent, value);
            case DEVICE -> isDevice(agent, value);
            // An SDK does not say from where a visitor came.
            case SOURCE -> Sql.FALSE;
        };
        return Sql.all(List.of(LabelConditions.present(column, ATTRIBUTE), is));
    }

    private static Sql isBrowser(Sql agent, String browser) {
        return switch (browser) {
            case "opera" -> has(agent, OPERA);
            case "internet_explorer" -> Sql.all(List.of(has(agent, EXPLORER), not(has(agent, OPERA))));
            case "firefox" -> Sql.all(List.of(has(agent, FIREFOX), not(has(agent, List.of("Seamonkey/")))));
            case "chrome" -> Sql.all(List.of(has(agent, CHROME), not(has(agent, both(EDGE, OPERA)))));
            case "safari" ->
                Sql.all(List.of(
                        has(agent, List.of("Safari/")),
                        has(agent, List.of("Version/")),
                        not(has(agent, both(both(EDGE, OPERA), both(FIREFOX, CHROME)))),
                        not(has(agent, List.of("Android")))));
            default -> Sql.FALSE;
        };
    }

    private static Sql isDevice(Sql agent, String device) {
        Sql ipad = has(agent, List.of("iPad"));
        Sql iphone = has(agent, List.of("iPhone", "iPod"));
        Sql tablet = Sql.any(List.of(
                has(agent, TABLETS),
                Sql.all(List.of(has(agent, List.of("Android")), not(has(agent, List.of("Mobile")))))));
        Sql mobile = has(agent, List.of("Mobi", "Phone", "BlackBerry", "Opera Mini"));
        return switch (device) {
            case "ipad" -> ipad;
            case "iphone" -> Sql.all(List.of(iphone, not(ipad)));
            case "tablet" -> Sql.all(List.of(tablet, not(ipad), not(iphone)));
            case "mobile" -> Sql.all(List.of(mobile, not(tablet), not(ipad), not(iphone)));
            case "desktop" -> not(Sql.any(List.of(ipad, iphone, tablet, mobile)));
            default -> Sql.FALSE;
        };
    }

    private static Sql has(Sql agent, List<String> any) {
        return Sql.any(any.stream()
                .map(it -> Sql.format("strpos({}, {}) > 0", agent, Sql.of("?", it)))
                .toList());
    }

    private static Sql not(Sql condition) {
        return Sql.format("NOT {}", condition);
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
