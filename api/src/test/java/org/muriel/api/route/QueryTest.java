package org.muriel.api.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueryTest {
    @Test
    void stray_ampersands_and_valueless_parameters_are_read_as_clients_mean_them() {
        Query query = query("&project_id=1&&per_page=100&query&type=experiment&");

        assertThat(query.last("project_id")).contains("1");
        assertThat(query.last("query")).contains("");
        assertThat(query.last("type")).contains("experiment");
        assertThat(query.last("page")).isEmpty();
    }

    @Test
    void of_a_parameter_given_several_times_the_last_counts() {
        assertThat(query("page=2&page=3").last("page")).contains("3");
    }

    @Test
    void values_are_decoded() {
        assertThat(query("name=a+b%20c%26d%3Dz%C3%B6e").last("name")).contains("a b c&d=zöe");
    }

    @Test
    void a_broken_escape_is_no_query() {
        assertThat(Query.parse("name=%zz")).isEmpty();
        assertThat(Query.parse("name=%2")).isEmpty();
    }

    @Test
    void a_link_to_another_page_names_the_page_first_and_each_other_parameter_once() {
        assertThat(query("project_id=1&per_page=2&q=a%20b&page=1&project_id=1").onPage(4, 2))
                .isEqualTo("page=4&per_page=2&project_id=1&q=a+b");
    }

    private static Query query(String raw) {
        return Query.parse(raw).orElseThrow();
    }
}
