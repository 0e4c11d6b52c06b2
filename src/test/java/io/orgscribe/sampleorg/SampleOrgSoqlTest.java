package io.orgscribe.sampleorg;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.samplemodel.DefinedField;
import io.orgscribe.samplemodel.DefinedTable;
import io.orgscribe.sampleorg.Bill.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class SampleOrgSoqlTest {

    private static TestOrg org;
    private static SampleOrgClient client;
    private static Soql soql;

    @BeforeAll
    static void start() throws Exception {
        org = TestOrg.start(TestOrgSettings.standard().withTables(120));
        client = new SampleOrgClient(org).loggedIn();
        soql = new Soql(client);
    }

    @AfterAll
    static void stop() {
        org.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SELECT Id FROM CustomField WHERE LastModifiedDate >= '2026-11-26T04:00:00Z'      | INVALID_FIELD
                    SELECT Id FROM CustomField WHERE LastModifiedDate >= 2026-11-26                  | INVALID_FIELD
                    SELECT Id FROM CustomField WHERE DeveloperName = Status                          | INVALID_FIELD
                    SELECT Id FROM CustomField WHERE Id = '00N'                                      | INVALID_QUERY_FILTER_OPERATOR
                    SELECT Metadatum FROM CustomField                                                | INVALID_FIELD
                    SELECT Owner.Name FROM CustomField                                               | INVALID_FIELD
                    SELECT Id FROM CustomField WHERE DeveloperName = 'a' OR DeveloperName = 'b'      | MALFORMED_QUERY
                    SELECT Id FROM CustomField WHERE DeveloperName != 'a'                            | MALFORMED_QUERY
                    SELECT Id FROM CustomField WHERE DeveloperName = 'a\\x'                          | MALFORMED_QUERY
                    SELECT Id FROM CustomField WHERE DeveloperName = 'a''                            | MALFORMED_QUERY
                    SELECT Id FROM CustomField WHERE DeveloperName IN ()                             | MALFORMED_QUERY
                    SELECT COUNT() FROM CustomField                                                  | MALFORMED_QUERY
                    SELECT DurableId FROM FieldDefinition WHERE ComplianceGroup INCLUDES ('PII')     | MALFORMED_QUERY
                    SELECT Id FROM Account                                                           | INVALID_TYPE
                    """)
    void what_tooling_does_not_take_is_refused(String query, String code) throws Exception {
        assertThat(Soql.errorOf(soql.tooling(query))).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CustomField", "CustomObject"})
    void custom_ones_are_in_tooling_only(String table) throws Exception {
        assertThat(Soql.errorOf(soql.query("SELECT Id FROM " + table))).isEqualTo("INVALID_TYPE");
    }

    @Test
    void a_long_where_and_a_long_query_are_refused() throws Exception {
        List<String> names = Collections.nCopies(330, "Account123");
        String where = "SELECT Id FROM CustomField WHERE TableEnumOrId IN ";
        assertThat(Soql.errorOf(post(where + Soql.in(names)))).isEqualTo("MALFORMED_QUERY");
        assertThat(post(where + Soql.in(names.subList(0, 290))).has("records")).isTrue();

        String columns = String.join(
                ", ", IntStream.range(0, 3000).mapToObj(i -> "DeveloperName").toList());
        assertThat(Soql.errorOf(post("SELECT " + columns + " FROM CustomField")))
                .isEqualTo("MALFORMED_QUERY");
    }

    private JsonNode post(String query) throws Exception {
        String url = "/services/data/v68.0/tooling/query?q="
                + java.net.URLEncoder.encode(query, java.nio.charset.StandardCharsets.UTF_8);
        return SampleOrgClient.json(client.send(
                        "POST",
                        "/tooling/composite",
                        "{\"compositeRequest\":[{\"method\":\"GET\",\"referenceId\":\"q\",\"url\":\"" + url + "\"}]}"))
                .at("/compositeResponse/0/body");
    }

    @Test
    void ids_of_15_and_18_characters_mean_the_same() throws Exception {
        DefinedTable table = org.definedTables().stream()
                .filter(t -> t.id() != null && t.name().endsWith("__c"))
                .findFirst()
                .orElseThrow();
        DefinedField field = org.definedFields(table.name()).stream()
                .filter(f -> f.id() != null)
                .findFirst()
                .orElseThrow();
        for (int length : new int[] {15, 18}) {
            String tableId = table.id().substring(0, length);
            String fieldId = field.id().substring(0, length);
            assertThat(soql.toolingRows("SELECT DeveloperName FROM CustomObject WHERE Id IN ('" + tableId + "')"))
                    .hasSize(1);
            assertThat(soql.toolingRows("SELECT DeveloperName FROM CustomField WHERE Id = '" + fieldId + "'"))
                    .hasSize(1);
            assertThat(soql.toolingRows("SELECT Id FROM CustomField WHERE TableEnumOrId = '" + tableId + "'"))
                    .extracting(row -> row.get("Id").asText())
                    .contains(field.id());
            assertThat(soql.toolingRows(
                            "SELECT QualifiedApiName FROM EntityDefinition WHERE DurableId = '" + tableId + "'"))
                    .hasSize(1);
            assertThat(soql.toolingRows("SELECT QualifiedApiName FROM FieldDefinition WHERE DurableId = '" + tableId
                            + "." + fieldId + "'"))
                    .extracting(row -> row.get("QualifiedApiName").asText())
                    .containsExactly(field.name());
        }
    }

    @Test
    void escapes_in_texts_are_resolved() throws Exception {
        String table = org.tables().stream()
                .filter(name -> name.endsWith("__c"))
                .findFirst()
                .orElseThrow();
        org.editAs("O'Neill \\ \"Sons\"").relabelTable(table, "It's a \\ label", "Labels");

        assertThat(soql.toolingRows(
                        "SELECT QualifiedApiName FROM EntityDefinition WHERE Label = 'It\\'s a \\\\ label'"))
                .hasSize(1);
        assertThat(soql.toolingRows(
                        "SELECT Id FROM CustomObject WHERE LastModifiedBy.Name = 'O\\'Neill \\\\ \\\"Sons\\\"'"))
                .hasSize(1);
    }

    @Test
    void classification_is_unknown_to_old_versions() throws Exception {
        String query =
                "/tooling/query?q=SELECT+SecurityClassification+FROM+FieldDefinition+WHERE+EntityDefinitionId='Account'";
        assertThat(Soql.errorOf(SampleOrgClient.json(client.get("/services/data/v45.0" + query))))
                .isEqualTo("INVALID_FIELD");
        assertThat(SampleOrgClient.json(client.get("/services/data/v46.0" + query))
                        .has("records"))
                .isTrue();
    }

    @Test
    void the_user_s_language_is_told_and_may_change() throws Exception {
        String query = "SELECT LanguageLocaleKey FROM User WHERE Id = '" + org.userId() + "'";
        assertThat(soql.query(query).at("/records/0/LanguageLocaleKey").asText())
                .isEqualTo("en_US");

        org.setUserLanguage("de");

        assertThat(soql.query(query).at("/records/0/LanguageLocaleKey").asText())
                .isEqualTo("de");
        assertThat(soql.query("SELECT LanguageLocaleKey FROM Organization")
                        .at("/records/0/LanguageLocaleKey")
                        .asText())
                .isEqualTo("en_US");
        org.setUserLanguage("en_US");
    }

    @Test
    void metadata_is_25_a_call_and_needs_view_setup() throws Exception {
        List<DefinedField> fields = org.definedFields("Account").stream()
                .filter(field -> field.id() != null)
                .toList();
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            parts.append(i == 0 ? "" : ",")
                    .append("{\"method\":\"GET\",\"referenceId\":\"f" + i
                            + "\",\"url\":\"/services/data/v68.0/tooling/sobjects/" + "CustomField/"
                            + fields.get(i % fields.size()).id() + "\"}");
        }
        org.resetBill();

        JsonNode reply = SampleOrgClient.json(
                client.send("POST", "/tooling/composite", "{\"compositeRequest\":[" + parts + "]}"));

        assertThat(reply.get("compositeResponse"))
                .hasSize(25)
                .allSatisfy(
                        part -> assertThat(part.get("httpStatusCode").asInt()).isEqualTo(200));
        assertThat(org.bill().counted()).isEqualTo(1);
        client.get("/tooling/sobjects/CustomField/" + fields.get(0).id());
        assertThat(org.bill().calls(Kind.METADATA)).isEqualTo(1);
        assertThat(org.bill().counted()).isEqualTo(2);
        try (TestOrg blind =
                TestOrg.start(TestOrgSettings.standard().withTables(120).withViewSetup(false))) {
            SampleOrgClient other = new SampleOrgClient(blind).loggedIn();
            assertThat(other.get("/tooling/sobjects/CustomField/"
                                    + fields.get(0).id())
                            .statusCode())
                    .isEqualTo(403);
            assertThat(Soql.errorOf(new Soql(other).tooling("SELECT Id FROM CustomField")))
                    .isEqualTo("INVALID_TYPE");
        }
    }
}
