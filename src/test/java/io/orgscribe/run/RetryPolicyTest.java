package io.orgscribe.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.orgscribe.run.RetryPolicy.Acquaintance;
import io.orgscribe.run.RetryPolicy.Deferral;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;

import static org.assertj.core.api.Assertions.assertThat;

/** Which failures a run waits for to pass, and for how long. */
class RetryPolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    private final RetryPolicy retryPolicy = new RetryPolicy(
            new SmallRyeConfigBuilder()
                    .withMapping(ExtractionConfig.class)
                    .build()
                    .getConfigMapping(ExtractionConfig.class),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({"0, 30, 60", "1, 60, 120", "2, 120, 240", "3, 240, 480"})
    void each_retry_waits_up_to_twice_as_long(int retries, int least, int most) {
        for (int i = 0; i < 100; i++) {
            Deferral deferral = retryPolicy
                    .of(claim(retries, NOW), Acquaintance.ANSWERED, false, failure(FailureCause.SERVER_ERROR))
                    .orElseThrow();

            assertThat(deferral.counts()).isTrue();
            assertThat(deferral.delay()).isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most));
        }
    }

    @Test
    void after_the_last_retry_the_run_has_failed() {
        assertThat(retryPolicy.of(claim(4, NOW), Acquaintance.ANSWERED, false, failure(FailureCause.SERVER_ERROR)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void what_a_person_has_to_mend_is_not_waited_for(FailureCause cause) {
        boolean passes = List.of(
                        FailureCause.CONCURRENT_LIMIT,
                        FailureCause.RATE_LIMITED,
                        FailureCause.MAINTENANCE,
                        FailureCause.UNREACHABLE,
                        FailureCause.HOST_UNKNOWN,
                        FailureCause.LOGIN_BUSY,
                        FailureCause.SERVER_ERROR,
                        FailureCause.TIMEOUT,
                        FailureCause.CONNECTION_LOST,
                        FailureCause.UNREADABLE_REPLY)
                .contains(cause);

        assertThat(retryPolicy
                        .of(claim(0, NOW), Acquaintance.ANSWERED, false, failure(cause))
                        .isPresent())
                .isEqualTo(passes);
    }

    @Test
    void maintenance_is_waited_for_without_counting_until_patience_ends() {
        SalesforceException maintenance = failure(FailureCause.MAINTENANCE);

        Deferral deferral = retryPolicy
                .of(claim(4, NOW), Acquaintance.ANSWERED, false, maintenance)
                .orElseThrow();

        assertThat(deferral.counts()).isFalse();
        assertThat(deferral.delay()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(10));
        assertThat(retryPolicy.of(claim(0, NOW.minus(Duration.ofHours(24))), Acquaintance.ANSWERED, false, maintenance))
                .isEmpty();
    }

    @Test
    void what_was_read_in_between_is_a_new_beginning() {
        Deferral deferral = retryPolicy
                .of(claim(4, NOW), Acquaintance.ANSWERED, true, failure(FailureCause.SERVER_ERROR))
                .orElseThrow();

        assertThat(deferral.delay()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
        assertThat(deferral.advanced()).isTrue();
    }

    @Test
    void an_attempt_at_which_the_database_fails_counts_and_waits_longer_each_time() {
        Progress nothingRead = new Progress(Claim.Spent.NOTHING, 0);
        Progress read = new Progress(Claim.Spent.NOTHING, 0);
        read.advance();
        Progress reconciling = new Progress(Claim.Spent.NOTHING, 0);
        reconciling.advance();
        reconciling.enter(Stage.RECONCILE);

        assertThat(Deferral.ofDatabase(claim(0, NOW), nothingRead).excused()).isFalse();
        assertThat(Deferral.ofDatabase(claim(0, NOW), read).excused()).isTrue();
        assertThat(Deferral.ofDatabase(claim(0, NOW), reconciling).excused()).isFalse();
        assertThat(Deferral.ofDatabase(claim(0, NOW), read).delay()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_host_that_was_never_reached_is_told_at_once() {
        assertThat(retryPolicy.of(claim(0, NOW), Acquaintance.NONE, false, failure(FailureCause.UNREACHABLE)))
                .isEmpty();
        assertThat(retryPolicy.of(claim(0, NOW), Acquaintance.NONE, false, failure(FailureCause.TIMEOUT)))
                .isPresent();
    }

    @Test
    void a_session_that_is_not_taken_any_more_is_waited_for_where_the_last_run_has_read() {
        SalesforceException refused = failure(FailureCause.SESSION_REFUSED);

        assertThat(retryPolicy.of(claim(4, NOW), Acquaintance.READ, false, refused))
                .hasValueSatisfying(deferral -> {
                    assertThat(deferral.away()).isTrue();
                    assertThat(deferral.counts()).isFalse();
                });
        assertThat(retryPolicy.of(claim(0, NOW), Acquaintance.ANSWERED, false, refused))
                .isEmpty();
        assertThat(retryPolicy.of(claim(0, NOW.minus(Duration.ofHours(24))), Acquaintance.READ, false, refused))
                .isEmpty();
    }

    private static SalesforceException failure(FailureCause cause) {
        return new SalesforceException(cause, 503, "It was refused.");
    }

    private static Claim claim(int retries, Instant awaySince) {
        return new Claim(
                UUID.randomUUID(),
                UUID.randomUUID(),
                1,
                1 + retries,
                NOW.minus(Duration.ofDays(3)),
                Mode.INCREMENTAL,
                Coverage.COMPLETE,
                List.of(),
                Claim.Spent.NOTHING,
                0,
                retries,
                retries,
                awaySince);
    }
}
