package io.orgscribe.connection;

import java.net.URI;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.Organization;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.token.Credentials;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.equalTo;

@OrgscribeTest
class ConnectionsTest {

    private static final String ALL = "/api/v1/connections";

    @Inject
    Connections connections;

    /** Stands for a package that keeps something of each connection. */
    @ApplicationScoped
    static class Keeper {
        void count(@Observes ConnectionRemoving removing) {
            removing.goes().put(removing.keepCatalog() ? "kept" : "widgets", 7L);
        }

        void veto(@Observes ConnectionSaved saved) {
            if (saved.connection().name.startsWith("Vetoed")) {
                throw new IllegalStateException("An observer's failure undoes the change");
            }
        }
    }

    @Test
    void credentials_come_back_as_they_were_sent() {
        UUID id = id(create("Credentials " + UUID.randomUUID()));

        assertThat(connections.credentials(connections.find(id)))
                .isEqualTo(new Credentials.ClientCredentials(
                        URI.create("https://acme.my.salesforce.com"), "key", "geheim \u2603 \"quoted\""));
    }

    @Test
    void a_disconnected_connection_has_no_credentials() {
        UUID id = id(create("Disconnected " + UUID.randomUUID()));
        given().queryParam("keep", "catalog").delete(ALL + "/" + id).then().statusCode(200);

        assertThatExceptionOfType(SalesforceException.class)
                .isThrownBy(() -> connections.credentials(connections.find(id)))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(FailureCause.DISCONNECTED));
    }

    @Test
    void what_runs_record_is_shown_and_leaves_the_etag() {
        Response created = create("Recorded " + UUID.randomUUID());

        connections.recordOrganization(
                id(created), new Organization("00D000000000062EAA", "Acme", "Developer Edition", true, "CS9", "en_US"));

        given().get(ALL + "/" + id(created))
                .then()
                .header("ETag", equalTo(created.getHeader("ETag")))
                .body("orgId", equalTo("00D000000000062EAA"))
                .body("org.sandbox", equalTo(true))
                .body("org.edition", equalTo("Developer Edition"));
    }

    @Test
    void the_reply_to_a_delete_says_how_much_goes() {
        given().delete(ALL + "/" + id(create("Counted " + UUID.randomUUID())))
                .then()
                .statusCode(202)
                .body("goes.widgets", equalTo(7));
    }

    @Test
    void an_observers_failure_undoes_the_change() {
        Response created = create("Undone " + UUID.randomUUID());

        given().contentType(JSON)
                .body("{\"name\": \"Vetoed " + UUID.randomUUID() + "\"}")
                .patch(ALL + "/" + id(created))
                .then()
                .statusCode(500);
        given().get(ALL + "/" + id(created)).then().body("name", equalTo(created.path("name")));
    }

    private static Response create(String name) {
        return given().contentType(JSON).body("""
                        {"name": "%s", "loginUrl": "https://acme.my.salesforce.com",
                         "auth": {"method": "client_credentials", "clientId": "key",
                                  "clientSecret": "geheim \u2603 \\"quoted\\""}}""".formatted(name)).post(ALL);
    }

    private static UUID id(Response created) {
        return UUID.fromString(created.path("id"));
    }
}
