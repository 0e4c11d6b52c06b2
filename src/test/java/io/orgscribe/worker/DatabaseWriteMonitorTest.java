package io.orgscribe.worker;

import java.sql.SQLException;

import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;

import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.orgscribe.NobodyExtracts;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.Staging;
import io.orgscribe.web.SqlFailure;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** What a replica makes of failures of its database. */
@OrgscribeTest
@TestProfile(NobodyExtracts.class)
class DatabaseWriteMonitorTest {

    @Inject
    DatabaseWriteMonitor trouble;

    @Inject
    Staging staging;

    @AfterEach
    void pass() {
        trouble.look();
    }

    @Test
    void it_is_not_ready_until_the_database_can_be_written_again() {
        trouble.seen(new IllegalStateException(new PersistenceException(new SQLException("full", "53100"))));

        given().get("/q/health/ready")
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'database writes' }.status", equalTo("DOWN"))
                .body("checks.find { it.name == 'database writes' }.data.trouble", equalTo("SQLSTATE 53100"));

        trouble.look();

        assertThat(trouble.present()).isEmpty();
        given().get("/q/health/ready").then().statusCode(200);
        assertThat(staging.runs()).as("what the look has left").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "08006, TRANSIENT",
        "25006, TRANSIENT",
        "25P03, TRANSIENT",
        "40P01, TRANSIENT",
        "53100, TRANSIENT",
        "53300, TRANSIENT",
        "57P01, TRANSIENT",
        "57P03, TRANSIENT",
        "58030, TRANSIENT",
        ", TRANSIENT",
        "57014, PERMANENT",
        "22P05, PERMANENT",
        "23505, PERMANENT",
        "42P01, PERMANENT"
    })
    void the_state_tells_what_may_pass(String state, SqlFailure what) {
        assertThat(SqlFailure.of(new IllegalStateException(new SQLException("failed", state))))
                .isEqualTo(what);
    }

    @Test
    void that_two_transactions_have_met_is_no_trouble() {
        assertThat(trouble.seen(new PersistenceException(new SQLException("deadlock", "40P01"))))
                .isEqualTo(SqlFailure.TRANSIENT);
        assertThat(trouble.present()).isEmpty();
    }

    @Test
    void a_transaction_whose_end_was_not_heard_may_have_been_written() {
        assertThat(SqlFailure.of(new IllegalStateException(new RollbackException())))
                .isEqualTo(SqlFailure.TRANSIENT);
    }

    @Test
    void what_is_not_the_databases_is_not_taken_for_it() {
        assertThat(trouble.seen(new IllegalStateException("other"))).isEqualTo(SqlFailure.NONE);
        assertThat(trouble.present()).isEmpty();
    }
}
