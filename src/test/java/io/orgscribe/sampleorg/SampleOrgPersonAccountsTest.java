package io.orgscribe.sampleorg;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.samplemodel.Evolution;
import io.orgscribe.samplemodel.FieldModel;
import io.orgscribe.samplemodel.OpenFact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class SampleOrgPersonAccountsTest {

    private static final TestOrgSettings SETTINGS =
            TestOrgSettings.standard().withTables(50).withPersonAccounts(true);
    private static final String DEFINITIONS = "SELECT DurableId, QualifiedApiName, Description, SecurityClassification,"
            + " LastModifiedDate FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = ";

    private TestOrg org;
    private Soql soql;

    @AfterEach
    void stop() {
        org.close();
    }

    private void start(TestOrgSettings settings) throws Exception {
        org = TestOrg.start(settings);
        soql = new Soql(new SampleOrgClient(org).loggedIn());
    }

    @Test
    void account_has_a_copy_of_each_custom_field_of_contact() throws Exception {
        start(SETTINGS);
        org.edit().addField("Contact", "Sponsor__c ref(User) \"Sponsor\"");

        List<FieldModel> account = org.table("Account").fields();

        assertThat(account)
                .extracting(FieldModel::name)
                .contains("IsPersonAccount", "Languages__pc", "fluentdoc__Preferred_Format__pc", "Sponsor__pc");
        assertThat(account.stream().filter(field -> field.name().endsWith("__pc")))
                .extracting(FieldModel::label)
                .containsExactlyElementsOf(org.table("Contact").fields().stream()
                        .filter(FieldModel::custom)
                        .map(FieldModel::label)
                        .toList());
        assertThat(org.table("Account").field("Sponsor__pc").value("relationshipName"))
                .isEqualTo("Sponsor__pr");
        org.close();

        start(SETTINGS.withPersonAccounts(false));
        assertThat(org.table("Account").fields())
                .extracting(FieldModel::name)
                .noneMatch(name -> name.endsWith("__pc") || name.equals("IsPersonAccount"));
    }

    @Test
    void a_copied_formula_reads_by_the_names_of_account() throws Exception {
        start(SETTINGS);

        assertThat(org.table("Account").field("Account_Owner__pc").value("calculatedFormula"))
                .isEqualTo("Owner.Name");
        assertThat(org.table("Account").field("Account_Industry__pc").value("calculatedFormula"))
                .isEqualTo("Parent_Industry__c");
        assertThat(org.table("Account").field("Consent_Expired__pc").value("calculatedFormula"))
                .isEqualTo("mktpulse__Consent_Given__pc < NOW() - 365 * 2");
    }

    @Test
    void what_changes_contact_changes_account() throws Exception {
        start(SETTINGS);

        assertThat(org.edit().relabel("Contact", "Languages__c", "Tongues"))
                .extracting(Evolution::table, Evolution::field)
                .containsExactly(tuple("Contact", "Languages__c"), tuple("Account", "Languages__pc"));
        assertThat(org.table("Account").field("Languages__pc").label()).isEqualTo("Tongues");
    }

    @Test
    void custom_field_does_not_list_copies() throws Exception {
        start(SETTINGS);

        assertThat(soql.toolingRows("SELECT Id, DeveloperName FROM CustomField WHERE TableEnumOrId = 'Account'"))
                .extracting(field -> field.get("DeveloperName").asText())
                .isNotEmpty()
                .doesNotContain("Languages", "Preferred_Format");
    }

    @Test
    void a_copy_has_the_id_and_the_annotations_of_the_field_or_not() throws Exception {
        start(SETTINGS.withOpenFacts(OpenFact.PERSON_COPIES_SHARE_IDS, OpenFact.PERSON_COPIES_ANNOTATED));
        describe();
        JsonNode field = definition("Contact", "Languages__c");
        JsonNode copy = definition("Account", "Languages__pc");
        assertThat(fieldId(copy)).isEqualTo(fieldId(field)).startsWith("00N");
        for (String told : List.of("Description", "SecurityClassification", "LastModifiedDate")) {
            assertThat(copy.get(told)).as(told).isEqualTo(field.get(told));
            assertThat(copy.get(told).isNull()).as(told).isFalse();
        }
        org.close();

        start(SETTINGS);
        describe();
        JsonNode bare = definition("Account", "Languages__pc");
        assertThat(fieldId(bare)).startsWith("00N").isNotEqualTo(fieldId(definition("Contact", "Languages__c")));
        for (String untold : List.of("Description", "SecurityClassification", "LastModifiedDate")) {
            assertThat(bare.get(untold).isNull()).as(untold).isTrue();
        }
    }

    private void describe() {
        org.edit().describeField("Contact", "Languages__c", "As on the passport");
        org.edit().classify("Contact", "Languages__c", List.of("PII"), "Restricted");
    }

    private JsonNode definition(String table, String field) throws Exception {
        Map<String, JsonNode> byName = soql.toolingRows(DEFINITIONS + "'" + table + "'").stream()
                .collect(Collectors.toMap(
                        definition -> definition.get("QualifiedApiName").asText(), Function.identity()));
        return byName.get(field);
    }

    private static String fieldId(JsonNode definition) {
        String id = definition.get("DurableId").asText();
        return id.substring(id.indexOf('.') + 1);
    }
}
