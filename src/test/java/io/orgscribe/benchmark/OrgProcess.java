package io.orgscribe.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;

import io.orgscribe.ServiceProcess;
import io.orgscribe.sampleorg.TestOrgSettings;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.awaitility.Awaitility.await;

/** The sample org as a process of its own, controlled over HTTP. */
final class OrgProcess implements AutoCloseable {

    private static final TestOrgSettings SETTINGS = TestOrgSettings.standard();

    private final ServiceProcess process;
    private final int port;

    private OrgProcess(ServiceProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** A request as it was asked of the org. */
    record Asked(String method, String uri, String body) {}

    static OrgProcess start(Path directory, int tables, int columns) throws IOException {
        int port = ServiceProcess.freePort();
        ServiceProcess process = ServiceProcess.in(directory)
                .asShipped()
                .start(
                        "sample-org",
                        "--port",
                        Integer.toString(port),
                        "--tables",
                        Integer.toString(tables),
                        "--columns",
                        Integer.toString(columns));
        await().atMost(Duration.ofMinutes(2)).until(() -> process.log().contains("Sample org with"));
        return new OrgProcess(process, port);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String consumerKey() {
        return SETTINGS.consumerKey();
    }

    String consumerSecret() {
        return SETTINGS.consumerSecret();
    }

    /** An access token of the org. */
    String token() {
        return here().formParams(Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        consumerKey(),
                        "client_secret",
                        consumerSecret()))
                .post("/services/oauth2/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    /** {@code tables} and {@code columns} that it has. */
    JsonPath summary() {
        return here().get("/sample-org").jsonPath();
    }

    int counted() {
        return here().get("/sample-org/bill").jsonPath().getInt("counted");
    }

    void resetBill() {
        here().delete("/sample-org/bill").then().statusCode(200);
    }

    void delay(Duration latency) {
        post("/sample-org/latency", Map.of("millis", latency.toMillis()));
    }

    void touch() {
        post("/sample-org/touch", Map.of());
    }

    /** Changes a help text in each of so many tables. */
    void change(int tables) {
        post("/sample-org/change", Map.of("tables", tables));
    }

    void record() {
        post("/sample-org/recording", Map.of());
    }

    /** What was asked of the API since {@link #record}. */
    List<Asked> recorded() {
        return here().delete("/sample-org/recording").jsonPath().getList("", Asked.class);
    }

    private void post(String path, Map<String, ?> body) {
        here().contentType(JSON).body(body).post(path).then().statusCode(200);
    }

    private RequestSpecification here() {
        return given().baseUri("http://127.0.0.1").port(port);
    }

    @Override
    public void close() {
        process.close();
    }
}
