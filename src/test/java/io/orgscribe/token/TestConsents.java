package io.orgscribe.token;

import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import io.orgscribe.sampleorg.TestOrg;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;

/** Does what a person does in a browser who authorizes a connection with the sample org. */
public final class TestConsents {

    private static final String CONNECTIONS = "/api/v1/connections/";

    private TestConsents() {}

    /** A browser that was sent to Salesforce. */
    public record Sent(String location, Map<String, String> cookies) {

        /** Where Salesforce sends it back to after the person's decision. */
        public String back(String decision) {
            return given().redirects()
                    .follow(false)
                    .urlEncodingEnabled(false)
                    .get(location + "&decision=" + decision)
                    .then()
                    .statusCode(302)
                    .extract()
                    .header("Location");
        }
    }

    public static String connect(TestOrg org) {
        return connect(
                given(),
                org,
                Map.of(
                        "clientId",
                        org.settings().consumerKey(),
                        "clientSecret",
                        org.settings().consumerSecret()));
    }

    /** @param service where requests go */
    public static String connect(RequestSpecification service, TestOrg org, Map<String, Object> auth) {
        Map<String, Object> all = new java.util.HashMap<>(auth);
        all.put("method", "authorization_code");
        return service.contentType(JSON)
                .body(Map.of("name", "org " + UUID.randomUUID(), "loginUrl", org.url(), "auth", all))
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Opens the connection's address. */
    public static Sent open(RequestSpecification service, String connection) {
        Response response = service.redirects().follow(false).get(CONNECTIONS + connection + "/authorize?renew=true");
        assertThat(response.statusCode()).as(response.body().asString()).isEqualTo(302);
        return new Sent(response.header("Location"), response.cookies());
    }

    /** Comes back to the callback, wherever the service really is. */
    public static Response comeBack(RequestSpecification service, Map<String, String> cookies, String back) {
        String pathAndQuery = back.substring(back.indexOf("/api/v1/"));
        return service.cookies(cookies).urlEncodingEnabled(false).get(pathAndQuery);
    }

    /** The whole way, with a yes. */
    public static void authorize(String connection) {
        Sent sent = open(given(), connection);
        comeBack(given(), sent.cookies(), sent.back("allow")).then().statusCode(200);
    }
}
