package io.orgscribe.preflight;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.samplemodel.OpenFact;
import io.orgscribe.sampleorg.Bill.Kind;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.SampleOrgClient;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;

/** What the check says of definitions and hidden fields, and what it takes for that. */
@OrgscribeTest
class DefinitionStepsTest {

    private static final TestOrgSettings SETTINGS = TestOrgSettings.standard()
            .withConsumerKey("app of " + UUID.randomUUID())
            .withConsumerSecret("planted-consumer-secret")
            .withTables(60);

    private TestOrg org = TestOrg.start(SETTINGS);

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void a_user_who_may_read_all_is_told_so_for_seven_calls() {
        JsonReply report = check();

        assertThat(report.getString("status")).isEqualTo("ok");
        assertThat(step(report, "viewSetup")).containsEntry("status", "ok");
        assertThat(step(report, "fieldSecurity"))
                .containsEntry("status", "ok")
                .containsEntry("seen", "No field of the 10 largest tables is hidden.");
        assertThat(org.bill().counted()).isEqualTo(7).isEqualTo(report.getLong("apiCalls"));
        assertThat(org.bill().calls(Kind.COMPOSITE)).isEqualTo(4);
    }

    @Test
    void hidden_fields_of_the_largest_tables_are_counted_and_those_of_others_are_not() throws Exception {
        List<String> sizes = new SampleOrgClient(org).loggedIn().bySize();
        restart(SETTINGS.withHiddenFields(
                sizes.get(0) + ".CreatedById",
                sizes.get(0) + ".CreatedDate",
                sizes.get(3) + ".CreatedDate",
                sizes.get(6) + ".CreatedDate",
                sizes.get(9) + ".CreatedDate",
                sizes.get(12) + ".CreatedDate"));

        JsonReply report = check();

        assertThat(report.getString("status")).isEqualTo("warning");
        assertThat(step(report, "fieldSecurity"))
                .containsEntry("status", "warning")
                .containsEntry("cause", "fields_hidden");
        assertThat(step(report, "fieldSecurity").get("seen"))
                .startsWith("5 fields of the 10 largest tables are hidden from the user: " + sizes.get(0) + " (2), ")
                .endsWith(" and 1 more.");
        assertThat(step(report, "fieldSecurity").get("remedy")).contains("View All Fields (Global)", "Setup > ");
        assertThat(report.getLong("apiCalls")).isEqualTo(org.bill().counted()).isLessThanOrEqualTo(10);
    }

    @Test
    void a_limit_that_is_ignored_changes_nothing() throws Exception {
        String largest = new SampleOrgClient(org).loggedIn().bySize().get(0);
        restart(SETTINGS.withHiddenFields(largest + ".CreatedDate").withOpenFacts());

        assertThat(step(check(), "fieldSecurity").get("seen"))
                .isEqualTo("1 field of the 10 largest tables is hidden from the user: " + largest + " (1).");
    }

    @Test
    void what_query_shows_changes_nothing() throws Exception {
        String largest = new SampleOrgClient(org).loggedIn().bySize().get(0);
        restart(SETTINGS.withHiddenFields(largest + ".CreatedDate")
                .withOpenFacts(OpenFact.QUERY_SHOWS_HIDDEN, OpenFact.LIMIT_HONOURED));

        assertThat(step(check(), "fieldSecurity")).containsEntry("cause", "fields_hidden");
    }

    @Test
    void without_view_setup_the_check_warns_and_does_not_guess_what_is_hidden() {
        restart(SETTINGS.withViewSetup(false).withHiddenFields("Account.Phone"));

        JsonReply report = check();

        assertThat(report.getString("status")).isEqualTo("warning");
        assertThat(step(report, "viewSetup"))
                .containsEntry("status", "warning")
                .containsEntry("cause", "view_setup_missing")
                .containsEntry("seen", "The user may not read definitions and record counts. Runs work without.");
        assertThat(step(report, "viewSetup").get("remedy")).contains("Setup > Permission Sets");
        assertThat(step(report, "fieldSecurity"))
                .containsEntry("status", "skipped")
                .doesNotContainKey("cause");
        assertThat(org.bill().counted()).isEqualTo(5).isEqualTo(report.getLong("apiCalls"));
    }

    /** What View Setup is needed for is not said to be missing by a step before the one that names it. */
    @ParameterizedTest
    @CsvSource({"403, INSUFFICIENT_ACCESS", "403, API_DISABLED_FOR_ORG", "404, NOT_FOUND", "500, UNKNOWN_EXCEPTION"})
    void refused_limits_and_organization_keep_no_step_from_being_looked_at(int status, String code) {
        restart(SETTINGS.withViewSetup(false));
        org.breakResource("/limits", Fault.error(status, code, "Not for this user"));
        org.breakPart("FROM%20Organization", Fault.error(400, "INVALID_TYPE", "sObject type is not supported"));

        JsonReply report = check();

        assertThat(report.getString("status")).isEqualTo("warning");
        assertThat(step(report, "apiEnabled")).containsEntry("status", "ok");
        assertThat(step(report, "apiEnabled").get("seen")).contains(org.orgId(), "may not read what it is called");
        assertThat(step(report, "dailyCalls")).containsEntry("status", "ok");
        assertThat(step(report, "dailyCalls").get("seen")).contains(" of 100000 calls");
        assertThat(step(report, "viewSetup"))
                .containsEntry("status", "warning")
                .containsEntry("cause", "view_setup_missing");
    }

    @Test
    void a_step_that_fails_for_itself_keeps_no_other_from_being_looked_at() {
        org.breakResource("/sobjects", Fault.error(400, "MALFORMED_QUERY", "x"));
        org.breakResource("/tooling/composite", Fault.error(400, "MALFORMED_QUERY", "x"));

        JsonReply report = check();

        assertThat(step(report, "dailyCalls")).containsEntry("status", "failed");
        assertThat(step(report, "viewSetup"))
                .containsEntry("status", "warning")
                .containsEntry("cause", "invalid_request");
        assertThat(step(report, "sharedLogin")).containsEntry("status", "ok");
        org.faults().clear();
        org.breakResource("/sobjects", Fault.error(400, "MALFORMED_QUERY", "x"));
        assertThat(step(check(), "fieldSecurity")).containsEntry("status", "skipped");
    }

    @Test
    void definitions_that_come_back_empty_are_none() {
        org.breakPart(
                "FROM%20EntityDefinition",
                new Fault.Answer(
                        200, "application/json;charset=UTF-8", "{\"totalSize\":0,\"done\":true,\"records\":[]}"));

        assertThat(step(check(), "viewSetup"))
                .containsEntry("status", "warning")
                .containsEntry("cause", "view_setup_missing");
    }

    @Test
    void tables_are_sampled_without_record_counts_too() {
        org.faults().onPath("/limits/recordCount", Fault.forbidden());

        JsonReply report = check();

        assertThat(step(report, "viewSetup").get("seen")).contains("may not read record counts");
        assertThat(step(report, "fieldSecurity"))
                .containsEntry("seen", "No field of the 10 tables looked at is hidden.");
    }

    @Test
    void a_table_that_cannot_be_described_is_left_out() throws Exception {
        String largest = new SampleOrgClient(org).loggedIn().bySize().get(0);
        org.faults().onTable(largest, Fault.forbidden());

        assertThat(step(check(), "fieldSecurity").get("seen"))
                .isEqualTo("No field of 9 of the 10 largest tables is hidden.");
    }

    @Test
    void an_org_that_keeps_failing_never_takes_more_than_ten_calls() {
        // Each call fails twice before it succeeds.
        for (String path : List.of("/limits", "/sobjects", "/limits/recordCount", "/composite")) {
            org.faults().onPath(path, 2, Fault.serverError());
        }
        org.resetBill();

        JsonReply report = check();

        assertThat(report.getString("status")).as(report::prettify).isEqualTo("warning");
        assertThat(org.bill().counted()).isEqualTo(10).isEqualTo(report.getLong("apiCalls"));
    }

    private void restart(TestOrgSettings settings) {
        org.close();
        org = TestOrg.start(settings);
    }

    private JsonReply check() {
        org.resetBill();
        return given().contentType(JSON)
                .body(Map.of(
                        "name",
                        "definitions",
                        "loginUrl",
                        org.url(),
                        "auth",
                        Map.of(
                                "method", "client_credentials",
                                "clientId", org.settings().consumerKey(),
                                "clientSecret", org.settings().consumerSecret())))
                .post("/api/v1/connections/check")
                .then()
                .statusCode(200)
                .extract()
                .as(JsonReply.class);
    }

    private static Map<String, String> step(JsonReply report, String name) {
        return report.find("steps", "name", name);
    }
}
