package org.muriel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.muriel.access.Credential;
import org.muriel.access.Person;
import org.muriel.access.PersonalToken;
import org.muriel.access.Profile;
import org.muriel.access.Role;
import org.muriel.access.Roster;
import org.muriel.access.Secret;
import org.muriel.access.Session;
import org.muriel.access.Sessions;
import org.muriel.access.Token;

/**
 * What every {@link Access} promises. A storage inherits it and says how its access is opened; it closes whatever is
 * open itself after each test.
 */
@Timeout(60)
public abstract class AccessContract {
    private static final PersonalToken FIRST = aToken("first");
    private static final PersonalToken SECOND = aToken("second");

    /** When tokens are used. */
    protected static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789012Z");

    private static final Secret SESSION = Secret.of("a session");

    private static final Instant LATER = NOW.plusSeconds(60);

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
        assertThat(holder(FIRST)).isEmpty();
    }

    @Test
    void the_set_up_makes_an_account_and_an_owner_who_is_found_by_the_first_token() {
        Person owner = access.setUp(FIRST);

        assertThat(UUID.fromString(owner.id())).hasToString(owner.id());
        assertThat(owner.accountId()).isBetween(10_000_000_000L, 99_999_999_999L);
        assertThat(access.owner()).contains(owner);
        assertThat(holder(FIRST)).contains(owner);
        assertThat(holder(SECOND)).isEmpty();
    }

    @Test
    void owner_and_tokens_are_there_again_after_reopening() {
        Person owner = access.setUp(FIRST);
        access.add(owner, SECOND, "", Optional.empty());

        access = reopen();

        assertThat(access.owner()).contains(owner);
        assertThat(holder(FIRST)).contains(owner);
        assertThat(holder(SECOND)).contains(owner);
    }

    @Test
    void a_second_set_up_is_a_mistake_and_changes_nothing() {
        Person owner = access.setUp(FIRST);

        assertThatThrownBy(() -> access.setUp(SECOND)).isInstanceOf(IllegalStateException.class);
        access = reopen();
        assertThatThrownBy(() -> access.setUp(SECOND)).isInstanceOf(IllegalStateException.class);

        assertThat(access.owner()).contains(owner);
        assertThat(holder(SECOND)).isEmpty();
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
        assertThat(holder(SECOND)).isEmpty();

        openBeside().add(owner, SECOND, "", Optional.empty());

        assertThat(holder(SECOND)).contains(owner);
    }

    @Test
    void people_come_change_and_go() {
        Person owner = access.setUp(FIRST);
        Person viewer = somebody("Viewer@example.com", Map.of());
        access.change(it -> it.with(viewer));
        access.add(viewer, SECOND, "laptop", Optional.empty());

        access = reopen();
        assertThat(access.roster().people()).containsExactly(owner, viewer);
        assertThat(holder(SECOND)).contains(viewer);

        Person administrator =
                new Person(viewer.id(), viewer.accountId(), new Profile("v@example.com", "Vi", "Ewer"), true, Map.of());
        access.change(it -> it.with(administrator));
        assertThat(holder(SECOND)).contains(administrator);

        access.change(it -> it.without(owner.id()));
        access = reopen();
        assertThat(access.owner()).contains(administrator);
        assertThat(access.find(FIRST, NOW)).isEqualTo(new Credential.Lapsed(Credential.Why.REMOVED));
    }

    @Test
    void what_a_roster_refuses_changes_nothing() {
        Person owner = access.setUp(FIRST);
        access.change(it -> it.with(somebody("one@example.com", Map.of())));
        List<Person> people = access.roster().people();

        assertThat(access.change(it -> it.with(somebody("ONE@example.com", Map.of()))))
                .isEqualTo(new Roster.Next.Refused(Roster.Why.EMAIL_TAKEN));
        assertThat(access.change(it -> it.without(owner.id())))
                .isEqualTo(new Roster.Next.Refused(Roster.Why.LAST_ADMINISTRATOR));
        assertThat(access.change(it -> it.without("nobody"))).isEqualTo(new Roster.Next.Refused(Roster.Why.NOBODY));

        access = reopen();
        assertThat(access.roster().people()).isEqualTo(people);
    }

    @Test
    void a_removed_person_frees_the_address() {
        access.setUp(FIRST);
        Person first = somebody("one@example.com", Map.of());
        access.change(it -> it.with(first));
        access.change(it -> it.without(first.id()));

        Person second = somebody("one@example.com", Map.of());
        access.change(it -> it.with(second));

        assertThat(access.roster().findByEmail("one@example.com")).contains(second);
    }

    @Test
    void who_is_removed_leaves_no_names_and_no_uses_of_tokens() {
        Person owner = access.setUp(FIRST);
        Person leaver = somebody("one@example.com", Map.of());
        access.change(it -> it.with(leaver));
        access.add(leaver, SECOND, "One's laptop", Optional.empty());
        access.add(owner, aToken("third"), "kept", Optional.empty());
        assertThat(holder(SECOND)).contains(leaver);
        access.keepLastUsed();
        assertThat(holder(SECOND)).as("a use that is not written yet").contains(leaver);

        access.change(it -> it.without(leaver.id()));
        assertThat(access.find(SECOND, NOW)).isEqualTo(new Credential.Lapsed(Credential.Why.REMOVED));
        access.keepLastUsed();
        access = reopen();

        assertThat(access.tokensOf(leaver.id())).singleElement().satisfies(it -> {
            assertThat(it.name()).isEmpty();
            assertThat(it.prefix()).isEmpty();
            assertThat(it.lastUsed()).isEmpty();
            assertThat(it.revoked()).isPresent();
        });
        assertThat(access.tokensOf(owner.id())).map(Token::name).containsExactly("", "kept");
        assertThat(access.find(SECOND, NOW)).isEqualTo(new Credential.Lapsed(Credential.Why.REMOVED));
    }

    @Test
    void a_token_ends_when_it_expires_or_is_revoked() {
        Person owner = access.setUp(FIRST);
        Token token = access.add(owner, SECOND, "for an hour", Optional.of(LATER));

        assertThat(holder(SECOND)).contains(owner);
        assertThat(access.find(SECOND, LATER)).isEqualTo(new Credential.Lapsed(Credential.Why.EXPIRED));

        access.revoke(token.id());
        assertThat(access.find(SECOND, NOW)).isEqualTo(new Credential.Lapsed(Credential.Why.REVOKED));
        assertThat(holder(FIRST)).contains(owner);

        access = reopen();
        assertThat(access.find(SECOND, NOW)).isEqualTo(new Credential.Lapsed(Credential.Why.REVOKED));
        assertThat(access.tokensOf(owner.id()))
                .extracting(Token::name, it -> it.revoked().isPresent(), Token::expires)
                .containsExactly(tuple("", false, Optional.empty()), tuple("for an hour", true, Optional.of(LATER)));
    }

    @Test
    void the_last_use_is_known_at_once_and_kept_when_it_is_told_to() {
        Person owner = access.setUp(FIRST);
        access.find(FIRST, NOW);
        access.find(FIRST, LATER);
        Person newcomer = somebody("new@example.com", Map.of());
        access.change(it -> it.with(newcomer));
        access.add(newcomer, SECOND, "", Optional.empty());
        assertThat(access.everUsed()).containsExactly(owner.id());
        assertThat(access.tokensOf(owner.id())).map(Token::lastUsed).containsExactly(Optional.of(LATER));

        access.keepLastUsed();
        access = reopen();

        assertThat(access.everUsed()).containsExactly(owner.id());
        assertThat(access.tokensOf(owner.id())).map(Token::lastUsed).containsExactly(Optional.of(LATER));
        assertThat(access.tokensOf(owner.id())).map(Token::prefix).containsExactly("2:firs");
    }

    @Test
    void what_another_process_takes_back_is_known_after_a_refresh() {
        Person owner = access.setUp(FIRST);
        Token token = access.add(owner, SECOND, "", Optional.empty());
        assertThat(holder(SECOND)).contains(owner);

        openBeside().revoke(token.id());
        access.refresh();

        assertThat(access.find(SECOND, NOW)).isEqualTo(new Credential.Lapsed(Credential.Why.REVOKED));
    }

    private Optional<Person> holder(PersonalToken token) {
        return access.find(token, NOW).holder();
    }

    private Person somebody(String email, Map<Long, Role> roles) {
        return new Person(
                UUID.randomUUID().toString(),
                access.owner().orElseThrow().accountId(),
                new Profile(email, "", ""),
                false,
                roles);
    }

    @Test
    void a_session_gives_the_rights_of_its_token_also_after_reopening() {
        Credential.Valid who = signedIn();
        access.sessions().begin(SESSION, who, NOW);
        Session session = access.sessions().find(SESSION, LATER).orElseThrow();
        assertThat(session.begun()).isEqualTo(NOW);
        assertThat(session.who().token().id()).isEqualTo(who.token().id());
        access = reopen();
        assertThat(access.sessions().find(SESSION, LATER).orElseThrow().who().person())
                .isEqualTo(who.person());
        assertThat(access.sessions().find(Secret.of("guessed"), LATER)).isEmpty();
    }

    @Test
    void a_session_goes_on_under_another_id_and_the_one_before_is_good_for_a_moment() {
        access.sessions().begin(SESSION, signedIn(), NOW);
        Instant due = NOW.plus(Sessions.ROTATED_AFTER);
        assertThat(access.sessions()
                        .find(SESSION, due.minusSeconds(1))
                        .orElseThrow()
                        .isDueForRotation())
                .isFalse();
        assertThat(access.sessions().find(SESSION, due).orElseThrow().isDueForRotation())
                .isTrue();
        Secret fresh = Secret.of("fresh");
        assertThat(access.sessions().rotate(SESSION, fresh, due)).isTrue();
        assertThat(access.sessions().find(SESSION, due).orElseThrow().isDueForRotation())
                .isFalse();
        assertThat(access.sessions().find(SESSION, due.plus(Sessions.GRACE))).isEmpty();
        assertThat(access.sessions()
                        .find(fresh, due.plus(Sessions.GRACE))
                        .orElseThrow()
                        .begun())
                .isEqualTo(NOW);
        assertThat(access.sessions().rotate(SESSION, Secret.of("once more"), due))
                .as("a second request that came with the id before")
                .isFalse();
        assertThat(access.sessions().find(Secret.of("once more"), due)).isEmpty();
        access.sessions().end(fresh);
        assertThat(access.sessions().find(SESSION, due)).isEmpty();
        assertThat(access.sessions().find(fresh, due)).isEmpty();
    }

    @Test
    void a_session_is_over_when_it_is_idle_too_old_ended_or_its_token_revoked() {
        Credential.Valid who = signedIn();
        Sessions sessions = access.sessions();
        sessions.begin(SESSION, who, NOW);
        assertThat(sessions.find(SESSION, NOW.plus(Sessions.IDLE).minusSeconds(1)))
                .isPresent();
        assertThat(sessions.find(SESSION, NOW.plus(Sessions.IDLE))).isEmpty();
        Secret last = SESSION;
        for (Instant at = NOW.plus(Sessions.ROTATED_AFTER);
                at.isBefore(NOW.plus(Sessions.LONGEST));
                at = at.plus(Sessions.IDLE.dividedBy(2))) {
            Secret next = Secret.of(at.toString());
            assertThat(sessions.rotate(last, next, at)).isTrue();
            last = next;
        }
        assertThat(sessions.find(last, NOW.plus(Sessions.LONGEST).minusSeconds(1)))
                .isPresent();
        assertThat(sessions.find(last, NOW.plus(Sessions.LONGEST))).isEmpty();
        sessions.end(last);
        assertThat(sessions.find(last, NOW.plus(Sessions.LONGEST).minusSeconds(1)))
                .isEmpty();
        sessions.begin(last, who, NOW);
        access.revoke(who.token().id());
        assertThat(sessions.find(last, LATER)).isEmpty();
    }

    @Test
    void sessions_are_listed_once_whatever_ids_they_had_and_end_with_the_person() {
        Credential.Valid owner = signedIn();
        Person leaver = somebody("one@example.com", Map.of());
        access.change(it -> it.with(leaver));
        access.add(leaver, SECOND, "", Optional.empty());
        Sessions sessions = access.sessions();
        sessions.begin(SESSION, owner, NOW);
        sessions.begin(Secret.of("theirs"), (Credential.Valid) access.find(SECOND, NOW), NOW);
        assertThat(sessions.rotate(Secret.of("theirs"), Secret.of("theirs now"), NOW.plus(Sessions.ROTATED_AFTER)))
                .isTrue();
        sessions.begin(Secret.of("elsewhere"), (Credential.Valid) access.find(SECOND, NOW), LATER);
        assertThat(sessions.begunBy(leaver.id())).containsExactly(NOW, LATER);

        access.change(it -> it.without(leaver.id()));

        assertThat(sessions.begunBy(leaver.id())).isEmpty();
        assertThat(sessions.begunBy(owner.person().id())).containsExactly(NOW);
    }

    @Test
    void all_sessions_of_a_person_end_at_once_and_there_are_never_more_than_so_many() {
        Credential.Valid who = signedIn();
        for (int i = 0; i <= Sessions.MOST; i++) {
            access.sessions().begin(Secret.of("session " + i), who, NOW.plusSeconds(i));
        }
        Instant after = NOW.plusSeconds(Sessions.MOST + 1);
        assertThat(access.sessions().find(Secret.of("session 0"), after)).isEmpty();
        assertThat(access.sessions().find(Secret.of("session 1"), after)).isPresent();
        access.sessions().endAll(who.person().id());
        assertThat(access.sessions().find(Secret.of("session 1"), after)).isEmpty();
        assertThat(access.sessions().find(Secret.of("session " + Sessions.MOST), after))
                .isEmpty();
    }

    private Credential.Valid signedIn() {
        access.setUp(FIRST);
        return (Credential.Valid) access.find(FIRST, NOW);
    }
}
