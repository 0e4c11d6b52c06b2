package io.orgscribe.preflight;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.samplemodel.OpenFact;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.LoginError;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

/** The probe against an org of which each open fact is known, either way. */
@OrgscribeTest
class ProbeTest {

    private static final TestOrgSettings SETTINGS =
            TestOrgSettings.standard().withTables(200).withHiddenFields("Account.Phone", "Contact.Fax");
    private static final List<String> FACTS = List.of(
            "composite.cost",
            "tooling.composite.cost",
            "tooling.limit",
            "tooling.offset",
            "tooling.rowCap",
            "tooling.rowCapWithLimit",
            "query.hiddenFields",
            "describe.descriptionEdit");

    private TestOrg org;
    private String id;

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void an_org_that_does_as_programs_see_it_is_measured_so() {
        connect(SETTINGS);

        JsonReply report = probe(Map.of());

        assertThat(report.getList("facts.fact", String.class)).isEqualTo(FACTS);
        assertThat(report.getList("facts.measured", String.class))
                .containsExactly(
                        "1", "1", "honoured", "honoured", "EXCEEDED_ID_LIMIT", "2000 rows", "left out", "unknown");
        assertThat(seen(report, "query.hiddenFields")).contains("0 of 2", "Account.Phone, Contact.Fax");
        assertThat(report.getLong("apiCalls")).isEqualTo(org.bill().counted()).isEqualTo(10);
    }

    @Test
    void an_org_that_does_otherwise_is_measured_so() {
        connect(SETTINGS.withOpenFacts(OpenFact.QUERY_SHOWS_HIDDEN, OpenFact.COMPOSITE_PARTS_COUNTED));

        JsonReply report = probe(Map.of());

        assertThat(report.getList("facts.measured", String.class))
                .containsExactly(
                        "11", "6", "ignored", "ignored", "EXCEEDED_ID_LIMIT", "EXCEEDED_ID_LIMIT", "listed", "unknown");
        assertThat(seen(report, "composite.cost")).contains("[11, 11, 11]", "10 parts");
    }

    @Test
    void a_description_edit_that_moves_no_date_is_measured_as_304() {
        connect(SETTINGS);
        String since = probe(Map.of()).getString("since");
        org.edit().describeField("Account", "Name", "Who buys");

        JsonReply report = probe(Map.of("since", since));

        assertThat(measured(report, "describe.descriptionEdit")).isEqualTo("304");
        assertThat(report.getLong("apiCalls")).isEqualTo(11);
    }

    @Test
    void a_description_edit_that_moves_the_date_is_measured_as_200() {
        connect(SETTINGS.withOpenFacts(OpenFact.DESCRIPTION_MOVES_DATE));
        String since = probe(Map.of("table", "contact")).getString("since");
        org.edit().describeField("Contact", "LastName", "As in the passport");

        assertThat(measured(probe(Map.of("since", since)), "describe.descriptionEdit"))
                .isEqualTo("200");
    }

    @Test
    void an_edit_that_nobody_made_and_one_among_others_measure_nothing() {
        connect(SETTINGS.withOpenFacts(OpenFact.DESCRIPTION_MOVES_DATE));
        String since = probe(Map.of()).getString("since");

        JsonReply unedited = probe(Map.of("since", since));
        assertThat(measured(unedited, "describe.descriptionEdit")).isEqualTo("unknown");
        assertThat(seen(unedited, "describe.descriptionEdit")).contains("No description");

        org.edit().describeField("Account", "Name", "Who buys");
        org.edit().relabel("Case", "Subject", "What it is about");
        JsonReply confused = probe(Map.of("since", since));
        assertThat(measured(confused, "describe.descriptionEdit")).isEqualTo("unknown");
        assertThat(seen(confused, "describe.descriptionEdit")).contains("Something else moved the dates");
    }

    @Test
    void what_the_org_or_its_user_cannot_show_is_unknown() {
        connect(TestOrgSettings.standard().withTables(20));
        JsonReply small = probe(Map.of());
        assertThat(measured(small, "tooling.rowCap")).isEqualTo("unknown");
        assertThat(measured(small, "query.hiddenFields")).isEqualTo("unknown");
        assertThat(seen(small, "query.hiddenFields")).contains("hide one of Account");
        org.close();

        connect(SETTINGS.withViewSetup(false));
        JsonReply blind = probe(Map.of());
        assertThat(blind.getString("since")).isNull();
        assertThat(measured(blind, "composite.cost")).isEqualTo("1");
        assertThat(measured(blind, "tooling.limit")).isEqualTo("INVALID_TYPE");
        assertThat(seen(blind, "query.hiddenFields")).contains("View Setup");
    }

    @Test
    void people_get_a_table() {
        connect(SETTINGS);

        String table = given().noContentType()
                .accept("text/plain")
                .post(path())
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .extract()
                .asString();

        List<String> lines = table.lines().toList();
        assertThat(lines.get(0)).matches("fact +measured +calls +seen");
        assertThat(lines).anyMatch(line -> line.matches("tooling\\.limit +honoured +1 +3 of \\d+ rows .*"));
        int measured = lines.get(0).indexOf("measured");
        assertThat(lines.subList(1, 1 + FACTS.size()))
                .allMatch(line -> line.charAt(measured - 1) == ' ' && line.charAt(measured) != ' ');
        assertThat(lines).contains("API calls: 10");
        assertThat(lines.get(lines.size() - 1)).startsWith("since: ");
    }

    @Test
    void what_is_asked_wrongly_and_an_org_that_refuses_are_problems() {
        connect(SETTINGS);
        refused(Map.of("since", "bm8"), 400).body("field", equalTo("since"));
        refused(Map.of("since", "!"), 400).body("field", equalTo("since"));
        refused(Map.of("table", "Nowhere__c"), 400)
                .body("field", equalTo("table"))
                .body("cause", equalTo("unknown_table"));
        given().noContentType()
                .accept("text/plain")
                .post("/api/v1/connections/" + UUID.randomUUID() + "/probe")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");

        org.faults().onPath("/sobjects", Fault.apiDisabled());
        refused(Map.of(), 502).body("cause", equalTo("api_disabled")).body("remedy", notNullValue());
        org.faults().clear();
        org.refuseLogins(Optional.of(LoginError.INVALID_CLIENT));
        org.expireTokens();
        refused(Map.of(), 502).body("cause", equalTo("invalid_client"));

        given().delete("/api/v1/connections/" + id + "?keep=catalog").then().statusCode(200);
        refused(Map.of(), 409).body("cause", equalTo("connection_not_ready"));
    }

    private void connect(TestOrgSettings settings) {
        org = TestOrg.start(settings);
        id = given().contentType(JSON)
                .body(new HashMap<>(Map.of(
                        "name",
                        "probed " + UUID.randomUUID(),
                        "loginUrl",
                        org.url(),
                        "auth",
                        Map.of(
                                "method", "client_credentials",
                                "clientId", org.settings().consumerKey(),
                                "clientSecret", org.settings().consumerSecret()))))
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private String path() {
        return "/api/v1/connections/" + id + "/probe";
    }

    private JsonReply probe(Map<String, String> body) {
        org.resetBill();
        return given().contentType(JSON)
                .body(body)
                .post(path())
                .then()
                .statusCode(200)
                .contentType(JSON)
                .extract()
                .as(JsonReply.class);
    }

    private ValidatableResponse refused(Map<String, String> body, int status) {
        return given().contentType(JSON)
                .body(body)
                .post(path())
                .then()
                .statusCode(status)
                .contentType("application/problem+json");
    }

    private static String measured(JsonReply report, String fact) {
        return new JsonReply(report.find("facts", "fact", fact)).getString("measured");
    }

    private static String seen(JsonReply report, String fact) {
        return new JsonReply(report.find("facts", "fact", fact)).getString("seen");
    }
}
