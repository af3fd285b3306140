package org.muriel.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muriel.event.VisitorAttribute;
import org.muriel.result.Segment.Family;

class UserAgentsTest {
    private static final List<String> BROWSERS = List.of("firefox", "chrome", "internet_explorer", "opera", "safari");
    private static final List<String> DEVICES = List.of("desktop", "ipad", "iphone", "mobile", "tablet");
    private static final List<String> SOURCES = List.of("campaign", "direct", "referral", "search");

    /** As these browsers call themselves. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "firefox|desktop|Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "chrome|desktop|Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
                "-|desktop|Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
                "opera|desktop|Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 OPR/122.0.0.0",
                "internet_explorer|desktop|Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko",
                "safari|desktop|Mozilla/5.0 (Macintosh; Intel Mac OS X 15_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
                "safari|iphone|Mozilla/5.0 (iPhone; like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
                "chrome|iphone|Mozilla/5.0 (iPhone; like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0.0.0 Mobile/15E148 Safari/604.1",
                "safari|ipad|Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
                "chrome|mobile|Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
                "chrome|tablet|Mozilla/5.0 (Linux; Android 15; SM-X910) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
                "firefox|tablet|Mozilla/5.0 (Android 15; Tablet; rv:140.0) Gecko/140.0 Firefox/140.0",
                "-|desktop|curl/8.14.1",
            })
    void a_visitor_has_one_browser_and_one_device(String browser, String device, String agent) throws SQLException {
        String labels = Labels.of(List.of(new VisitorAttribute(
                Optional.of("$opt_user_agent"), "$opt_user_agent", new VisitorAttribute.Value.Text(agent))));

        assertThat(found(labels, Family.BROWSER, BROWSERS)).isEqualTo(browser == null ? Set.of() : Set.of(browser));
        assertThat(found(labels, Family.DEVICE, DEVICES)).containsExactly(device);
        assertThat(found(labels, Family.SOURCE, SOURCES)).isEmpty();
    }

    @Test
    void who_does_not_say_has_neither() throws SQLException {
        assertThat(found("", Family.BROWSER, BROWSERS)).isEmpty();
        assertThat(found("", Family.DEVICE, DEVICES)).isEmpty();
    }

    private static Set<String> found(String labels, Family family, List<String> values) throws SQLException {
        Set<String> found = new TreeSet<>();
        for (String value : values) {
            Sql sql = Sql.format(
                    "SELECT count(*) FROM (SELECT {} AS attributes) AS t WHERE {}",
                    Sql.of("CAST(? AS VARCHAR)", labels),
                    UserAgents.satisfies("attributes", family, value));
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
                boolean holds = sql.read(connection, row -> row.next() && row.getInt(1) == 1);
                if (holds) {
                    found.add(value);
                }
            }
        }
        return found;
    }
}
