package io.orgscribe.access;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;
import io.orgscribe.access.Operations.Operation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Each operation lets in those whom it names, and tells the others whom it wants. */
@OrgscribeTest
class RolesTest {

    private static final String CALLBACK = "/api/v1/oauth/from_oauth";

    @Test
    void there_are_two_ways_for_a_program_to_say_who_it_is() {
        Map<String, Map<String, String>> schemes =
                given().get("/q/openapi?format=json").path("components.securitySchemes");
        assertThat(schemes).containsOnlyKeys("apiKey", "oidc");
        assertThat(schemes.values()).extracting(scheme -> scheme.get("scheme")).containsOnly("bearer");
    }

    @Test
    void every_operation_lets_in_the_roles_that_it_names() throws JsonProcessingException {
        List<Operation> operations = Operations.of(
                        given().get("/q/openapi?format=json").asString())
                .stream()
                .filter(operation -> !operation.path().startsWith("/try"))
                .toList();
        assertThat(operations).hasSizeGreaterThan(25);
        assertThat(operations)
                .filteredOn(operation -> operation.role().isEmpty())
                .extracting(Operation::path)
                .as("without a role")
                .allMatch(path -> path.startsWith(CALLBACK));

        for (String role : List.of("viewer", "operator", "admin")) {
            String key = key(role);
            for (Operation operation : operations) {
                Response reply = given().header("Authorization", "Bearer " + key)
                        .redirects()
                        .follow(false)
                        .contentType(
                                operation.method().equals("PATCH")
                                        ? "application/merge-patch+json"
                                        : "application/json")
                        .body("{}")
                        .request(operation.method(), operation.path());
                String at = role + " " + operation + " " + reply.asString();
                if (operation.admits(role)) {
                    assertThat(reply.statusCode()).as(at).isNotIn(401, 403);
                } else {
                    assertThat(reply.statusCode()).as(at).isEqualTo(403);
                    assertThat(reply.<String>path("detail")).as(at).contains(operation.role());
                }
            }
        }
    }

    @Test
    void who_may_not_change_a_connection_does_not_learn_how_it_logs_in() {
        String id = given().contentType("application/json")
                .body(Map.of(
                        "name",
                        "Roles " + System.nanoTime(),
                        "loginUrl",
                        "https://login.salesforce.com",
                        "auth",
                        Map.of(
                                "method",
                                "password",
                                "clientId",
                                "planted-client-id",
                                "clientSecret",
                                "s",
                                "username",
                                "planted-user-name",
                                "password",
                                "p")))
                .post("/api/v1/connections")
                .path("id");

        for (String path : List.of("/api/v1/connections/" + id, "/api/v1/connections?limit=1000")) {
            assertThat(with(key("admin"), path)).contains("planted-client-id", "planted-user-name", "clientSecret");
            for (String role : List.of("viewer", "operator")) {
                assertThat(with(key(role), path))
                        .contains("https://login.salesforce.com", "\"method\":\"password\"")
                        .doesNotContain("planted-client-id", "planted-user-name", "clientSecret");
            }
        }
    }

    private static String with(String key, String path) {
        return given().header("Authorization", "Bearer " + key).get(path).asString();
    }

    private static String key(String role) {
        return given().contentType("application/json")
                .body(Map.of("name", "Roles", "role", role))
                .post("/api/v1/api-keys")
                .path("key");
    }
}
