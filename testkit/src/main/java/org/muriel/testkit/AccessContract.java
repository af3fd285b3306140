package org.muriel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.muriel.access.Access;
import org.muriel.access.Person;
import org.muriel.access.PersonalToken;

/**
 * What every {@link Access} promises. A storage inherits it and says how its access is opened; it closes whatever is
 * open itself after each test.
 */
@Timeout(60)
public abstract class AccessContract {
    private static final PersonalToken FIRST = aToken("first");
    private static final PersonalToken SECOND = aToken("second");

    private Access access;

    /** Opens the access of the present test, after closing all that is open. One without an account at first. */
    protected abstract Access reopen();

    /** Opens the same once more while it is open, as another process would. */
    protected abstract Access openBeside();

    /** A token whose text is the same in every run. */
    protected static PersonalToken aToken(String name) {
        return PersonalToken.parse("2:" + name + "-token-of-the-tests").orElseThrow();
    }

    @BeforeEach
    void open_an_access_without_an_account() {
        access = reopen();
    }

    @Test
    void before_the_set_up_there_is_no_owner_and_no_token_is_known() {
        assertThat(access.owner()).isEmpty();
        assertThat(access.find(FIRST)).isEmpty();
    }

    @Test
    void the_set_up_makes_an_account_and_an_owner_who_is_found_by_the_first_token() {
        Person owner = access.setUp(FIRST);

        assertThat(UUID.fromString(owner.id())).hasToString(owner.id());
        assertThat(owner.accountId()).isBetween(10_000_000_000L, 99_999_999_999L);
        assertThat(access.owner()).contains(owner);
        assertThat(access.find(FIRST)).contains(owner);
        assertThat(access.find(SECOND)).isEmpty();
    }

    @Test
    void owner_and_tokens_are_there_again_after_reopening() {
        Person owner = access.setUp(FIRST);
        access.add(owner, SECOND);

        access = reopen();

        assertThat(access.owner()).contains(owner);
        assertThat(access.find(FIRST)).contains(owner);
        assertThat(access.find(SECOND)).contains(owner);
    }

    @Test
    void a_second_set_up_is_a_mistake_and_changes_nothing() {
        Person owner = access.setUp(FIRST);

        assertThatThrownBy(() -> access.setUp(SECOND)).isInstanceOf(IllegalStateException.class);
        access = reopen();
        assertThatThrownBy(() -> access.setUp(SECOND)).isInstanceOf(IllegalStateException.class);

        assertThat(access.owner()).contains(owner);
        assertThat(access.find(SECOND)).isEmpty();
    }

    @Test
    void of_two_set_ups_at_once_one_is_done() throws InterruptedException {
        Access beside = openBeside();
        List<Future<Person>> attempts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Callable<Person> attempt :
                    List.<Callable<Person>>of(() -> access.setUp(FIRST), () -> beside.setUp(SECOND))) {
                attempts.add(threads.submit(attempt));
            }
        }

        assertThat(attempts)
                .filteredOn(it -> it.state() == Future.State.SUCCESS)
                .singleElement()
                .satisfies(it -> assertThat(access.owner()).contains(it.get()));
        assertThat(attempts)
                .filteredOn(it -> it.state() == Future.State.FAILED)
                .singleElement()
                .satisfies(it -> assertThatThrownBy(it::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(IllegalStateException.class));
    }

    @Test
    void a_token_made_by_another_process_is_accepted_at_once_even_if_it_was_unknown_a_moment_ago() {
        Person owner = access.setUp(FIRST);
        assertThat(access.find(SECOND)).isEmpty();

        openBeside().add(owner, SECOND);

        assertThat(access.find(SECOND)).contains(owner);
    }
}
