package io.orgscribe.sampleorg;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.orgscribe.samplemodel.PicklistValue;

import static org.assertj.core.api.Assertions.assertThat;

class SampleOrgModelTest {

    private static TestOrg org;
    private static SampleOrgClient client;

    @BeforeAll
    static void start() throws Exception {
        org = TestOrg.start(TestOrgSettings.standard());
        client = new SampleOrgClient(org).loggedIn();
    }

    @AfterAll
    static void stop() {
        org.close();
    }

    @Test
    void it_has_as_many_tables_as_were_asked_for() throws Exception {
        JsonNode global = SampleOrgClient.json(client.get("/sobjects"));

        assertThat(global.get("sobjects")).hasSize(500);
        assertThat(org.tables()).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void every_describe_has_the_whole_shape_and_no_field_twice() throws Exception {
        for (String name : org.tables()) {
            JsonNode describe = SampleOrgClient.json(client.get("/sobjects/" + name + "/describe"));
            assertThat(describe).as(name).hasSize(45);
            List<String> fields = new ArrayList<>();
            for (JsonNode field : describe.get("fields")) {
                assertThat(field).as(name + "." + field.get("name")).hasSize(57);
                fields.add(field.get("name").asText());
            }
            assertThat(fields).as(name).isNotEmpty().doesNotHaveDuplicates();
        }
    }

    /** Recordings of orgs with 93,552 values in their describes have none that is inactive. */
    @Test
    void describes_list_active_picklist_values_only() throws Exception {
        org.edit().removePicklistValue("Lead", "LeadSource", "Other");
        for (String name : org.tables()) {
            JsonNode describe = SampleOrgClient.json(client.get("/sobjects/" + name + "/describe"));
            assertThat(describe.findValues("picklistValues"))
                    .allSatisfy(values -> assertThat(values)
                            .as(name)
                            .allMatch(value -> value.get("active").asBoolean()));
        }
        assertThat(org.table("Lead").field("LeadSource").picklistValues())
                .extracting(PicklistValue::value)
                .contains("Web")
                .doesNotContain("Other");
    }

    @Test
    void child_relationships_are_the_other_side_of_the_references() throws Exception {
        Set<String> references = new HashSet<>();
        Set<String> children = new HashSet<>();
        for (String name : org.tables()) {
            JsonNode describe = SampleOrgClient.json(client.get("/sobjects/" + name + "/describe"));
            for (JsonNode field : describe.get("fields")) {
                if (field.get("type").asText().equals("reference")) {
                    field.get("referenceTo")
                            .forEach(to -> references.add(to.asText() + "<" + name + "."
                                    + field.get("name").asText()));
                }
            }
            describe.get("childRelationships")
                    .forEach(child ->
                            children.add(name + "<" + child.get("childSObject").asText() + "."
                                    + child.get("field").asText()));
        }

        assertThat(children).isEqualTo(references).hasSizeGreaterThan(1000);
    }
}
