package io.orgscribe.sampleorg;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.samplemodel.DefinedField;
import io.orgscribe.samplemodel.DefinedTable;
import io.orgscribe.samplemodel.FieldModel;
import io.orgscribe.samplemodel.OpenFact;
import io.orgscribe.samplemodel.RollUp;

import static org.assertj.core.api.Assertions.assertThat;

class SampleOrgDefinitionEditsTest {

    private static final TestOrgSettings SETTINGS = TestOrgSettings.standard().withTables(120);

    private TestOrg org;
    private SampleOrgClient client;
    private Soql soql;

    @AfterEach
    void stop() {
        org.close();
    }

    private void start(TestOrgSettings settings) throws Exception {
        org = TestOrg.start(settings);
        client = new SampleOrgClient(org).loggedIn();
        soql = new Soql(client);
    }

    @Test
    void tooling_tells_who_edited_a_custom_field_and_when() throws Exception {
        start(SETTINGS);
        String since = "SELECT Id, TableEnumOrId, LastModifiedBy.Name FROM CustomField WHERE LastModifiedDate >= "
                + "2026-11-01T00:00:00Z";
        assertThat(soql.toolingRows(since)).isEmpty();

        org.editAs("Ada Editor").relabel("Account", "Credit_Limit__c", "Limit");
        org.editAs("Ben Writer").describeField("Account", "SLA_Expiration_Date__c", "Until then");
        org.edit().relabel("Account", "Industry", "Branch");

        assertThat(soql.toolingRows(since))
                .extracting(row -> row.at("/LastModifiedBy/Name").asText())
                .containsExactlyInAnyOrder("Ada Editor", "Ben Writer");
        assertThat(field("Account", "Industry").modifiedAt()).isNull();
        assertThat(field("Account", "SLA_Expiration_Date__c").modifiedAt())
                .isAfter(field("Account", "Credit_Limit__c").modifiedAt());
    }

    @Test
    void what_no_describe_shows_moves_its_date_or_not() throws Exception {
        for (boolean moves : List.of(false, true)) {
            start(moves ? SETTINGS.withOpenFacts(OpenFact.DESCRIPTION_MOVES_DATE) : SETTINGS.withOpenFacts());
            String custom = custom();
            for (Runnable edit : List.<Runnable>of(
                    () -> org.edit().describeTable(custom, "What it is for"),
                    () -> org.edit().describeField(custom, lastField(custom), null),
                    () -> org.edit().classify(custom, lastField(custom), List.of("PII", "GDPR"), "Restricted"),
                    () -> org.edit().changeOwner(custom, lastField(custom), org.userId(), "Active"))) {
                String date = lastModified("/sobjects/" + custom + "/describe");
                edit.run();
                assertThat(lastModified("/sobjects/" + custom + "/describe").equals(date))
                        .isEqualTo(!moves);
            }
            DefinedField field = field(custom, lastField(custom));
            assertThat(field.description()).isNull();
            assertThat(field.complianceGroups()).containsExactly("PII", "GDPR");
            assertThat(field.securityClassification()).isEqualTo("Restricted");
            assertThat(field.businessOwnerId()).isEqualTo(org.userId());
            assertThat(field.businessStatus()).isEqualTo("Active");
            assertThat(table(custom).description()).isEqualTo("What it is for");
            assertThat(soql.toolingRows("SELECT Id FROM CustomObject WHERE LastModifiedDate >= 2026-11-01T00:00:00Z"))
                    .hasSize(1);
            org.close();
        }
    }

    @Test
    void a_hidden_table_is_in_definitions_only_and_comes_back_as_it_was() throws Exception {
        start(SETTINGS);
        String contact = describe("Contact");
        String aCase = describe("Case");

        org.edit().hideTable("Contact");
        org.edit().relabel("Case", "Subject", "What it is about");
        org.edit().relabel("Case", "Subject", "Subject");

        assertThat(client.get("/sobjects/Contact/describe").statusCode()).isEqualTo(404);
        assertThat(SampleOrgClient.json(client.get("/sobjects")).findValuesAsText("name"))
                .contains("Case")
                .doesNotContain("Contact");
        assertThat(org.table("Case").field("ContactId").referenceTo()).isEmpty();
        assertThat(soql.toolingRows("SELECT DurableId FROM EntityDefinition WHERE QualifiedApiName = 'Contact'"))
                .hasSize(1);
        assertThat(soql.toolingRows("SELECT DurableId FROM FieldDefinition WHERE EntityDefinitionId = 'Contact'"))
                .isNotEmpty();
        assertThat(table("Contact").hidden()).isTrue();

        String date = lastModified("/sobjects/Case/describe");
        org.edit().unhideTable("Contact");

        assertThat(lastModified("/sobjects/Case/describe")).isNotEqualTo(date);
        assertThat(describe("Contact")).isEqualTo(contact);
        assertThat(describe("Case")).isEqualTo(aCase);
        assertThat(table("Contact").hidden()).isFalse();
    }

    @Test
    void a_hidden_field_comes_back_as_it_was() throws Exception {
        start(SETTINGS);
        String before = describe("Account");
        String date = lastModified("/sobjects/Account/describe");

        org.edit().hideField("Account", "Credit_Limit__c");
        assertThat(describe("Account")).isNotEqualTo(before).doesNotContain("Credit_Limit__c");
        assertThat(field("Account", "Credit_Limit__c").hidden()).isTrue();
        org.edit().unhideField("Account", "Credit_Limit__c");

        assertThat(describe("Account")).isEqualTo(before);
        assertThat(lastModified("/sobjects/Account/describe")).isNotEqualTo(date);
        assertThat(soql.toolingRows("SELECT Id FROM CustomField WHERE LastModifiedDate >= 2026-11-01T00:00:00Z"))
                .as("permissions are no edits of the field")
                .isEmpty();
    }

    @Test
    void renamed_ones_keep_their_ids_and_new_ones_of_the_old_name_have_others() throws Exception {
        start(SETTINGS);
        String custom = custom();
        DefinedTable table = table(custom);
        DefinedField field = field(custom, lastField(custom));
        String newTable = custom.replaceFirst("__c$", "_New__c");

        org.edit().renameField(custom, field.name(), "Renamed__c");
        org.edit().addField(custom, field.name() + " string(20)");
        org.edit().renameTable(custom, newTable);
        org.edit().addTable(custom, "Old name", "Old names", newTable);

        assertThat(table(newTable).id()).isEqualTo(table.id());
        assertThat(field(newTable, "Renamed__c").id()).isEqualTo(field.id());
        assertThat(Set.of(
                        field.id(),
                        field(newTable, field.name()).id(),
                        field(custom, "Renamed__c").id(),
                        field(custom, field.name()).id()))
                .hasSize(4);
        assertThat(table(custom).id()).isNotEqualTo(table.id());
        assertThat(soql.toolingRows("SELECT DeveloperName FROM CustomField WHERE Id = '" + field.id() + "'"))
                .extracting(row -> row.get("DeveloperName").asText())
                .containsExactly("Renamed");
    }

    @Test
    void a_roll_up_changes_in_metadata() throws Exception {
        start(SETTINGS);
        RollUp rollUp = new RollUp(
                "Contact", "max", "Level__c", "AccountId", List.of(new RollUp.Filter("Title", "notEqual", "it's")));
        org.edit().changeRollUp("Account", "gvnfund__Total_Gifts__c", rollUp);

        DefinedField field = field("Account", "gvnfund__Total_Gifts__c");
        JsonNode metadata = SampleOrgClient.json(client.get("/tooling/sobjects/CustomField/" + field.id()))
                .get("Metadata");

        assertThat(field.rollUp()).isEqualTo(rollUp);
        assertThat(metadata.get("summarizedField").asText()).isEqualTo("Contact.Level__c");
        assertThat(metadata.get("summaryForeignKey").asText()).isEqualTo("Contact.AccountId");
        assertThat(metadata.at("/summaryFilterItems/0/value").asText()).isEqualTo("it's");
    }

    @Test
    void a_record_type_is_described() throws Exception {
        start(SETTINGS);
        org.edit().describeRecordType("Account", "Household", "Private customers");

        assertThat(soql.query("SELECT Description FROM RecordType WHERE SobjectType = 'Account' AND DeveloperName ="
                                + " 'Household'")
                        .at("/records/0/Description")
                        .asText())
                .isEqualTo("Private customers");
        assertThat(table("Account").recordTypes()).hasSize(3);
    }

    @Test
    void an_event_of_the_whole_org_moves_all_dates_and_changes_nothing() throws Exception {
        start(SETTINGS);
        String global = lastModified("/sobjects");
        String account = describe("Account");
        assertThat(client.get("/sobjects/Account/describe", "If-Modified-Since", global)
                        .statusCode())
                .isEqualTo(304);

        org.touchEverything();

        assertThat(client.get("/sobjects", "If-Modified-Since", global).statusCode())
                .isEqualTo(200);
        for (String table : org.tables()) {
            assertThat(client.get("/sobjects/" + table + "/describe", "If-Modified-Since", global)
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(describe("Account")).isEqualTo(account);
        assertThat(client.get("/sobjects", "If-Modified-Since", lastModified("/sobjects"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(soql.toolingRows("SELECT Id FROM CustomField WHERE LastModifiedDate >= 2026-11-01T00:00:00Z"))
                .isEmpty();
    }

    @Test
    void so_many_tables_change_over_http_as_well() throws Exception {
        start(SETTINGS);
        String before = lastModified("/sobjects");

        JsonNode changed = SampleOrgClient.json(client.send("POST", "/sample-org/change", "{\"tables\": 12}"));

        assertThat(changed).hasSize(12);
        for (JsonNode name : changed) {
            assertThat(client.get("/sobjects/" + name.asText() + "/describe", "If-Modified-Since", before)
                            .statusCode())
                    .isEqualTo(200);
        }
        long answered =
                org.tables().stream().filter(name -> !isFresh(name, before)).count();
        assertThat(answered).isEqualTo(12);
        assertThat(client.send("POST", "/sample-org/touch", "").statusCode()).isEqualTo(200);
        assertThat(org.tables()).noneMatch(name -> isFresh(name, before));
    }

    private boolean isFresh(String table, String since) {
        try {
            return client.get("/sobjects/" + table + "/describe", "If-Modified-Since", since)
                            .statusCode()
                    == 304;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String custom() {
        return org.tables().stream()
                .filter(name -> name.matches("[A-Za-z]+(_[A-Za-z]+)*__c"))
                .findFirst()
                .orElseThrow();
    }

    private String lastField(String table) {
        List<FieldModel> fields = org.table(table).fields();
        return fields.get(fields.size() - 1).name();
    }

    private DefinedTable table(String name) {
        return org.definedTables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private DefinedField field(String table, String name) {
        return org.definedFields(table).stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String describe(String table) throws Exception {
        return SampleOrgClient.json(client.get("/sobjects/" + table + "/describe"))
                .toString();
    }

    private String lastModified(String path) throws Exception {
        return client.get(path).headers().firstValue("Last-Modified").orElseThrow();
    }
}
