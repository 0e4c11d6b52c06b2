package io.orgscribe.connection;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.Response;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.CatalogFixture;
import io.orgscribe.token.TestTokens;
import io.orgscribe.vault.TestVaults;
import io.orgscribe.vault.Vault;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

@OrgscribeTest
class KeysetRotationTest {

    private static final String FIELD = "clientSecret";
    private static final String SECRET = "planted-secret";

    @Inject
    DataSource database;

    @Inject
    SessionFactory sessions;

    @Inject
    CatalogFixture catalog;

    private final String oldKey = Vault.newKeyset();
    private final String newKey = Vault.newKeyset();
    private KeysetRotation rotation;
    private Response created;
    private UUID id;

    @BeforeEach
    void create() {
        rotation = new KeysetRotation(secrets(TestVaults.joined(oldKey, newKey)));
        created = given().contentType(JSON)
                .body(Map.of(
                        "name",
                        "rotated " + UUID.randomUUID(),
                        "loginUrl",
                        "https://acme.my.salesforce.com",
                        "auth",
                        Map.of("method", "client_credentials", "clientId", "key", FIELD, SECRET)))
                .post("/api/v1/connections");
        id = UUID.fromString(created.path("id"));
    }

    @AfterEach
    void delete() {
        given().delete("/api/v1/connections/" + id);
    }

    @Test
    void a_secret_of_an_older_key_is_brought_to_the_newest_and_the_etag_stays() throws SQLException {
        store(TestVaults.of(oldKey).encrypt(id, FIELD, SECRET));

        QuarkusTransaction.requiringNew().run(rotation::rotate);

        assertThat(TestVaults.of(newKey).decrypt(id, FIELD, stored())).isEqualTo(SECRET);
        assertThat(rotation.progress().done()).isTrue();
        assertThat(rotation.progress().renewed()).isEqualTo(1);
        assertThat(given().get("/api/v1/connections/" + id).header("ETag")).isEqualTo(created.header("ETag"));
    }

    @Test
    void the_grant_of_a_person_is_brought_to_the_newest_key_too() throws SQLException {
        try (var jdbc = database.getConnection();
                var insert = jdbc.prepareStatement(
                        "INSERT INTO access_token (connection_id, refresh_token) VALUES (?, ?)")) {
            insert.setObject(1, id);
            insert.setString(2, TestVaults.of(oldKey).encrypt(id, "refreshToken", SECRET));
            insert.executeUpdate();
        }

        QuarkusTransaction.requiringNew().run(rotation::rotate);

        String jwe = stored("SELECT refresh_token FROM access_token WHERE connection_id = ?");
        assertThat(TestVaults.of(newKey).decrypt(id, "refreshToken", jwe)).isEqualTo(SECRET);
    }

    /** Connections are looked at a hundred at a time, however many there are. */
    @Test
    void the_grants_of_many_connections_are_asked_for_together() throws SQLException {
        String foreign = TestVaults.of(Vault.newKeyset()).encrypt(id, "refreshToken", SECRET);
        catalog.execute(
                "INSERT INTO connection (id, name, login_url, auth_method) SELECT gen_random_uuid(), 'many ' || i,"
                        + " 'https://acme.my.salesforce.com', 'authorization_code' FROM generate_series(1, 450) i");
        catalog.execute("INSERT INTO access_token (connection_id, refresh_token) SELECT id, '" + foreign
                + "' FROM connection WHERE name LIKE 'many %'");
        Statistics statistics = sessions.getStatistics();
        statistics.setStatisticsEnabled(true);
        try {
            QuarkusTransaction.requiringNew().run(rotation::rotate);
            assertThat(rotation.progress().unreadable()).isGreaterThanOrEqualTo(450);
            QuarkusTransaction.requiringNew()
                    .call(() -> secrets(Vault.newKeyset()).anyOpens());

            // Of other tests there may be more connections, and tasks that ask for something meanwhile.
            assertThat(statistics.getPrepareStatementCount()).isLessThan(450);
        } finally {
            statistics.setStatisticsEnabled(false);
            catalog.execute(
                    "DELETE FROM access_token t USING connection c WHERE c.id = t.connection_id AND c.name LIKE 'many %'");
            catalog.execute("DELETE FROM connection WHERE name LIKE 'many %'");
        }
    }

    @Test
    void a_secret_of_the_newest_key_is_left_alone() throws SQLException {
        String jwe = TestVaults.of(newKey).encrypt(id, FIELD, SECRET);
        store(jwe);

        QuarkusTransaction.requiringNew().run(rotation::rotate);

        assertThat(stored()).isEqualTo(jwe);
        assertThat(rotation.progress().renewed()).isZero();
    }

    @Test
    void a_secret_that_no_key_opens_is_counted_and_stays_as_it_is() throws SQLException {
        String foreign = TestVaults.of(Vault.newKeyset()).encrypt(id, FIELD, SECRET);
        store(foreign);

        QuarkusTransaction.requiringNew().run(rotation::rotate);

        assertThat(stored()).isEqualTo(foreign);
        assertThat(rotation.progress().unreadable()).isPositive();
    }

    @Test
    void secrets_are_locked_until_the_keyset_opens_one_of_them() throws SQLException {
        String other = Vault.newKeyset();
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        InstantSource time = now::get;
        KeysetGuard lock = new KeysetGuard(secrets(other), time.withZone(ZoneOffset.UTC));
        assertThat(locked(lock)).isTrue();

        store(TestVaults.of(other).encrypt(id, FIELD, SECRET));

        assertThat(locked(lock)).as("before it looks again").isTrue();
        now.set(Instant.EPOCH.plusSeconds(11));
        assertThat(locked(lock)).isFalse();
    }

    @Test
    void health_shows_how_far_it_has_come() {
        given().get("/q/health")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'vault' }.data.locked", is(false))
                .body("checks.find { it.name == 'vault' }.data.done", notNullValue())
                .body("checks.find { it.name == 'vault' }.data.unreadable", notNullValue());
    }

    private static boolean locked(KeysetGuard lock) {
        return QuarkusTransaction.requiringNew().call(lock::isLocked);
    }

    private void store(String jwe) throws SQLException {
        try (var jdbc = database.getConnection();
                var update = jdbc.prepareStatement("UPDATE connection SET client_secret = ? WHERE id = ?")) {
            update.setString(1, jwe);
            update.setObject(2, id);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private static VaultedSecrets secrets(String keyset) {
        Vault vault = TestVaults.of(keyset);
        return new VaultedSecrets(vault, TestTokens.reencrypting(vault));
    }

    private String stored() throws SQLException {
        return stored("SELECT client_secret FROM connection WHERE id = ?");
    }

    private String stored(String query) throws SQLException {
        try (var jdbc = database.getConnection();
                var select = jdbc.prepareStatement(query)) {
            select.setObject(1, id);
            var row = select.executeQuery();
            row.next();
            return row.getString(1);
        }
    }
}
