package io.orgscribe.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

import io.orgscribe.JsonReply;
import io.orgscribe.ServiceProcess;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A Keycloak of its own, with a realm set up as docs/access.md says; its tokens live for 10 seconds. Its pages
 * are of localhost, and so of another site than 127.0.0.1.
 */
final class Keycloak implements AutoCloseable {

    static final String SECRET = "planted-keycloak-client-secret";
    static final String PASSWORD = "planted-keycloak-password";

    private static final String ADMIN = "planted-keycloak-admin";

    private final Process process;
    private final Path log;
    private final String server;

    private Keycloak(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.server = "http://localhost:" + port;
    }

    /** @param publicUrl of the service, without a slash at its end */
    static Keycloak start(Path directory, String publicUrl) throws IOException, InterruptedException {
        Path home = KeycloakDistribution.home();
        Path realms = Files.createDirectories(home.resolve("data/import"));
        try (InputStream realm = Keycloak.class.getResourceAsStream("/keycloak/orgscribe-realm.json")) {
            Files.copy(realm, realms.resolve("orgscribe-realm.json"), StandardCopyOption.REPLACE_EXISTING);
        }
        int port = ServiceProcess.freePort();
        Path log = directory.resolve("keycloak.log");
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--import-realm",
                        "--db=dev-mem",
                        "--cache=local",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        ADMIN,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        PASSWORD,
                        // Its start takes a minute of CPU otherwise.
                        "JAVA_OPTS_APPEND",
                        "-XX:TieredStopAtLevel=1",
                        // The realm's file names these.
                        "ORGSCRIBE_PUBLIC_URL",
                        publicUrl,
                        "ORGSCRIBE_CLIENT_SECRET",
                        SECRET));
        return new Keycloak(builder.start(), log, port);
    }

    Keycloak awaitReady() {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    assertThat(process.isAlive()).as(this::log).isTrue();
                    try {
                        return given().get(realm()).statusCode() == 200;
                    } catch (Exception e) {
                        return false; // it does not listen yet
                    }
                });
        return this;
    }

    ServiceProcess.Builder configure(ServiceProcess.Builder service) {
        return service.env("QUARKUS_OIDC_AUTH_SERVER_URL", realm())
                .env("QUARKUS_OIDC_CLIENT_ID", "orgscribe")
                .env("QUARKUS_OIDC_CREDENTIALS_SECRET", SECRET)
                .env("QUARKUS_OIDC_ROLES_ROLE_CLAIM_PATH", "realm_access/roles");
    }

    String realm() {
        return server + "/realms/orgscribe";
    }

    /** Somebody who logs in by {@link #PASSWORD}. */
    void addUser(String name, String... roles) {
        admin().body(Map.of(
                        "username",
                        name,
                        "enabled",
                        true,
                        "email",
                        name + "@example.com",
                        "firstName",
                        name,
                        "lastName",
                        "Example",
                        "credentials",
                        List.of(Map.of("type", "password", "value", PASSWORD))))
                .post("/users")
                .then()
                .statusCode(201);
        for (String role : roles) {
            give(name, role);
        }
    }

    void give(String user, String role) {
        admin().body(List.of(role(role)))
                .post("/users/" + id(user) + "/role-mappings/realm")
                .then()
                .statusCode(204);
    }

    void take(String user, String role) {
        admin().body(List.of(role(role)))
                .delete("/users/" + id(user) + "/role-mappings/realm")
                .then()
                .statusCode(204);
    }

    /** As an administrator does. */
    void logOut(String user) {
        admin().post("/users/" + id(user) + "/logout").then().statusCode(204);
    }

    /** How often it has done this for somebody: LOGIN, REFRESH_TOKEN, LOGOUT. */
    int count(String event, String user) {
        return JsonReply.from(admin().get("/events?max=1000&type=" + event + "&user=" + id(user))
                        .asString())
                .<List<?>>get("")
                .size();
    }

    private Map<String, Object> role(String name) {
        return JsonReply.from(admin().get("/roles/" + name).asString()).get("");
    }

    private String id(String user) {
        return JsonReply.from(admin().get("/users?exact=true&username=" + user).asString())
                .getString("[0].id");
    }

    /** The access token of a program. */
    String token(String client) {
        return tokens(
                "orgscribe", Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", SECRET));
    }

    private RequestSpecification admin() {
        String token = tokens(
                "master",
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", ADMIN, "password", PASSWORD));
        return given().baseUri(server)
                .basePath("/admin/realms/orgscribe")
                .auth()
                .oauth2(token)
                .contentType(ContentType.JSON);
    }

    private String tokens(String realm, Map<String, String> form) {
        String reply = given().formParams(form)
                .post(server + "/realms/" + realm + "/protocol/openid-connect/token")
                .asString();
        return Objects.requireNonNull(JsonReply.from(reply).getString("access_token"), reply);
    }

    /** STOP: it takes connections and says nothing; CONT ends that. */
    void signal(String signal) throws IOException, InterruptedException {
        for (long pid : Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(ProcessHandle::pid)
                .toList()) {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start();
            assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** With what its script has started to build it, where that has not ended. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
