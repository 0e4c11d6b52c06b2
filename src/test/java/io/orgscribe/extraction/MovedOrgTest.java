package io.orgscribe.extraction;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import com.sun.net.httpserver.HttpServer;
import io.agroal.api.AgroalDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.ServiceProcess;
import io.orgscribe.sampleorg.Bill;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.token.TestConsents;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Salesforce has moved an org to another instance, and the stored session is for the one where it was. */
@OrgscribeTest
class MovedOrgTest {

    @Inject
    AgroalDataSource database;

    private final TestOrg org =
            TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(30));

    private HttpServer old;

    @AfterEach
    void close() {
        org.close();
        if (old != null) {
            old.stop(0);
        }
    }

    /**
     * What is found at the old address.
     *
     * @param status 0 for nobody who listens
     */
    private record Found(int status, String type, String body) {}

    static Stream<Found> found() {
        return Stream.of(
                new Found(0, "", ""),
                new Found(301, "text/html", "<html>Moved</html>"),
                new Found(302, "text/html", ""),
                new Found(307, "application/json", "{}"),
                new Found(401, "application/json", "[{\"errorCode\":\"INVALID_SESSION_ID\",\"message\":\"No.\"}]"),
                new Found(404, "text/html", "<html>No such site</html>"),
                new Found(404, "text/plain", ""),
                new Found(420, "text/html", "<html>Please wait</html>"));
    }

    @ParameterizedTest
    @MethodSource("found")
    void runs_go_on_where_the_org_is_now(Found found) throws IOException, SQLException {
        String connection = TestRuns.connect(org);
        assertThat(TestRuns.extract(connection).getString("status")).isEqualTo("succeeded");
        storeSessionOf(connection, address(found));

        JsonReply moved = TestRuns.extract(connection, Map.of("mode", "full"));
        JsonReply next = TestRuns.extract(connection, Map.of("mode", "full"));

        assertThat(moved.getString("status")).as(moved::prettify).isEqualTo("succeeded");
        assertThat(next.getString("status")).isEqualTo("succeeded");
        assertThat(instance(connection)).isEqualTo(org.url());
        assertThat(org.bill().calls(Bill.Kind.TOKEN)).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("found")
    void a_consent_goes_on_where_the_org_is_now(Found found) throws IOException, SQLException {
        String connection = TestConsents.connect(org);
        TestConsents.authorize(connection);
        storeSessionOf(connection, address(found));

        JsonReply report = check(connection);

        assertThat(report.getList("steps.findAll { it.status == 'failed' }"))
                .as(report::prettify)
                .isEmpty();
        assertThat(instance(connection)).isEqualTo(org.url());
        assertThat(org.approvals().refreshes()).isEqualTo(1);
    }

    @Test
    void a_check_that_is_let_in_elsewhere_drops_the_session_of_the_old_address() throws IOException, SQLException {
        String connection = TestRuns.connect(org);
        TestRuns.extract(connection);
        storeSessionOf(connection, address(new Found(404, "text/html", "")));

        JsonReply report = check(connection);

        assertThat(report.getList("steps.findAll { it.status == 'failed' }")).isEmpty();
        assertThat(instance(connection)).isEmpty();
        assertThat(TestRuns.extract(connection).getString("status")).isEqualTo("succeeded");
    }

    @Test
    void a_check_that_is_let_in_at_the_same_address_leaves_the_session_as_it_is() throws SQLException {
        String connection = TestRuns.connect(org);
        TestRuns.extract(connection);

        check(connection);

        assertThat(instance(connection)).isEqualTo(org.url());
    }

    @Test
    void an_org_that_is_nowhere_else_fails_as_it_did_in_run_and_check() throws IOException {
        org.moveTo(address(new Found(0, "", "")));
        String connection = TestRuns.connect(org);

        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getString("error.cause")).isEqualTo("unreachable");
        assertThat(org.bill().calls(Bill.Kind.TOKEN)).isEqualTo(2);
        assertThat(check(connection).find("steps", "name", "apiEnabled"))
                .containsEntry("status", "failed")
                .containsEntry("cause", "unreachable");
    }

    private static JsonReply check(String connection) {
        return given().post("/api/v1/connections/" + connection + "/check")
                .then()
                .statusCode(200)
                .extract()
                .as(JsonReply.class);
    }

    private String address(Found found) throws IOException {
        if (found.status() == 0) {
            return "http://127.0.0.1:" + ServiceProcess.freePort();
        }
        old = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        old.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = found.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", found.type());
            if (found.status() / 100 == 3) {
                exchange.getResponseHeaders().add("Location", "https://moved.my.salesforce.com/");
            }
            exchange.sendResponseHeaders(found.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        old.start();
        return "http://127.0.0.1:" + old.getAddress().getPort();
    }

    private void storeSessionOf(String connection, String instance) throws SQLException {
        try (var jdbc = database.getConnection();
                var update = jdbc.prepareStatement(
                        "UPDATE access_token SET instance_url = ? WHERE connection_id = ?::uuid")) {
            update.setString(1, instance);
            update.setString(2, connection);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    /** "" where no session is stored. */
    private String instance(String connection) throws SQLException {
        try (var jdbc = database.getConnection();
                var select = jdbc.prepareStatement(
                        "SELECT coalesce(instance_url, '') FROM access_token WHERE connection_id = ?::uuid")) {
            select.setString(1, connection);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
