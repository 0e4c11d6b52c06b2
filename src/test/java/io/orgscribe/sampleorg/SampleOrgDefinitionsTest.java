package io.orgscribe.sampleorg;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.samplemodel.OpenFact;
import io.orgscribe.samplemodel.SetupRefusal;

import static org.assertj.core.api.Assertions.assertThat;

class SampleOrgDefinitionsTest {

    private static final String OF_ACCOUNT =
            "SELECT DurableId, QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Account'";
    private static final TestOrgSettings SETTINGS =
            TestOrgSettings.standard().withTables(200).withHiddenFields("Account.Phone", "Account.Fax");

    private TestOrg org;
    private SampleOrgClient client;

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void tooling_lists_hidden_fields_and_a_describe_does_not() throws Exception {
        start(SETTINGS);

        List<String> described = SampleOrgClient.json(client.get("/sobjects/Account/describe"))
                .get("fields")
                .findValuesAsText("name");
        List<String> defined = names(query("/tooling/query", OF_ACCOUNT));

        assertThat(described)
                .doesNotContain("Phone", "Fax")
                .hasSize(org.table("Account").fields().size());
        assertThat(defined).contains("Phone", "Fax").containsAll(described).hasSize(described.size() + 2);
    }

    @Test
    void query_hides_what_the_user_may_not_read_or_not() throws Exception {
        start(SETTINGS);
        assertThat(names(query("/query", OF_ACCOUNT))).isNotEmpty().doesNotContain("Phone");
        org.close();

        start(SETTINGS.withOpenFacts(OpenFact.QUERY_SHOWS_HIDDEN));
        assertThat(names(query("/query", OF_ACCOUNT))).contains("Phone");
    }

    @Test
    void limit_and_offset_are_honoured_or_not() throws Exception {
        start(SETTINGS);
        List<String> all = ids(query("/tooling/query", OF_ACCOUNT + " ORDER BY DurableId"));
        assertThat(all).isSorted();
        assertThat(ids(query("/tooling/query", OF_ACCOUNT + " ORDER BY DurableId LIMIT 3 OFFSET 2")))
                .isEqualTo(all.subList(2, 5));
        assertThat(ids(query(
                        "/tooling/query",
                        OF_ACCOUNT + " AND DurableId > '" + all.get(4) + "' ORDER BY DurableId LIMIT 2")))
                .isEqualTo(all.subList(5, 7));
        org.close();

        start(SETTINGS.withOpenFacts());
        assertThat(ids(query("/tooling/query", OF_ACCOUNT + " ORDER BY DurableId LIMIT 3 OFFSET 2")))
                .isEqualTo(all);
    }

    @Test
    void more_than_2000_rows_are_refused_unless_a_limit_is_honoured() throws Exception {
        start(SETTINGS);
        String all = org.tables().stream()
                .limit(150)
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(",", "(", ")"));
        String query = "SELECT DurableId FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName IN " + all;
        assertThat(errorOf(query("/tooling/query", query))).isEqualTo("EXCEEDED_ID_LIMIT");
        assertThat(query("/tooling/query", query + " LIMIT 2000").get("records"))
                .hasSize(2000);
        org.close();

        start(SETTINGS.withOpenFacts());
        assertThat(errorOf(query("/tooling/query", query + " LIMIT 2000"))).isEqualTo("EXCEEDED_ID_LIMIT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT DurableId FROM FieldDefinition",
                "SELECT DurableId FROM FieldDefinition WHERE QualifiedApiName = 'Name'",
                "SELECT DurableId FROM FieldDefinition WHERE DurableId > 'A'",
                "SELECT COUNT() FROM EntityDefinition",
                "SELECT Label FROM EntityDefinition GROUP BY Label",
                "SELECT Label FROM EntityDefinition WHERE Label = 'a' OR Label = 'b'",
                "SELECT Label FROM EntityDefinition WHERE Label != 'a'",
            })
    void what_definitions_do_not_support_is_refused(String soql) throws Exception {
        start(SETTINGS);

        assertThat(errorOf(query("/tooling/query", soql))).isEqualTo("MALFORMED_QUERY");
        assertThat(errorOf(query("/query", soql))).isEqualTo("MALFORMED_QUERY");
    }

    @Test
    void a_description_of_a_table_is_in_tooling_only() throws Exception {
        start(SETTINGS);
        String soql = "SELECT Description FROM EntityDefinition WHERE QualifiedApiName IN ('Account', 'contact')";

        assertThat(query("/tooling/query", soql).get("records")).hasSize(2);
        assertThat(errorOf(query("/query", soql))).isEqualTo("INVALID_FIELD");
    }

    @Test
    void without_view_setup_there_are_neither_definitions_nor_counts() throws Exception {
        start(SETTINGS.withViewSetup(false));

        JsonNode refused = query("/tooling/query", OF_ACCOUNT);
        assertThat(errorOf(refused)).isEqualTo("INVALID_TYPE");
        assertThat(refused.get(0).get("message").asText()).contains("sObject type 'FieldDefinition' is not supported");
        assertThat(errorOf(query("/query", OF_ACCOUNT))).isEqualTo("INVALID_TYPE");
    }

    @ParameterizedTest
    @EnumSource(SetupRefusal.class)
    void without_view_setup_there_are_neither_limits_nor_an_organization(SetupRefusal refusal) throws Exception {
        start(SETTINGS.withViewSetup(false).withSetupRefusal(refusal));

        for (String path : List.of("/limits", "/limits/recordCount")) {
            HttpResponse<byte[]> refused = client.get(path);
            assertThat(refused.statusCode()).isEqualTo(refusal.status());
            assertThat(errorOf(SampleOrgClient.json(refused))).isEqualTo(refusal.name());
        }
        assertThat(errorOf(query("/query", "SELECT Id FROM Organization"))).isEqualTo("INVALID_TYPE");
        assertThat(client.get("/sobjects/Organization/" + org.orgId()).statusCode())
                .isEqualTo(404);
        assertThat(client.get("/sobjects/User/" + org.userId()).statusCode()).isEqualTo(200);
    }

    @Test
    void record_counts_leave_satellites_out() throws Exception {
        start(SETTINGS);

        List<String> counted = SampleOrgClient.json(client.get("/limits/recordCount"))
                .get("sObjects")
                .findValuesAsText("name");

        assertThat(counted).contains("Account", "Contact").doesNotContain("AccountHistory", "AccountFeed");
    }

    @Test
    void a_tooling_composite_is_one_call_of_at_most_five_queries_and_of_tooling_only() throws Exception {
        start(SETTINGS);
        org.resetBill();

        JsonNode five = composite("/tooling/composite", 5, "/tooling/query");
        assertThat(five.get("compositeResponse"))
                .hasSize(5)
                .allSatisfy(
                        part -> assertThat(part.get("httpStatusCode").asInt()).isEqualTo(200));
        assertThat(org.bill().counted()).isEqualTo(1);
        assertThat(errorOf(composite("/tooling/composite", 6, "/tooling/query")))
                .isEqualTo("LIMIT_EXCEEDED");
        assertThat(composite("/composite", 1, "/tooling/query")
                        .findValue("httpStatusCode")
                        .asInt())
                .isEqualTo(400);
        assertThat(composite("/composite", 1, "/query")
                        .findValue("httpStatusCode")
                        .asInt())
                .isEqualTo(200);
    }

    @Test
    void a_changed_description_moves_the_describes_date_or_not() throws Exception {
        start(SETTINGS);
        String date = lastModified();
        org.edit().describeField("Account", "Name", "Who buys");
        assertThat(query("/tooling/query", OF_ACCOUNT.replace("QualifiedApiName FROM", "Description FROM"))
                        .findValuesAsText("Description"))
                .contains("Who buys");
        assertThat(lastModified()).isEqualTo(date);
        org.close();

        start(SETTINGS.withOpenFacts(OpenFact.DESCRIPTION_MOVES_DATE));
        org.edit().describeField("Account", "Name", "Who buys");
        assertThat(lastModified()).isNotEqualTo(date);
    }

    @Test
    void the_orgs_counter_can_be_made_to_count_parts_while_the_bill_does_not() throws Exception {
        start(SETTINGS.withOpenFacts(OpenFact.COMPOSITE_PARTS_COUNTED));
        org.resetBill();
        org.setUsedCalls(10);

        composite("/composite", 4, "/query");

        assertThat(client.get("/limits").headers().firstValue("Sforce-Limit-Info"))
                .hasValueSatisfying(usage -> assertThat(usage).contains("=16/"));
        assertThat(org.bill().counted()).isEqualTo(2);
    }

    private void start(TestOrgSettings settings) throws Exception {
        org = TestOrg.start(settings);
        client = new SampleOrgClient(org).loggedIn();
    }

    private JsonNode query(String path, String soql) throws Exception {
        return SampleOrgClient.json(client.get(path + "?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8)));
    }

    private JsonNode composite(String path, int queries, String query) throws Exception {
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < queries; i++) {
            parts.append(i == 0 ? "" : ",")
                    .append("{\"method\":\"GET\",\"referenceId\":\"q" + i + "\",\"url\":\"/services/data/v68.0" + query
                            + "?q=" + URLEncoder.encode(OF_ACCOUNT, StandardCharsets.UTF_8) + "\"}");
        }
        return SampleOrgClient.json(client.send("POST", path, "{\"compositeRequest\":[" + parts + "]}"));
    }

    private String lastModified() throws Exception {
        return client.get("/sobjects/Account/describe")
                .headers()
                .firstValue("Last-Modified")
                .orElseThrow();
    }

    private static List<String> names(JsonNode page) {
        return page.get("records").findValuesAsText("QualifiedApiName");
    }

    private static List<String> ids(JsonNode page) {
        return page.get("records").findValuesAsText("DurableId");
    }

    private static String errorOf(JsonNode reply) {
        return reply.path(0).path("errorCode").asText();
    }
}
