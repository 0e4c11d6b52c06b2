package io.orgscribe.token;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.salesforce.Session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class StoredSessionsTest {

    private static final Session OLD = session("https://old.my.salesforce.com", "stored");
    private static final Session SAME = session("https://old.my.salesforce.com", "renewed");
    private static final Session NEW = session("https://new.my.salesforce.com", "moved");
    private static final Session NEWER = session("https://newer.my.salesforce.com", "moved again");

    private final Queue<Supplier<Session>> replies = new ArrayDeque<>();
    private final StoredSessions sessions =
            new StoredSessions(refused -> new SessionSnapshot(replies.remove().get(), 1, null), Clock.systemUTC());

    @Test
    void a_session_of_a_host_in_doubt_is_replaced_by_one_of_the_host_that_a_reply_names() {
        replies(OLD, NEW);

        assertThat(sessions.relocated(sessions.current())).contains(NEW);
        assertThat(sessions.current()).isEqualTo(NEW);
    }

    @Test
    void where_a_reply_names_the_same_host_none_is_asked_for_again() {
        replies(OLD, SAME);

        assertThat(sessions.relocated(sessions.current())).isEmpty();
        assertThat(sessions.relocated(OLD)).isEmpty();
        assertThat(sessions.relocated(SAME)).isEmpty();
        assertThat(sessions.current()).isEqualTo(SAME);
    }

    @Test
    void an_org_may_move_again_after_its_session_has_ended() {
        replies(OLD, SAME, OLD, NEW);

        sessions.relocated(sessions.current());
        Session later = sessions.renewed(SAME);

        assertThat(sessions.relocated(later)).contains(NEW);
    }

    @Test
    void the_new_host_is_not_doubted_by_who_still_sees_the_old_one() throws Exception {
        replies(OLD, NEW, NEWER);
        Session stale = sessions.current();
        ExecutorService threads = Executors.newFixedThreadPool(8);

        List<Future<Session>> found = IntStream.range(0, 8)
                .mapToObj(i -> threads.submit(() -> sessions.relocated(stale).orElseThrow()))
                .toList();

        for (Future<Session> session : found) {
            assertThat(session.get()).isEqualTo(NEW);
        }
        threads.shutdown();
    }

    @Test
    void a_login_host_that_is_away_leaves_the_session_as_it_is_and_is_asked_once() {
        replies.add(() -> OLD);
        replies.add(failing(FailureCause.UNREACHABLE));

        assertThat(sessions.relocated(sessions.current())).isEmpty();
        assertThat(sessions.relocated(OLD)).isEmpty();
        assertThat(sessions.current()).isEqualTo(OLD);
    }

    @Test
    void a_refused_login_is_told_and_not_tried_again() {
        replies.add(() -> OLD);
        replies.add(failing(FailureCause.USER_INACTIVE));
        sessions.current();

        for (int i = 0; i < 2; i++) {
            assertThat(catchThrowableOfType(SalesforceException.class, () -> sessions.relocated(OLD))
                            .failure())
                    .isEqualTo(FailureCause.USER_INACTIVE);
        }
    }

    private void replies(Session... all) {
        List.of(all).forEach(session -> replies.add(() -> session));
    }

    private static Supplier<Session> failing(FailureCause cause) {
        return () -> {
            throw new SalesforceException(cause, 400, "It was refused.");
        };
    }

    private static Session session(String host, String token) {
        return new Session(URI.create(host), token, "", "");
    }
}
