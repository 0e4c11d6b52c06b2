package io.orgscribe.connection;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;
import io.orgscribe.samplemodel.RefreshTokens;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.token.TestConsents;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** A grant that nobody uses is used at half of the time after which it would end. */
@OrgscribeTest
class IdleGrantsTest {

    @Inject
    IdleGrants grants;

    @Inject
    DataSource database;

    private TestOrg org;

    @BeforeEach
    void start() {
        org = TestOrg.start(
                TestOrgSettings.standard().withPort(0).withTables(10).withRefreshTokens(RefreshTokens.ROTATE));
    }

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void a_grant_is_used_at_half_of_thirty_days_unless_told_otherwise() throws SQLException {
        UUID connection = authorized(Map.of());

        unusedFor(connection, "14 days");
        assertThat(grants.unused()).doesNotContain(connection);
        unusedFor(connection, "16 days");
        assertThat(grants.unused()).contains(connection);
    }

    @Test
    void the_policy_that_was_entered_counts() throws SQLException {
        UUID connection = authorized(Map.of("refreshIdleDays", 7));

        unusedFor(connection, "3 days");
        assertThat(grants.unused()).doesNotContain(connection);
        unusedFor(connection, "4 days");
        assertThat(grants.unused()).contains(connection);
    }

    @Test
    void a_used_grant_rests_for_another_half() throws SQLException {
        UUID connection = authorized(Map.of());
        unusedFor(connection, "16 days");

        grants.touch();

        assertThat(org.approvals().refreshes()).isEqualTo(1);
        assertThat(grants.unused()).doesNotContain(connection);
        given().get("/api/v1/connections/" + connection).then().body("status", equalTo("ready"));
    }

    @Test
    void a_grant_that_is_found_dead_stops_its_connection_and_no_other() throws SQLException {
        UUID dead = authorized(Map.of());
        unusedFor(dead, "20 days");
        org.endApprovals();
        UUID alive = authorized(Map.of());
        unusedFor(alive, "16 days");

        grants.touch();

        given().get("/api/v1/connections/" + dead).then().body("status", equalTo("needs_authorization"));
        given().get("/api/v1/connections/" + alive).then().body("status", equalTo("ready"));
        assertThat(org.approvals().refreshes()).isEqualTo(1);
        assertThat(grants.unused()).doesNotContain(dead, alive);
    }

    private UUID authorized(Map<String, Object> policy) {
        Map<String, Object> auth = new java.util.HashMap<>(policy);
        auth.put("clientId", org.settings().consumerKey());
        auth.put("clientSecret", org.settings().consumerSecret());
        String id = TestConsents.connect(given(), org, auth);
        TestConsents.authorize(id);
        return UUID.fromString(id);
    }

    private void unusedFor(UUID connection, String time) throws SQLException {
        try (var jdbc = database.getConnection();
                var update = jdbc.prepareStatement(
                        "UPDATE access_token SET obtained_at = now() - CAST(? AS interval) WHERE connection_id = ?")) {
            update.setString(1, time);
            update.setObject(2, connection);
            update.executeUpdate();
        }
    }
}
