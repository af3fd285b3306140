package org.muriel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muriel.access.Right;
import org.muriel.access.Role;

/** {@code docs/access.md} has the roles as they are. */
class AccessPageTest {
    @Test
    void its_table_of_roles_is_that_of_the_program() {
        assertThat(Page.of(Repository.text(Path.of("docs/access.md"))).table("## Roles"))
                .isEqualTo(Stream.of(Role.values()).map(AccessPageTest::row).toList());
    }

    private static List<String> row(Role role) {
        Stream<String> rights = Stream.of(Right.values()).map(right -> role.grants(right) ? "yes" : "no");
        Right own = role.right();
        String restricted = role.grantsWhereRestricted(own) ? "as elsewhere" : "sees";
        return Stream.of(Stream.of(role.word()), rights, Stream.of(own == Right.VIEW ? "sees" : restricted))
                .flatMap(it -> it)
                .toList();
    }
}
